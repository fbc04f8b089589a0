"""From joined entries to rows: who seeks, who holds, who says so; four kinds never mixed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.dates import PartialDate
from canje.base.findings import Findings
from canje.intake.health import as_code
from canje.reconcile.funnel import funnels
from canje.reconcile.persons import COLUMNS, Person, Said, common_date, persons
from canje.reconcile.register import Pair
from canje.reconcile.versions import Standing, standing
from tests.reconcile.made_lists import made, named

PARTIES = {"A": "state", "B": "armed-group", "C": "body"}
SOUGHT = made(
    "B-sought", "sought",
    [
        {"name": "Ada Made-Up", "born": "1980", "sex": "f"},
        {"name": "Ben Made-Up", "born": "1990-02-03"},
        {"name": "Cyd Made-Up"},
    ],
    date="2025-03-02",
)  # fmt: skip
HELD = made(
    "A-held", "held",
    [
        {"name": "Eda Made-Up", "born": "1980-05-13", "sex": "m"},
        {"name": "Dan Made-Up", "born": "1970-01-01"},
    ],
)  # fmt: skip


def people(
    of: Standing,
    joined: Sequence[Sequence[str]] = (),
    said: Sequence[Said] = (),
    same: Sequence[Pair] = (),
    put_to: dict[str, str] | None = None,
    parties: dict[str, str] | None = None,
) -> dict[str, Person]:
    """Persons, all entries that are not joined alone."""
    inside = {each for group in joined for each in group}
    groups = [tuple(each) for each in joined]
    groups += [(each,) for each in of.entries if each not in inside]
    findings = Findings()
    found = persons(of, groups, same, said, parties or PARTIES, put_to or {}, findings.at("x"))
    assert not findings.all()
    assert sorted(each for one in found for each in one.entries) == sorted(of.entries)
    return {each.id: each for each in found}


def test_held_and_sought_are_said_apart() -> None:
    """A held list acknowledges; a sought list only says who asks, and whom."""
    both = ["A-held-1#2", "B-sought-1#2"]
    found = people(standing([SOUGHT, HELD]), [both], same=[("A-held-1#2", "B-sought-1#2")])
    assert set(found) == {"A-held-1.2", "A-held-1.3", "B-sought-1.3", "B-sought-1.4"}
    ada = found["A-held-1.2"]
    assert (ada.holder, ada.status, ada.joined, ada.sought_by) == ("A", "held", "judged", ("B",))
    assert ada.held_by == (("A", "A"), ("A", "B"))
    row = ada.row()
    assert set(row) == set(COLUMNS)
    assert (row["beneficiary"], row["destination"], row["acknowledged"]) == ("B", "B", "yes")
    assert row["held_by"] == "A according to A; A according to B"
    assert (row["born"], row["sex"], row["differs"]) == ("1980-05-13", "", "sex")
    assert row["also"] == "Ada Made-Up"
    asked = found["B-sought-1.3"]
    assert (asked.holder, asked.status, asked.held_by) == ("A", "unanswered", (("A", "B"),))
    assert not asked.acknowledged
    assert found["A-held-1.3"].row()["beneficiary"] == ""


def test_both_scripts_and_both_sides_numbers_are_kept() -> None:
    """The first name in another script; a number by whose list, as far as the list has one."""
    sought = made(
        "B-sought", "sought",
        [{"name": "Ada Made-Up", "number": "7", "reference": "B/7"}, {"name": "Ben Made-Up"}],
    )  # fmt: skip
    held = made(
        "A-held", "held",
        [{"name": "Aada Made Up", "number": "31"}, {"name": "آدا المصنوعة", "number": "32"}],
    )  # fmt: skip
    joined = ["A-held-1#2", "A-held-1#3", "B-sought-1#2"]
    found = people(standing([sought, held]), [joined])
    row = found["A-held-1.2"].row()
    assert (row["name"], row["name_other"]) == ("Aada Made Up", "آدا المصنوعة")
    assert row["also"] == "آدا المصنوعة | Ada Made-Up"
    assert (row["holder_number"], row["seeker_number"]) == ("A: 31 | A: 32", "B: B/7")
    alone = found["B-sought-1.3"].row()
    assert alone["name_other"] == alone["holder_number"] == ""
    assert alone["seeker_number"] == "B: B-sought-1#3"
    gone = standing([sought, held, made("B-sought", "sought", [{"name": "Ben Made-Up"}], 2)])
    struck = people(gone, [["A-held-1#2", "B-sought-1#2"]])["A-held-1.2"].row()
    assert struck["seeker_number"] == ""


def test_what_joined_a_person_is_told() -> None:
    """A suggestion among judgements makes it a proposal."""
    of = standing([SOUGHT, HELD])
    three = ["A-held-1#2", "B-sought-1#2", "B-sought-1#3"]
    some = people(of, [three], same=[("A-held-1#2", "B-sought-1#2")])
    assert some["A-held-1.2"].joined == "proposed"
    more: list[Pair] = [("A-held-1#2", "B-sought-1#2"), ("B-sought-1#2", "B-sought-1#3")]
    assert people(of, [three], same=more)["A-held-1.2"].joined == "judged"


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ([("B-sought-1#3", "A", "deceased", 1)], "deceased"),
        ([("B-sought-1#3", "A", "deceased", 1), ("B-sought-1#3", "A", "held", 2)], "held"),
        ([("B-sought-1#3", "A", "held", 2), ("B-sought-1#3", "A", "deceased", 1)], "held"),
        ([("B-sought-1#3", "B", "deceased", 1)], "unanswered"),
        ([("B-sought-1#3", "A", "unanswered", 9), ("B-sought-1#3", "A", "refused", 1)], "refused"),
        ([("B-sought-1#3", "A", "duplicate", 9), ("B-sought-1#3", "A", "held", 1)], "held"),
        ([("B-sought-1#3", "A", "duplicate", 9)], "duplicate"),
    ],
)
def test_the_holder_s_last_word_stands(
    answers: list[tuple[str, str, str, int]], status: str
) -> None:
    """By date, not by row; what others say decides nothing; silence is no word."""
    said = [Said(e, p, c, PartialDate(2025, 4, day)) for e, p, c, day in answers]
    assert people(standing([SOUGHT, HELD]), said=said)["B-sought-1.3"].status == status


def test_who_crossed_is_no_longer_held() -> None:
    """A list of who crossed counts by its date, whoever made it; a signed one decides nothing."""
    moved = made("B-moved", "moved", named("Ada Made-Up"), date="2025-03-05")
    agreed = made("B-agreed", "agreed", named("Ada Made-Up"), date="2025-03-04")
    of = standing([SOUGHT, HELD, moved, agreed])
    all_four = ["A-held-1#2", "B-sought-1#2", "B-moved-1#2", "B-agreed-1#2"]
    ada = people(of, [all_four])["A-held-1.2"]
    assert (ada.status, ada.agreed_by, ada.moved_by) == ("released", ("B",), ("B",))
    again = made("A-held", "held", [{"name": "Eda Made-Up"}], 2, date="2025-03-06")
    later = standing([SOUGHT, HELD, again, moved])
    joined = ["A-held-2#2", "B-sought-1#2", "B-moved-1#2"]
    assert people(later, [joined])["A-held-1.2"].status == "held"


def test_a_struck_entry_stays_and_says_nothing() -> None:
    """What a party took back from its list it no longer says; the id stays the first one."""
    newer = made("A-held", "held", [{"name": "Dan Made-Up", "born": "1970-01-01"}], 2)
    found = people(standing([SOUGHT, HELD, newer]))
    assert found["A-held-1.3"].entries == ("A-held-2#2",)
    assert found["A-held-1.3"].status == "held"
    gone = people(standing([SOUGHT, HELD, newer]), [["A-held-1#2", "B-sought-1#2"]])["A-held-1.2"]
    assert (gone.status, gone.sought_by) == ("unanswered", ("B",))


def test_who_is_asked_must_be_known() -> None:
    """With three who can hold, the list must say so; with a list of its own, it is plain."""
    three = {**PARTIES, "D": "state"}
    of = standing([SOUGHT, HELD])
    findings = Findings()
    persons(of, [(each,) for each in of.entries], (), (), three, {}, findings.at("case.yaml"))
    assert [(each.code, each.value) for each in findings.all()] == [("persons.holder", "B-sought")]
    assert "B-sought: PARTY" in findings.all()[0].mend
    found = people(of, parties=three, put_to={"B-sought": "D"})
    assert found["B-sought-1.3"].holder == "D"
    both = people(of, [["A-held-1#2", "B-sought-1#2"]], parties=three, put_to={"B-sought": "D"})
    assert both["A-held-1.2"].holder == "A"


def test_two_who_both_say_that_they_hold() -> None:
    """The row names one and says that the holder is in dispute."""
    other = made("D-held", "held", named("Ada Made-Up"))
    of = standing([SOUGHT, HELD, other])
    found = people(of, [["A-held-1#2", "D-held-1#2"]], parties={**PARTIES, "D": "state"},
                   put_to={"B-sought": "A"})["A-held-1.2"]  # fmt: skip
    assert (found.holder, found.held_by) == ("A", (("A", "A"), ("D", "D")))
    assert "holder" in found.differs


def test_the_funnel_counts_persons_step_by_step() -> None:
    """By who seeks and who holds; whom nobody seeks is told apart; entries stand beside."""
    said = [Said("B-sought-1#3", "A", "refused"), Said("B-sought-1#4", "A", "held")]
    both = ["A-held-1#2", "B-sought-1#2"]
    found = people(standing([SOUGHT, HELD]), [both], said)
    (funnel,) = funnels(found.values(), {"A-held-1.2"})
    assert (funnel.seeker, funnel.holder, funnel.entries, funnel.unsought) == ("B", "A", 3, 1)
    assert funnel.counts == (("sought", 3), ("answered", 3), ("acknowledged", 2), ("eligible", 1))
    assert funnel.codes == (("held", 2), ("refused", 1))
    (unknown,) = funnels(found.values())
    assert [step for step, _ in unknown.counts] == ["sought", "answered", "acknowledged"]


DATES = st.sampled_from(["1980", "1980-05", "1980-05-13", "1980-06", "1981", "1981-05-13"])


@given(st.lists(DATES, max_size=4))
def test_a_date_says_no_more_than_all_do(texts: list[str]) -> None:
    """What is told fits every date; where they agree it is the fullest; order decides nothing."""
    told, agree = common_date(texts)
    assert (told, agree) == common_date(texts[::-1])
    if agree:
        assert all(told.startswith(each) for each in texts)
    else:
        assert all(each.startswith(told) for each in texts)


def pair(left: dict[str, str], right: dict[str, str], **more: object) -> Person:
    """The one person of two entries that lists write so."""
    held = made("A-held", "held", [{"name": "Ada Made-Up", **left}], date="2025-03-01")
    sought = made("B-sought", "sought", [{"name": "Ada Made-Up", **right}], date="2025-03-02")
    both = ["A-held-1#2", "B-sought-1#2"]
    said = more.get("said", ())
    assert isinstance(said, Sequence)
    found = people(standing([sought, held]), [both], said, same=[("A-held-1#2", "B-sought-1#2")])
    return found["A-held-1.2"]


def words(text: str) -> dict[str, str]:
    """A fact of health as a list has it: as written, and its code."""
    return {"health": text, "health_code": as_code(text)}


@pytest.mark.parametrize(
    ("left", "right", "health", "differs"),
    [
        ("wounded", "جريح", "wounded", ""),
        ("ранена", "herida", "wounded", ""),
        ("healthy", "سليم", "good", ""),
        ("good", "fit", "fit", ""),
        ("wounded", "", "wounded", ""),
        ("wounded", "بجروح خطيرة", "seriously-wounded", "health"),
        ("тяжело болен", "wounded", "seriously-sick", "health"),
        ("good", "herido grave", "seriously-wounded", "health"),
        ("diabetes", "wounded", "wounded", "health"),
        ("diabetes", "good", "diabetes", "health"),
        ("diabetes", "سكري", "diabetes / سكري", "health"),
    ],
)
def test_of_health_what_law_puts_first_holds(
    left: str, right: str, health: str, differs: str
) -> None:
    """Until somebody decides; the same word in two languages is no contradiction."""
    row = pair(words(left), words(right)).row()
    assert (row["health"], row["differs"]) == (health, differs)
    for text in filter(None, (left, right)):
        assert text in row["health_written"] or text == health
    if differs:
        assert "A-held-1#2: " in row["health_written"]
        assert "B-sought-1#2: " in row["health_written"]


def test_what_is_written_in_two_languages_is_no_contradiction() -> None:
    """Nationality by its code; whoever has two has both; ranks of two scripts side by side."""
    codes = {"nationality": "Yemeni", "nationality_code": "YE"}
    others = {"nationality": "يمنية", "nationality_code": "YE"}
    row = pair(codes, others).row()
    assert (row["nationality"], row["differs"]) == ("YE", "")
    both = {"nationality": "Saudi/Yemeni", "nationality_code": "SA|YE"}
    row = pair(codes, both).row()
    assert (row["nationality"], row["differs"]) == ("SA|YE", "")
    row = pair(codes, {"nationality": "Saudi", "nationality_code": "SA"}).row()
    assert (row["nationality"], row["differs"]) == ("", "nationality")
    row = pair({"rank": "sergeant"}, {"rank": "رقيب"}).row()
    assert (row["rank"], row["differs"]) == ("sergeant / رقيب", "rank")
    row = pair({"rank": "sergeant"}, {"rank": "captain"}).row()
    assert (row["rank"], row["differs"]) == ("", "rank")


def test_a_remark_is_a_question_until_somebody_answers() -> None:
    """It sets no status; an answer of the list's day or later closes it, an older one does not."""
    remark = {"note": "توفي", "says": "died"}
    row = pair({}, remark).row()
    assert (row["status"], row["to_ask"]) == ("held", "died? B-sought-1#2: توفي")

    def asked(code: str, day: str | None) -> str:
        date = None if day is None else PartialDate.parse(day)
        return pair({}, remark, said=[Said("B-sought-1#2", "A", code, date)]).row()["to_ask"]

    assert asked("held", "2025-03-02") == ""
    assert asked("held", "2025-04") == ""
    assert asked("held", "2025-02-27") != ""
    assert asked("held", None) != ""
    assert asked("unanswered", "2025-04-01") != ""
    assert asked("deceased", "2025-01-01") == ""
    alone = {"says": "died"}  # a word of honour before the name
    assert pair({}, alone).row()["to_ask"] == "died? B-sought-1#2: Ada Made-Up"
