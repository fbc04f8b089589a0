"""A day's file: every wrong row found, each at its place, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import attrs
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


def fill(text: str, made: tuple[Case, Plan, Schedule]) -> str:
    """Rows with the ids of this plan: `left` is a reserve, `one` of the same class goes."""
    plan = made[1]
    barred = next(e.id for e in plan.left_out if e.reason == "bar")
    left = next(e for e in plan.left_out if e.klass is not None)
    one = next(e.id for e in plan.people if e.klass == left.klass)
    return text.format(goes(made, 0), goes(made, 1), barred=barred, left=left.id, one=one)


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
    ("day.earlier", 3, "time", "{0},aboard,2,10:00,,\n{0},crossed,2,09:00,,\n"),
    ("day.not-announced", 2, "person", "{left},crossed,,,,\n"),
]


NONSENSE = [
    # stages that are not theirs
    ("day.other-stage", 2, "stage", "h2,crossed,2,,,\n"),
    ("day.other-stage", 2, "stage", "{one},crossed,1,,,\n"),
    ("day.other-stage", 2, "stage", "h1,aboard,1,,,\n"),
    ("day.other-stage", 2, "stage", "s3,refused,1,,,\n"),
    ("day.other-stage", 2, "stage", "s4,absent,1,,,\n"),
    ("day.other-stage", 2, "stage", "s7,unfit,1,,,\n"),
    ("day.no-such-ride", 2, "person", "down,stopped,1,,,\n"),
    ("day.no-such-ride", 2, "person", "ferry,stopped,1,,,\n"),
    # days and times
    ("day.before-case", 2, "time", "h2,crossed,1,2015-03-02T09:00,,\n"),
    ("day.before-case", 2, "time", "h2,refused,,1925-03-02T09:00,,\n"),
    ("day.before-case", 2, "time", "h2,crossed,1,2025-02-28T23:59,,\n"),
    ("day.before-case", 2, "time", ",stopped,1,2024-03-02T09:00,,\n"),
    ("day.before-case", 2, "time", "h2,died,,0025-03-02T09:00,,\n"),
    ("day.long-after", 2, "time", "h2,crossed,1,2035-03-02T09:00,,\n"),
    ("day.long-after", 2, "time", "h2,absent,1,2205-03-02T09:00,,\n"),
    ("day.long-after", 2, "time", "up,stopped,1,2052-03-02T09:00,,\n"),
    ("value.time", 2, "time", "h2,crossed,1,0000-03-02T09:00,,\n"),
    ("value.time", 2, "time", "h2,crossed,1,2025-13-02T09:00,,\n"),
    ("value.time", 2, "time", "h2,crossed,1,24:00,,\n"),
    ("value.time", 2, "time", "h2,crossed,1,09:61,,\n"),
    ("value.time", 2, "time", "h2,crossed,1,09:00+99:99,,\n"),
    ("day.earlier", 3, "time", "h2,aboard,1,10:00:30,,\nh2,crossed,1,10:00,,\n"),
    ("day.earlier", 3, "time", "h2,aboard,1,2025-03-02T10:00,,\nh2,crossed,1,09:00,,\n"),
    ("day.earlier", 3, "time", "h2,aboard,1,10:00,,\nh2,crossed,1,2025-03-02T09:00,,\n"),
    ("day.earlier", 3, "time",
     "h2,aboard,1,2025-03-03T08:00,,\nh2,crossed,1,2025-03-02T09:00:00,,\n"),
    ("day.earlier", 3, "time", "h2,aboard,1,10:00Z,,\nh2,crossed,1,10:30+02:00,,\n"),
    ("day.earlier", 3, "time", "h2,absent,,10:00,,\nh2,aboard,1,09:00,,\n"),
    ("day.earlier", 3, "time", "up,stopped,1,10:00,,\nup,resumed,1,09:00,,\n"),
    ("day.earlier", 3, "time", ",stopped,1,10:00,,\n,resumed,1,09:00,,\n"),
    ("day.stage-order", 3, "time", "h2,crossed,1,10:00,,\n{one},crossed,2,09:00,,\n"),
    # what cannot follow
    ("day.contradicts", 3, "person", "h2,aboard,1,,,\nh2,refused,,,,\n"),
    ("day.contradicts", 3, "person", "h2,aboard,1,,,\nh2,absent,,,,\n"),
    ("day.contradicts", 3, "person", "h2,aboard,1,,,\nh2,unfit,,,,\n"),
    ("day.contradicts", 3, "person", "{one},aboard,2,,,\n{one},replaced,,,,{left}\n"),
    ("day.contradicts", 3, "person", "h2,aboard,1,,,\nh2,not-in-this-round,,,,\n"),
    ("day.contradicts", 3, "person", "{one},replaced,,,,{left}\n{one},crossed,2,,,\n"),
    ("day.contradicts", 3, "person", "{one},replaced,,,,{left}\n{one},aboard,2,,,\n"),
    ("day.contradicts", 3, "person", "h2,died,,,,\nh2,aboard,1,,,\n"),
    ("day.contradicts", 3, "person", "h2,crossed,1,,,\nh2,absent,,,,\n"),
    ("day.corrected", 3, "person", "h2,aboard,1,,,\nh2,refused,,,taken off at the bridge,\n"),
    ("day.corrected", 3, "person", "{one},replaced,,,,{left}\n{one},crossed,2,,back after all,\n"),
    ("day.again", 3, "person", "h2,refused,,,,\nh2,refused,,,,\n"),
    ("day.again", 3, "person", "h2,aboard,1,,,\nh2,aboard,1,,,\n"),
    ("day.again", 3, "person", "h2,died,,,,\nh2,died,,,,\n"),
    ("day.other-side", 2, "by", "h2,replaced,,,,{left}\n"),
    # stops
    ("day.not-stopped", 2, "person", "up,resumed,,,,\n"),
    ("day.not-stopped", 2, "stage", ",resumed,1,,,\n"),
    ("day.not-stopped", 2, "person", "up,resumed,1,,,\nup,stopped,1,,,\n"),
    ("day.not-stopped", 3, "person", "up,stopped,,,,\nup,resumed,1,,,\n"),
    ("day.not-stopped", 3, "person", "up,stopped,1,,,\nup,resumed,2,,,\n"),
    ("day.not-stopped", 3, "person", "up,stopped,,,,\ndown,resumed,,,,\n"),
    ("day.not-stopped", 4, "person", "up,stopped,,,,\nup,resumed,,,,\nup,resumed,,,,\n"),
    ("day.again", 3, "person", "up,stopped,,,,\nup,stopped,,,,\n"),
    ("day.again", 3, "stage", ",stopped,2,,,\n,stopped,2,,,\n"),
    ("day.while-stopped", 3, "person", "up,stopped,1,,,\nh2,crossed,1,,,\n"),
    ("day.while-stopped", 3, "person", "up,stopped,,,,\nh2,aboard,,,,\n"),
    ("day.while-stopped", 3, "person", ",stopped,2,,,\n{one},crossed,2,,,\n"),
    ("day.while-stopped", 3, "person", ",stopped,2,,,\n{one},aboard,,,,\n"),
    ("value.number", 2, "stage", "h2,crossed,0,,,\n"),
]  # fmt: skip

SENSE = [
    "h2,aboard,1,09:00,,\nh2,crossed,1,09:20,,\n{one},aboard,2,09:30,,\n{one},crossed,2,10:00,,\n",
    "h2,refused,1,09:00,,\nh2,crossed,1,09:20,,\n",  # came along after all
    "h2,aboard,1,2025-03-02T23:50,,\nh2,crossed,1,2025-03-03T00:10,,\n",
    "h2,aboard,1,10:30+02:00,,\nh2,crossed,1,10:00Z,,\n",
    "up,stopped,1,09:00,,\nup,resumed,1,09:30,,\nh2,crossed,1,10:00,,\n",
    "up,stopped,,,,\nup,stopped,1,,,\nup,resumed,1,,,\nup,resumed,,,,\n",
    "down,stopped,2,,,\nh2,crossed,1,10:00,,\nh1,crossed,2,11:00,,\n",  # another leg
    "h2,crossed,1,09:00,,\nh2,died,,11:00,,\n",
    "h2,aboard,1,09:00,,\nh2,died,,11:00,,\n",
    "{one},replaced,,09:00,,{left}\n{left},aboard,,09:30,,\n",
    "h2,absent,,09:00,,\nh2,absent,,10:00,still not brought,\n",
]


@pytest.mark.parametrize("text", SENSE)
def test_what_can_happen_on_a_day_is_taken_without_a_word(
    text: str, tmp_path: Path, made: tuple[Case, Plan, Schedule]
) -> None:
    """No alarm for what is in order, or nobody heeds the others."""
    _, found = read(tmp_path, fill(text, made), made)
    assert [(each.code, each.row) for each in found] == []


def test_the_probes_of_nonsense_are_many() -> None:
    """Each is another way to be wrong."""
    assert len({text for *_, text in NONSENSE}) == len(NONSENSE) >= 40


def test_stages_of_a_continuation_say_nothing_of_the_stages_before(
    tmp_path: Path, made: tuple[Case, Plan, Schedule]
) -> None:
    """Rows of stages that are over stay as they are when new stages are made."""
    case, plan, stages = made
    later = attrs.evolve(stages, stages=tuple(e for e in stages.stages if e.number > 1))
    _, found = read(tmp_path, "down,stopped,1,,,\nh3,refused,1,,,\n", (case, plan, later))
    assert found == ()


def test_aboard_in_one_stage_and_across_in_another(
    tmp_path: Path, made: tuple[Case, Plan, Schedule]
) -> None:
    """Also where no stages are given."""
    file = tmp_path / "day.csv"
    file.write_text(HEADER + "h2,aboard,1,,,\nh2,crossed,2,,,\n", "utf-8")
    _, found = read_day(file, *made[:2])
    assert [(each.code, each.row, each.column) for each in found] == [
        ("day.two-stages", 3, "stage")
    ]


@pytest.mark.parametrize(("code", "row", "column", "text"), [*WRONG, *NONSENSE])
def test_each_wrong_row_is_found_at_its_place(
    code: str,
    row: int,
    column: str,
    text: str,
    tmp_path: Path,
    made: tuple[Case, Plan, Schedule],
) -> None:
    """An error refuses the file; a notice is kept with the day."""
    filled = fill(text, made)
    if WORDS[code].severity == "notice":
        _, found = read(tmp_path, filled, made)
    else:
        with pytest.raises(Refused) as refused:
            read(tmp_path, filled, made)
        found = tuple(each for each in refused.value.findings if each.severity == "error")
    assert [(each.code, each.row, each.column) for each in found] == [(code, row, column)]
    assert "{" not in found[0].why + found[0].mend
    cell = filled.splitlines()[row - 2].split(",")[HEADER.strip().split(",").index(column)]
    assert (found[0].value or "") == cell


def test_each_code_of_the_day_is_brought_about() -> None:
    """No words without a row that needs them."""
    codes = {code for code in WORDS if code.startswith("day.")} | {"value.time"}
    codes.remove("day.two-stages")  # below: where no stages are given
    assert codes <= {code for code, *_ in (*WRONG, *NONSENSE)}


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
    day, found = read(tmp_path, f"{one},refused,,,,\n{one},aboard,2,10:00,,\n", made)
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
