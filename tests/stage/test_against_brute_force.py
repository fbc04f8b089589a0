"""On small cases the stages are what trying everything finds: the fewest, calmest, earliest."""

from __future__ import annotations

import pytest

from canje.stage.check import verify
from canje.stage.engine import schedule
from tests.oracles.stages import best
from tests.stage.made_up import little


@pytest.mark.parametrize("seed", range(0, 160, 20))
def test_the_fewest_stages_then_the_calmest_then_the_earliest(seed: int) -> None:
    _compare(range(seed, seed + 20), 4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 600, 20))
def test_the_same_on_more_people(seed: int) -> None:
    _compare(range(seed, seed + 20), 5)


def _compare(seeds: range, most: int) -> None:
    for each in seeds:
        case = little(each, most)
        found = schedule(case.docket, case.plan, case.handover)
        oracle = best(case.docket, case.plan, case.handover)
        told = f"seed {each}"
        if oracle is None:
            assert found.outcome == "infeasible", told
            assert found.conflict or found.changes, told
        else:
            assert found.outcome == "proved", (told, oracle, found.levels)
            assert len(found.stages) == found.bound == oracle.stages, (told, oracle, found.levels)
            assert (found.peak or 0) == oracle.peak, (told, oracle, found.exposures)
            early = tuple(v.value for v in found.levels if v.level.startswith("early"))
            assert early == oracle.early, (told, oracle, found.levels)
        verdict = verify(found.to_bytes(), case.plan, case.docket, case.handover)
        assert verdict.accepted, (told, [refusal.words for refusal in verdict.refusals])
