"""The table of people: sorted by id, a code a person into few distinct texts."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from canje.base.people import Column, People


def test_people_stand_in_the_order_of_ids_whatever_the_order_of_rows() -> None:
    """Two files with the same people are the same table."""
    rows = [("P2", "A"), ("P10", "B"), ("P1", "")]
    tables = []
    for seed in range(6):
        mixed = Random(seed).sample(rows, len(rows))
        tables.append(People.of([r[0] for r in mixed], {"holder": [r[1] for r in mixed]}))
    for table in tables:
        assert table.ids == ("P1", "P10", "P2")
        assert table.column("holder").texts() == ["", "B", "A"]
        assert table.column("holder").values == tables[0].column("holder").values


def test_the_id_is_a_column_like_any_other() -> None:
    """Terms may name people."""
    table = People.of(["b", "a"], {})
    assert table.column("id").texts() == ["a", "b"]
    assert len(table) == 2


def test_a_fact_that_nobody_has_is_missing_for_everyone() -> None:
    """A term may ask for a column that this case does not have."""
    column = People.of(["a", "b"], {}).column("rank")
    assert column.texts() == ["", ""]
    assert len(column) == 2


def test_nobody_is_a_table_too() -> None:
    """A case without people has every column, and nobody in it."""
    assert People.of([], {"holder": []}).column("holder").texts() == []
    assert People.of([], {}).column("rank").texts() == []


def test_a_column_keeps_each_text_once() -> None:
    """What a million people share is stored once, in sorted order."""
    column = Column.of(["b", "a", "b", ""])
    assert column.values == ("", "a", "b")
    assert column.codes.tolist() == [2, 1, 2, 0]
    assert [column[row] for row in range(4)] == ["b", "a", "b", ""]
    assert column.take(np.array([2, 3])).texts() == ["b", ""]


def test_nobody_can_put_a_column_into_a_table() -> None:
    """What a docket was made from cannot change under it."""
    columns = {"holder": Column.of(["A"])}
    table = People(("a",), columns)
    columns["rank"] = Column.of(["general"])
    assert table.column("rank").texts() == [""]
    with pytest.raises(TypeError):
        table.columns["rank"] = columns["rank"]  # type: ignore[index]
