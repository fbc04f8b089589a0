"""Who stands on which paper, and what each reader may see of them."""

from __future__ import annotations

import pytest

from canje.app.service import shipped_case
from canje.case.case import Case
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.handover.manifest import A_PAGE, READERS, SEEN, Line, Manifest, Reader, manifests
from canje.stage.engine import schedule
from canje.stage.schedule import Schedule


@pytest.fixture(scope="module")
def made() -> tuple[Case, Plan, Schedule]:
    with shipped_case("two-families") as folder:
        case = Case.read(folder)
    plan = clear(case.docket)
    return case, plan, schedule(case.docket, plan, case.handover)


def papers(made: tuple[Case, Plan, Schedule], reader: Reader) -> tuple[Manifest, ...]:
    case, plan, stages = made
    return manifests(case.docket, plan, stages, case.handover, reader)


@pytest.mark.parametrize("reader", READERS)
def test_everybody_stands_on_one_paper_of_each_leg(
    reader: Reader, made: tuple[Case, Plan, Schedule]
) -> None:
    """Nobody is forgotten, nobody is on two, and lines are numbered from 1."""
    rides = sorted(
        (stage.number, ride.leg or "", person)
        for stage in made[2].stages
        for ride in stage.rides
        for person in ride.people
    )
    found = papers(made, reader)
    assert rides == sorted(
        (each.stage, each.leg or "", line.cells[0]) for each in found for line in each.lines
    )
    for each in found:
        assert [line.number for line in each.lines] == list(range(1, len(each.lines) + 1))
    assert len({each.name for each in found}) == len(found)


@pytest.mark.parametrize("reader", ["hand-over", "receive"])
def test_a_party_sees_its_own_people_only(
    reader: Reader, made: tuple[Case, Plan, Schedule]
) -> None:
    """Who hands over: those it holds. Who receives: those who come for it."""
    side = {each.id: (each.holder, each.beneficiary) for each in made[1].people}
    for each in papers(made, reader):
        for line in each.lines:
            assert side[line.cells[0]][reader == "receive"] == each.party


def test_what_each_reader_may_see() -> None:
    """Health is for who carries and receives, birth for who must find the person."""
    assert SEEN["hand-over"] == ("id", "name", "born", "place")
    assert set(SEEN["carry"]) == {"id", "name", "health", "together"}
    assert set(SEEN["receive"]) == {"id", "name", "health", "together"}


def test_families_are_told_by_their_numbers(made: tuple[Case, Plan, Schedule]) -> None:
    """Who travels together finds the other's number on the same paper."""
    case = made[0]
    family = case.docket.people.column("family")
    row = {person: number for number, person in enumerate(case.docket.people.ids)}
    told = 0
    for each in papers(made, "carry"):
        for line in each.lines:
            mine = family[row[line.cells[0]]]
            others = [
                str(other.number)
                for other in each.lines
                if mine and other != line and family[row[other.cells[0]]] == mine
            ]
            assert line.cells[3] == ", ".join(others)
            told += bool(others)
    assert told >= 2


def test_sheets() -> None:
    """As many lines as fit, in order; a paper without people is still a sheet."""

    def pages(count: int) -> list[int]:
        lines = tuple(Line(n, ("",)) for n in range(count))
        paper = Manifest("c", "carry", 1, 1, 1, "l", "", "", None, lines)
        return [len(page) for page in paper.pages]

    assert pages(0) == [0]
    assert pages(A_PAGE) == [A_PAGE]
    assert pages(2 * A_PAGE + 1) == [A_PAGE, A_PAGE, 1]
