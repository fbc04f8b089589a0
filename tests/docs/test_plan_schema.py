"""docs/plan.schema.json takes every plan that is made, and nothing that strays from its form."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from canje.clear.engine import clear, never
from canje.clear.question import Question
from canje.clear.search import Effort
from canje.clear.solver import HiGHS
from canje.draw.draw import draw, prepare
from tests.clear.by_hand import longest_by_pieces
from tests.draw.test_draw import drawn_by_ceremony
from tests.oracles import random_cases

Json = Any
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "plan.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    """Draft 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


def test_every_plan_has_the_form() -> None:
    """Proved, infeasible, feasible or stopped; small and of hundreds of people."""
    outcomes = set()
    for seed in range(60):
        outcomes.add(_valid(clear(random_cases.small(seed)).to_bytes(), seed))
    for seed in range(4):
        outcomes.add(_valid(clear(random_cases.middling(seed)).to_bytes(), seed))
        hasty = clear(random_cases.middling(seed), effort=Effort(0, 0))
        outcomes.add(_valid(hasty.to_bytes(), seed))
    outcomes.add(_valid(clear(random_cases.small(1), stop=lambda: True).to_bytes(), 1))
    outcomes.add(_valid(longest_by_pieces()[1], 1))
    assert {"proved", "infeasible", "stopped"} <= outcomes


def _valid(data: bytes, seed: int) -> str:
    plan = json.loads(data)
    wrong = [f"{each.json_path}: {each.message}" for each in VALIDATOR.iter_errors(plan)]
    assert not wrong, f"seed {seed}"
    return str(plan["outcome"])


def _extra(plan: Json) -> None:
    plan["people"][0]["name"] = "somebody"


def _gone(plan: Json) -> None:
    del plan["left_out"]


def _fraction(plan: Json) -> None:
    plan["freed"] += 0.5


def _outcome(plan: Json) -> None:
    plan["outcome"] = "best"


def _unproved(plan: Json) -> None:
    plan["certificate"] = None


def _digest(plan: Json) -> None:
    plan["digest"]["case"] = "sha256:0"


def _reason(plan: Json) -> None:
    plan["left_out"][0]["reason"] = "consent-refused"


def _leaf(plan: Json) -> None:
    plan["certificate"]["levels"][0]["tree"] = {"duals": {}, "farkas": {}}


@pytest.mark.parametrize(
    "alter", [_extra, _gone, _fraction, _outcome, _unproved, _digest, _reason, _leaf]
)
def test_what_strays_from_the_form_is_refused(alter: Callable[[Json], None]) -> None:
    """A key too many or too few, a fraction, an unknown word, a claim without its proof."""
    plans = (json.loads(clear(random_cases.small(seed)).to_bytes()) for seed in range(50))
    plan = next(each for each in plans if each["people"] and each["left_out"])
    altered = copy.deepcopy(plan)
    alter(altered)
    assert VALIDATOR.is_valid(plan)
    assert not VALIDATOR.is_valid(altered)


def test_every_lottery_and_every_draw_has_the_form() -> None:
    """Prepared, drawn by a seed and drawn by a ceremony; a chance that is no ratio has it not."""
    _, drawn = drawn_by_ceremony()
    _valid(drawn.to_bytes(), 0)
    for seed in range(30):
        docket = random_cases.small(seed)
        plan, question = clear(docket), Question(docket)
        if plan.people:
            made = prepare(question, plan, HiGHS(), never)
            _valid(made.to_bytes(), seed)
            _valid(draw(question, made, bytes(32)).to_bytes(), seed)
    altered = json.loads(drawn.to_bytes())
    altered["draw"]["lottery"]["chances"][0]["chance"] = [1]
    assert not VALIDATOR.is_valid(altered)
