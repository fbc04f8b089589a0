"""A table made anew keeps what people wrote in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.keep import Table, edits, kept

COLUMNS = ("id", "holder", "status")


def row(id: str, status: str = "held", **more: str) -> dict[str, str]:
    return {"id": id, "holder": "A", "status": status, **more}


def table(*rows: dict[str, str]) -> Table:
    return {each["id"]: each for each in rows}


def test_what_people_wrote_wins_cell_by_cell() -> None:
    """The rest is as it is made today; a column of their own stays."""
    last = table(row("a"), row("b"))
    stands = table(row("a", "deceased", note="told by kin"), row("b"))
    found = kept(last, stands, table(row("a", "released"), row("b", "refused")), COLUMNS, {})
    assert found.columns == (*COLUMNS, "note")
    assert found.by_id["a"] == row("a", "deceased", note="told by kin")
    assert found.by_id["b"] == row("b", "refused")
    assert {(each.id, each.column) for each in found.edits} == {("a", "note"), ("a", "status")}
    assert not found.lost


def test_rows_added_stay_and_rows_taken_out_come_back() -> None:
    """No entry is lost, and it is told."""
    found = kept(table(row("a"), row("b")), table(row("a"), row("x")), table(row("a"), row("b")),
                 COLUMNS, {})  # fmt: skip
    assert [each["id"] for each in found.rows] == ["a", "b", "x"]
    assert [(each.id, each.now) for each in found.lost] == [("b", "")]


def test_edits_go_along_where_a_person_is_joined_to_another() -> None:
    """Unless the same cell was changed there."""
    last, made = table(row("a"), row("b")), table(row("a"))
    moved = kept(last, table(row("a"), row("b", "deceased")), made, COLUMNS, {"b": "a"})
    assert moved.by_id["a"]["status"] == "deceased"
    clash = kept(last, table(row("a", "refused"), row("b", "deceased")), made, COLUMNS, {"b": "a"})
    assert clash.by_id["a"]["status"] == "refused"
    assert [each.id for each in clash.lost] == ["b"]


CELLS = st.sampled_from(["", "x", "y"])
TABLES = st.dictionaries(st.sampled_from("abc"), CELLS, max_size=3).map(
    lambda found: table(*(row(id, status) for id, status in found.items()))
)


@given(TABLES, TABLES, TABLES)
def test_untouched_is_made_anew_and_touched_stays(last: Table, stands: Table, made: Table) -> None:
    """Every row of today is there; without edits the table is today's; every edit is told."""
    found = kept(last, stands, made, COLUMNS, {})
    assert set(made) <= set(found.by_id)
    assert found.edits == edits(last, stands)
    for id, each in stands.items():
        if id in made and id in last and each["status"] != last[id]["status"]:
            assert found.by_id[id]["status"] == each["status"]
    assert kept(last, last, made, COLUMNS, {}).by_id == made


def test_an_answer_stands_while_the_question_is_the_same() -> None:
    """What lists say new is asked again, and told; what did not change stays answered."""
    last = table(row("a", ask="died? x", differs="health", health="wounded"))
    stands = table(row("a", ask="", differs="", health="good"))
    rests_on = {"ask": ("ask",), "differs": ("differs", "health")}
    same = kept(last, stands, last, COLUMNS, {}, rests_on)
    assert same.by_id["a"] == {**row("a"), "ask": "", "differs": "", "health": "good"}
    assert not same.reopened
    new = table(row("a", ask="died? x; died? y", differs="health", health="seriously-wounded"))
    found = kept(last, stands, new, COLUMNS, {}, rests_on)
    assert found.by_id["a"]["ask"] == "died? x; died? y"
    assert found.by_id["a"]["differs"] == "health"
    assert found.by_id["a"]["health"] == "good"
    assert [each.column for each in found.reopened] == ["ask", "differs"]
