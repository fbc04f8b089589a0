"""The selection language: a table of what each condition says of each fact."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.people import People
from canje.base.select import (
    EVERYONE,
    All,
    Compare,
    Condition,
    Missing,
    Not,
    OneOf,
    Order,
    Selection,
    mask,
    number,
    verdicts,
)
from tests.by_hand import who

YES, NO = True, False


def holds(condition: Condition, text: str, column: str = "fact") -> bool:
    return bool(verdicts(condition, column, (text,))[0])


@pytest.mark.parametrize(
    ("text", "order", "bound", "expected"),
    [
        # numbers
        ("17", "lt", "18", YES), ("18", "lt", "18", NO), ("18", "le", "18", YES),
        ("18", "ge", "18", YES), ("18", "gt", "18", NO), ("9", "lt", "18", YES),
        ("2.5", "gt", "2", YES), ("-3", "lt", "0", YES), ("0.10", "le", "0.1", YES),
        # dates, as far as they are known
        ("2007", "lt", "2008-03", YES), ("2007", "lt", "2007-06-01", NO),
        ("2007", "gt", "2007-06-01", NO), ("2007", "le", "2007-06-01", NO),
        ("2007", "ge", "2007-06-01", NO), ("2007-06", "le", "2007-06-30", YES),
        ("2007-06-01", "ge", "2007", YES), ("2007-06-01", "gt", "2007", NO),
        ("2007-06-01", "le", "2007", YES), ("2006-12-31", "lt", "2007", YES),
        ("2008-01-01", "gt", "2007", YES), ("2007-02", "lt", "2007-03", YES),
        # a year is a number and a date
        ("2007", "lt", "2008", YES), ("2007", "ge", "2007", YES),
        # what cannot be compared meets nothing
        ("", "lt", "18", NO), ("", "ge", "0", NO), ("seventeen", "lt", "18", NO),
        ("17", "lt", "2008-03-01", NO), ("2007-06-01", "lt", "99999", NO),
        ("1/2", "lt", "1", NO), ("1e3", "gt", "1", NO), ("1_000", "gt", "1", NO),
        ("inf", "gt", "1", NO), ("nan", "le", "1", NO), ("2007-02-30", "gt", "2000-01-01", NO),
    ],
)  # fmt: skip
def test_comparison(text: str, order: Order, bound: str, expected: bool) -> None:
    """Numbers with numbers, dates with dates as far as both are known, else not."""
    assert holds(Compare(order, bound), text) is expected


@pytest.mark.parametrize(
    ("condition", "blank", "a", "b"),
    [
        (OneOf(("a",)), NO, YES, NO),
        (OneOf(("a", "b")), NO, YES, YES),
        (Not(OneOf(("a",))), YES, NO, YES),  # plain negation: not known to be a
        (Missing(True), YES, NO, NO),
        (Missing(False), NO, YES, YES),
        (Not(Missing(True)), NO, YES, YES),
        (Not(Not(OneOf(("a",)))), NO, YES, NO),
        (Not(Compare("lt", "3")), YES, YES, YES),
        (All((Missing(False), Not(OneOf(("a",))))), NO, NO, YES),
        (All(()), YES, YES, YES),
    ],
)
def test_conditions_on_one_fact(condition: Condition, blank: bool, a: bool, b: bool) -> None:
    """For a fact that is missing, that is `a`, and that is `b`."""
    assert [holds(condition, text) for text in ("", "a", "b")] == [blank, a, b]


@pytest.mark.parametrize("column", ["beneficiary", "destination"])
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (OneOf(("DE",)), YES),
        (OneOf(("US",)), YES),
        (OneOf(("FR", "US")), YES),
        (OneOf(("FR",)), NO),
        (OneOf(("DE|US",)), NO),
        (Not(OneOf(("DE",))), NO),
        (Not(OneOf(("FR",))), YES),
        (Missing(True), NO),
        (All((OneOf(("DE",)), OneOf(("US",)))), YES),
    ],
)
def test_several_choices_match_by_any_of_them(
    column: str, condition: Condition, expected: bool
) -> None:
    """`DE|US` is a person who could go to either; only these two columns are read so."""
    assert holds(condition, "DE|US", column) is expected
    assert not holds(OneOf(("DE",)), "DE|US", "nationality")


def test_conditions_on_several_facts_all_hold_and_one_of_any() -> None:
    """`{holder: A, any: [{sex: f}, {age: {lt: 18}}]}`."""
    table = People.of(
        ["p1", "p2", "p3", "p4", "p5"],
        {
            "holder": ["A", "A", "A", "B", "A"],
            "sex": ["f", "m", "m", "f", ""],
            "age": ["40", "17", "18", "3", ""],
        },
    )
    meant = who(who(sex="f"), who(age=Compare("lt", "18")), holder="A")
    assert mask(meant, table).tolist() == [YES, YES, NO, NO, NO]
    assert mask(EVERYONE, table).all()
    assert mask(who(who(sex="f"), EVERYONE), table).all()
    assert not mask(who(rank="general"), table).any()
    assert mask(who(rank=Missing(True)), table).all()
    inner = who(who(who(age=Missing(True)), holder="B"))
    assert set(meant.atoms()) == {
        ("holder", OneOf(("A",))),
        ("sex", OneOf(("f",))),
        ("age", Compare("lt", "18")),
    }
    assert [name for name, _ in inner.atoms()] == ["holder", "age"]


def test_a_selection_of_nobody_is_a_mask_of_nobody() -> None:
    """A case without people selects nobody."""
    assert mask(who(who(age=Compare("lt", "3")), id="x"), People.of([], {})).tolist() == []


@pytest.mark.parametrize("text", ["1e999999999", "1E+99999999", "9" * 5_000, "-" + "9" * 41])
def test_a_number_too_large_to_be_meant_costs_nothing(text: str) -> None:
    """A cell of a few letters must not fill the memory (`1e999999999` is read as a text)."""
    start = time.perf_counter()
    assert number(text) is None
    assert not holds(Compare("gt", "1"), text)
    assert time.perf_counter() - start < 1


TEXTS = st.sampled_from(["", "a", "b", "a|b", "3", "18", "-2.5", "2007", "2007-06", "2008-01-31"])
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.builds(OneOf, st.lists(TEXTS, max_size=3).map(tuple))
    | st.builds(Compare, st.sampled_from(["lt", "le", "gt", "ge"]), TEXTS)
    | st.builds(Missing, st.booleans()),
    lambda inner: st.builds(Not, inner) | st.builds(All, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=5,
)


@given(
    CONDITIONS, CONDITIONS, st.sampled_from(["fact", "destination"]), st.lists(TEXTS, max_size=5)
)
def test_logic(one: Condition, other: Condition, name: str, texts: list[str]) -> None:
    """`not` negates, several conditions are met together, `any` by one of them."""
    table = People.of([f"p{number}" for number in range(len(texts))], {name: texts})

    def rows(condition: Condition) -> list[bool]:
        return [bool(each) for each in mask(Selection(((name, condition),)), table)]

    ones, others = np.array(rows(one), bool), np.array(rows(other), bool)
    assert rows(Not(one)) == (~ones).tolist()
    assert rows(All((one, other))) == (ones & others).tolist()
    both = Selection(((name, one), (name, other)))
    assert mask(both, table).tolist() == (ones & others).tolist()
    either = Selection((), (Selection(((name, one),)), Selection(((name, other),))))
    assert mask(either, table).tolist() == (ones | others).tolist()
