"""A day's file: every wrong row found, each at its place, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from canje.app.service import shipped_case
from canje.base.findings import Finding, Refused, Unreadable
from canje.base.words import WORDS
from canje.case.case import Case
from canje.case.outcome import read_day
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.handover.outcome import Day
from canje.stage.engine import schedule
from canje.stage.schedule import Schedule

HEADER = "person,outcome,stage,time,note,by\n"


@pytest.fixture(scope="module")
def made() -> tuple[Case, Plan, Schedule]:
    with shipped_case("two-families") as folder:
        case = Case.read(folder)
    plan = clear(case.docket)
    return case, plan, schedule(case.docket, plan, case.handover)


def read(
    path: Path, text: str, made: tuple[Case, Plan, Schedule]
) -> tuple[Day, tuple[Finding, ...]]:
    file = path / "day.csv"
    file.write_text(HEADER + text, "utf-8")
    return read_day(file, *made)


def goes(made: tuple[Case, Plan, Schedule], number: int) -> str:
    return made[1].people[number].id


WRONG = [
    ("person.unknown", 2, "person", "nobody,crossed,,,,\n"),
    ("value.choice", 2, "outcome", "{0},flown,,,,\n"),
    ("value.number", 2, "stage", "{0},crossed,one,,,\n"),
    ("day.stage", 2, "stage", "{0},crossed,99,,,\n"),
    ("value.time", 2, "time", "{0},crossed,1,25:00,,\n"),
    ("value.time", 2, "time", "{0},crossed,1,2025-02-31T09:00,,\n"),
    ("leg.unknown", 2, "person", "no-such-leg,stopped,,,,\n"),
    ("day.stop", 2, "person", ",stopped,,,,\n"),
    ("day.cannot-cross", 2, "person", "{barred},crossed,,,,\n"),
    ("day.cannot-cross", 2, "person", "{barred},aboard,,,,\n"),
    ("day.crossed-twice", 3, "person", "{0},crossed,,,,\n{0},crossed,,,,\n"),
    ("day.contradicts", 3, "person", "{0},crossed,,,,\n{0},refused,,,,\n"),
    ("day.contradicts", 3, "person", "{0},crossed,,,,\n{0},aboard,,,,\n"),
    ("day.contradicts", 3, "person", "{0},died,,,,\n{0},crossed,,,,\n"),
    ("day.replaced", 2, "by", "{0},replaced,,,,\n"),
    ("day.replacement", 2, "by", "{0},replaced,,,,nobody\n"),
    ("day.replacement", 2, "by", "{0},replaced,,,,{0}\n"),
    ("day.replacement", 2, "by", "{0},replaced,,,,{1}\n"),
    ("day.replacement", 2, "by", "{0},replaced,,,,{barred}\n"),
    ("day.corrected", 3, "person", "{0},crossed,,,,\n{0},refused,,,the wrong box was ticked,\n"),
    ("day.earlier", 3, "time", "{0},aboard,1,10:00,,\n{0},crossed,1,09:00,,\n"),
    ("day.not-announced", 2, "person", "{left},crossed,,,,\n"),
]


@pytest.mark.parametrize(("code", "row", "column", "text"), WRONG)
def test_each_wrong_row_is_found_at_its_place(
    code: str,
    row: int,
    column: str,
    text: str,
    tmp_path: Path,
    made: tuple[Case, Plan, Schedule],
) -> None:
    """An error refuses the file; a notice is kept with the day."""
    barred = next(e.id for e in made[1].left_out if e.reason == "bar")
    left = next(e.id for e in made[1].left_out if e.klass is not None)
    filled = text.format(goes(made, 0), goes(made, 1), barred=barred, left=left)
    if WORDS[code].severity == "notice":
        _, found = read(tmp_path, filled, made)
    else:
        with pytest.raises(Refused) as refused:
            read(tmp_path, filled, made)
        found = tuple(each for each in refused.value.findings if each.severity == "error")
    assert [(each.code, each.row, each.column) for each in found] == [(code, row, column)]
    assert "{" not in found[0].why + found[0].mend


def test_each_code_of_the_day_is_brought_about() -> None:
    """No words without a row that needs them."""
    codes = {code for code in WORDS if code.startswith("day.")} | {"value.time"}
    assert codes <= {code for code, *_ in WRONG}


def test_everything_wrong_is_said_at_once(
    tmp_path: Path, made: tuple[Case, Plan, Schedule]
) -> None:
    """Not one a time."""
    with pytest.raises(Refused) as refused:
        read(
            tmp_path, "nobody,crossed,,,,\nh1,flown,,,,\nh1,crossed,,99:99,,\n,stopped,,,,\n", made
        )
    assert len(refused.value.findings) == 4


def test_a_missing_column_and_no_file(tmp_path: Path, made: tuple[Case, Plan, Schedule]) -> None:
    """Both are said, not tripped over."""
    with pytest.raises(Unreadable):
        read_day(tmp_path / "none.csv", *made)
    (tmp_path / "odd.csv").write_text("person,what\nh1,crossed\n")
    with pytest.raises(Refused) as refused:
        read_day(tmp_path / "odd.csv", *made)
    assert {each.code for each in refused.value.findings} == {"column.missing", "column.unknown"}


def test_rows_are_kept_and_the_latest_stands(
    tmp_path: Path, made: tuple[Case, Plan, Schedule]
) -> None:
    """Somebody who refused and then comes along has come along; the first row is still there."""
    one = goes(made, 0)
    day, found = read(tmp_path, f"{one},refused,,,,\n{one},aboard,1,10:00,,\n", made)
    assert found == ()
    assert day.standing[one].what == "aboard"
    assert [each.what for each in day.rows] == ["refused", "aboard"]


def test_what_only_the_desk_knows_is_not_in_a_finding(
    tmp_path: Path, made: tuple[Case, Plan, Schedule]
) -> None:
    """Whoever refused cannot have crossed; why is told as to the parties."""
    case, plan, stages = made
    refused_to = [each for each in plan.left_out if each.reason == "not-in-this-round"]
    if not refused_to:
        pytest.skip("nobody in this case refused")
    with pytest.raises(Refused) as refused:
        read(tmp_path, f"{refused_to[0].id},crossed,,,,\n", (case, plan, stages))
    assert "not-in-this-round" in refused.value.findings[0].why
    assert "consent-refused" not in refused.value.findings[0].why


def test_a_row_with_two_mistakes_gets_two_findings(
    tmp_path: Path, made: tuple[Case, Plan, Schedule]
) -> None:
    """An outcome that is none does not hide that nobody has the id."""
    with pytest.raises(Refused) as refused:
        read(tmp_path, "nobody,flew,,,,\n", made)
    assert {each.code for each in refused.value.findings} == {"person.unknown", "value.choice"}
