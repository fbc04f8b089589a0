"""What a folder says is what the case holds, with a scenario or without."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from canje.base.dates import PartialDate
from canje.base.findings import Refused
from canje.base.select import EVERYONE, Compare, OneOf, Selection
from canje.case.case import Case
from canje.case.folder import inspect
from canje.case.parts import Expected, Source
from canje.clear.engine import clear
from canje.stage.handover import Handover, Leg, Place, Wait
from canje.terms.docket import (
    Bar,
    Consent,
    First,
    Freed,
    Party,
    Prefer,
    Statement,
    Wishes,
)
from canje.terms.term import Outside, Ratio
from tests.case.folders import SOUND, write

DAY = PartialDate.parse("2025-04-20")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.read(write(tmp_path / "case"))


def test_the_head(case: Case) -> None:
    """Id, title, date, parties, sources, facts, notes."""
    assert (case.id, case.title, case.docket.date) == ("made-up", "A made-up exchange", DAY)
    assert case.docket.parties == (
        Party("NO", "The North", "state"),
        Party("SO", "The South", "armed-group"),
    )
    assert case.sources == (
        Source("s1", "A paper", "A publisher", PartialDate(2025, 4), "https://example.org/a"),
    )
    assert dict(case.docket.facts) == {"alive": "yes"}
    assert case.notes == ("One note", "Another note")
    assert dict(case.destinations) == {"abroad": "A third country"}
    assert (case.docket.law_applies, case.docket.consent_required) == (True, True)


def test_the_people(case: Case) -> None:
    """Rows and groups in one table, in the order of their ids."""
    people = case.docket.people
    assert people.ids == ("n1", "n2", "south-0001", "south-0002", "south-0003")
    assert people.column("destination").texts() == ["SO", "SO|abroad", "NO", "NO", "NO"]
    assert people.column("group").texts() == ["", "", "south", "south", "south"]
    assert people.column("status").texts() == ["held"] * 5
    assert people.column("days").texts() == ["10", "20", "5", "5", "5"]
    assert people.column("age").texts() == ["44", "", "", "", ""]
    assert people.column("sex").texts() == ["f", "m", "", "", ""]


def test_what_bears_on_the_exchange(case: Case) -> None:
    """Statements, bars, consents and terms; law's terms come first."""
    docket = case.docket
    assert docket.statements == (
        Statement("n1", "NO", "held", PartialDate(2025, 4, 1), "s1"),
        Statement("south", "SO", "held", note="all of them"),
    )
    assert docket.bars == (
        Bar(
            "b1",
            "No removal",
            "A court",
            Selection((("id", OneOf(("n2",))),)),
            "destination",
            PartialDate(2025, 4, 19),
            destinations=("abroad",),
            source="s1",
        ),
    )
    assert docket.consents == (Consent("n1", "yes", "", PartialDate(2025, 4, 3)),)
    law, offer = docket.terms
    assert (law.id, law.by, type(law.rule)) == ("law.gc3-109", "law", Outside)
    assert (offer.id, offer.by, offer.text, offer.source) == ("offer", "NO", "One for one", "s1")
    assert isinstance(offer.rule, Ratio)


def test_the_objective(case: Case, tmp_path: Path) -> None:
    """Law's levels stand where `law` does; without an objective the rule holds."""
    freed, wounded, children, women, days, wishes = case.docket.levels
    assert (freed, wishes, days) == (Freed(), Wishes(), Prefer("days"))
    assert isinstance(wounded, First)
    assert wounded.title == "seriously wounded and sick"
    assert isinstance(children, First)
    assert children.title == "children"
    assert women == First("women", Selection((("sex", OneOf(("f",))),)))
    line = next(line for line in SOUND["case.yaml"].splitlines(True) if "objective" in line)
    text = SOUND["case.yaml"].replace(line, "")
    plain = Case.read(write(tmp_path / "plain", case_yaml=text))
    assert plain.docket.levels == (freed, wounded, children, wishes)


def test_law_as_advice(tmp_path: Path) -> None:
    """Under `law: advise` law's terms are shown, and nobody is put first by it."""
    case = Case.read(write(tmp_path / "c", case_yaml=SOUND["case.yaml"] + "law: advise\n"))
    assert not case.docket.law_applies
    assert case.docket.terms[0].id == "law.gc3-109"
    assert [type(level) for level in case.docket.levels] == [Freed, First, Prefer, Wishes]


def test_law_before_it_was_in_force(tmp_path: Path) -> None:
    """A case of 1862 knows no Geneva Convention."""
    text = SOUND["case.yaml"].replace("date: 2025-04-20", "date: 1862-07-22")
    case = Case.read(write(tmp_path / "c", case_yaml=text, bars_yaml=None))
    assert case.law == ()
    assert [term.id for term in case.docket.terms] == ["offer"]
    assert [type(level) for level in case.docket.levels] == [Freed, First, Prefer, Wishes]


def test_that_nobody_was_asked_yet_is_told_at_the_desk_alone(tmp_path: Path) -> None:
    """A consents.csv without a row: nobody can go. A party has no such file, and no notice."""
    rows = "person,destination,consents,date\n"
    folder = write(tmp_path / "desk", consents_csv=rows)
    assert [each.code for each in inspect(folder)] == ["consent.nobody-asked"]
    assert inspect(write(tmp_path / "party", consents_csv=None)) == ()
    asked = write(tmp_path / "asked", consents_csv=rows + "n1,,not-asked,\n")
    assert inspect(asked) == ()


def test_silence_is_consent_only_where_the_case_says_so(tmp_path: Path) -> None:
    """Without a word, and with `required`, nobody goes who was not asked; `assumed` is a notice."""
    for number, said in enumerate(("", "consent: required\n")):
        case = Case.read(write(tmp_path / str(number), case_yaml=SOUND["case.yaml"] + said))
        assert case.docket.consent_required
        assert clear(case.docket).people == ()
        assert case.findings == ()
    case = Case.read(write(tmp_path / "c", case_yaml=SOUND["case.yaml"] + "consent: assumed\n"))
    assert not case.docket.consent_required
    assert clear(case.docket).freed
    (finding,) = case.findings
    assert (finding.code, finding.file, finding.severity) == (
        "consent.assumed", "case.yaml", "notice"
    )  # fmt: skip


def test_whom_nobody_seeks(tmp_path: Path) -> None:
    """They stay and a notice says who they are, in people.csv and in groups, once a file."""
    head = (
        "id: x\ntitle: X\ndate: 2025\n"
        "parties: [{id: A, name: A, kind: body}, {id: B, name: B, kind: body}]\n"
    )
    said: dict[str, str | None] = {name.replace(".", "_"): None for name in SOUND}
    said["case_yaml"] = head
    said["people_csv"] = "id,holder,beneficiary\nn1,A,\nn2,A,B\nn3,A,\nn4,A,\n"
    said["groups_yaml"] = (
        "- {id: south, count: 3, holder: B, beneficiary: A}\n- {id: lost, count: 2, holder: B}\n"
    )
    case = Case.read(write(tmp_path / "c", **said))
    assert not case.docket.unsought_free
    assert [(f.code, f.file, f.row, f.params["who"], f.params["lines"]) for f in case.findings] == [
        ("people.unsought", "groups.yaml", 2, "2 people, who stay", "line 2"),
        ("people.unsought", "people.csv", 2, "3 people, who stay", "lines 2, 4-5"),
    ]
    said["case_yaml"] = head + "unsought: free\n"
    free = Case.read(write(tmp_path / "d", **said))
    assert free.docket.unsought_free
    assert free.findings == ()
    said |= {"people_csv": "id,holder\nn1,A\n", "case_yaml": head, "groups_yaml": None}
    [none] = Case.read(write(tmp_path / "e", **said)).findings
    assert none.why == ("No party asks for 1 person, who stays; beneficiary is blank in line 2.")


def test_the_rest(case: Case) -> None:
    """Claims, handover and expectations are read and kept."""
    (claim,) = case.claims
    assert (claim.by, claim.stance, claim.value, claim.source) == ("SO", "denies", "", "s1")
    assert case.disputes == ()
    assert case.handover == Handover(
        (Place("NO", "The bridge"), Place("SO", "The field")),
        (Leg("one", "NO", "SO", 20, "NO", 2), Leg("two", "SO", "NO", 20, "SO")),
        (("one",),),
        (
            Wait("g1", "one", "proof of life"),
            Wait("g2", Selection((("holder", OneOf(("SO",))),)), "a notice"),
        ),
    )
    assert case.expected == (
        Expected("e1", "people freed", 4, "A publisher", "s1", True, "a note"),
    )


def test_how_a_figure_stands_to_the_plan(tmp_path: Path) -> None:
    """Whom it counts, whether the plan has it, and the term that it breaks."""
    rows = [
        "{id: e1, counts: freed}",
        "{id: e2, counts: {holder: SO}, how: possible, scenario: dead}",
        "{id: e3, how: broken, breaks: offer}",
        "{id: e4, how: broken, breaks: late, scenario: dead}",
    ]
    said = ", what: people, value: 4, by: A publisher, source: s1}"
    text = "".join(f"- {row[:-1]}{said}\n" for row in rows)
    scenarios = SOUND["scenarios.yaml"] + (
        "    - {id: late, by: NO, text: nobody, never: {of: {holder: NO}}}\n"
    )
    folder = write(tmp_path / "case", expected_yaml=text, scenarios_yaml=scenarios)
    south = Selection((("holder", OneOf(("SO",))),))
    found = Case.read(folder).expected
    assert [(each.counts, each.how, each.breaks, each.scenario) for each in found] == [
        (EVERYONE, "equals", None, None),
        (south, "possible", None, "dead"),
        (None, "broken", "offer", None),
        (None, "broken", "late", "dead"),
    ]


def test_a_scenario(case: Case, tmp_path: Path) -> None:
    """Facts, statements and terms lie over the case's own; the rest stays."""
    dead = case.with_scenario("dead")
    assert dead.scenario is not None
    assert (dead.docket.scenario, dead.scenario.title) == ("dead", "They are no longer alive")
    assert dict(dead.docket.facts) == {"alive": "no"}
    assert [each.code for each in dead.docket.statements] == ["held", "held", "deceased"]
    assert [term.id for term in dead.docket.terms] == ["law.gc3-109", "offer"]
    rule = dead.docket.terms[1].rule
    assert isinstance(rule, Ratio)
    assert (rule.given, rule.got) == (2, 1)
    assert dead.docket.people is case.docket.people
    assert dead.base is case.base
    again = dead.with_scenario(None)
    assert again.docket is case.docket
    assert again.scenario is None
    read = Case.read(tmp_path / "case", "dead")
    assert read.docket.terms == dead.docket.terms


def test_a_scenario_adds_a_term_at_the_end(tmp_path: Path) -> None:
    """A new id is a new term, and may speak of a fact that only the scenario states."""
    text = """\
- id: more
  title: More
  facts: {signed: yes}
  terms:
    - {id: new, by: SO, text: x, if: {fact: signed, is: yes, then: {all: {of: {holder: SO}}}}}
"""
    case = Case.read(write(tmp_path / "c", scenarios_yaml=text), "more")
    assert [term.id for term in case.docket.terms] == ["law.gc3-109", "offer", "new"]


def test_a_scenario_that_is_none(case: Case) -> None:
    """The finding lists those that there are."""
    with pytest.raises(Refused) as caught:
        case.with_scenario("daed")
    (finding,) = caught.value.findings
    assert finding.mend == "Choose one of: dead. Perhaps dead?"


def test_a_folder_needs_little(tmp_path: Path) -> None:
    """case.yaml and people.csv alone are a case."""
    (tmp_path / "case.yaml").write_text(
        "id: x\ntitle: X\ndate: 2025\nparties: [{id: A, name: A, kind: body}]\n"
    )
    (tmp_path / "people.csv").write_text("id,holder\np,A\n")
    case = Case.read(str(tmp_path))
    assert case.docket.people.ids == ("p",)
    assert case.docket.people.column("status").texts() == ["held"]
    assert [each.code for each in inspect(tmp_path)] == ["people.unsought"]
    with pytest.raises(Refused) as caught:
        case.with_scenario("dead")
    (finding,) = caught.value.findings
    assert (finding.code, finding.why) == ("scenario.none", "The case has no scenarios.")


def test_lists_alone_are_a_case_too(tmp_path: Path) -> None:
    """Where the lists stand, the people may still have to be reconciled."""
    folder = write(
        tmp_path / "c",
        lists__held_csv="id\n",
        lists__lists_yaml="- {file: held.csv, party: NO, kind: held, date: 2025, columns: {a: b}}",
        case_yaml=SOUND["case.yaml"].replace(
            "{first: {sex: f}, title: women}, {prefer: days}, ", ""
        ),
        **dict.fromkeys(
            name.replace(".", "_")
            for name in SOUND
            if name not in ("case.yaml", "claims.yaml", "expected.yaml")
        ),
    )
    case = Case.read(folder)
    assert len(case.docket.people) == 0
    (listing,) = case.lists
    assert (listing.file, listing.kind, dict(listing.columns)) == ("held.csv", "held", {"a": "b"})


def test_what_is_wrong_in_a_scenario_blocks_the_case(tmp_path: Path) -> None:
    """Nothing is half taken in."""
    text = SOUND["scenarios.yaml"].replace("SO, code", "XX, code")
    with pytest.raises(Refused) as caught:
        Case.read(write(tmp_path / "c", scenarios_yaml=text))
    assert [each.file for each in caught.value.findings] == ["scenarios.yaml"]


def test_readme_and_hidden_files_are_left_alone(tmp_path: Path) -> None:
    """They are for people, and for version control."""
    folder = write(tmp_path / "c", README_md="# x\n")
    (folder / ".gitignore").write_text("")
    assert inspect(folder) == ()


def test_order_of_rows_and_separators_change_nothing(tmp_path: Path) -> None:
    """The table is in the order of ids, whatever order it was written in."""
    case = Case.read(write(tmp_path / "a"))
    header, *rows = SOUND["people.csv"].splitlines()
    turned = "\r\n".join([header, *reversed(rows)]).replace(",", ";")
    other = Case.read(write(tmp_path / "b", people_csv="\ufeff" + turned))
    assert other.docket.people.ids == case.docket.people.ids
    for name, column in case.docket.people.columns.items():
        assert other.docket.people.column(name).values == column.values
        assert other.docket.people.column(name).codes.tolist() == column.codes.tolist()


def test_children_are_put_first_as_far_as_births_are_known(case: Case) -> None:
    """Someone born in 2010 is a child in April 2025 though the age is not known."""
    level = case.docket.levels[2]
    assert isinstance(level, First)
    assert level.of.any_of == (
        Selection((("age", Compare("lt", "18")),)),
        Selection((("born", Compare("gt", "2007-04-20")),)),
    )


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    """Findings and values do not depend on the order in which a set is walked."""
    folder = write(tmp_path / "c")
    first, second = Case.read(folder), Case.read(folder)
    assert first.docket.terms == second.docket.terms
    assert first.docket.levels == second.docket.levels
    shutil.rmtree(folder)
    assert first.docket.people.ids[0] == "n1"


def test_an_undated_statement_of_a_scenario_is_the_newest_there(tmp_path: Path) -> None:
    """It holds whatever the case's own statements are dated, also later than the case."""
    (tmp_path / "case.yaml").write_text(
        "id: c\ntitle: C\ndate: 2025-04\nconsent: assumed\nparties:\n"
        "  - {id: N, name: North, kind: state}\n  - {id: S, name: South, kind: state}\n"
    )
    (tmp_path / "people.csv").write_text("id,holder,beneficiary\na,N,S\nb,N,S\n")
    (tmp_path / "statements.csv").write_text(
        "person,party,code,date,source,note\na,N,held,2025-05-02,,\na,N,refused,,,\n"
    )
    (tmp_path / "scenarios.yaml").write_text(
        "- {id: gone, title: Gone, statements: [{person: a, party: N, code: not-held}]}\n"
        "- id: dated\n  title: Dated\n"
        "  statements: [{person: a, party: N, code: not-held, date: 2025-04-01}]\n"
    )
    free = {
        scenario: [person.id for person in clear(Case.read(tmp_path, scenario).docket).people]
        for scenario in (None, "gone", "dated")
    }
    assert free == {None: ["a", "b"], "gone": ["b"], "dated": ["a", "b"]}
