"""Sums and signatures under a list are no entries; a person is one, whatever the name is."""

from __future__ import annotations

import pytest

from canje.intake.aside import Shape, aside
from tests.intake.made import codes, column, read

HEAD = "No,Full name,Date of birth,Sex,Place of capture,Remarks\n"
PEOPLE = "1,Ada Made-Up,1980,f,Hill,\n2,Bo Made-Up,1981,m,Hill,\n"

SUMS = [
    "TOTAL,2,,,,", "Total: 2,,,,,", ",Total: 2,,,,", ",TOTAL 2 personas,,,,",
    "Total,2 detenidos,,,,", ",Grand total,,2,,",
    ",المجموع: 2,,,,", "المجموع,2,,,,", ",الإجمالي 2 أسرى,,,,", ",العدد الكلي: ٢,,,,",
    ",Итого: 2 чел.,,,,", ",Всего 2,,,,",
    ",Разом: 2 особи,,,,", "Усього,2,,,,", ",Suma,,,,",
    ",,,,,2",
]  # fmt: skip

SIGNATURES = [
    ",Firma: ____,,,,", "Firma / Signature: R. Mora,,,,,", "Firma y sello,,,,,",
    ",Firma del responsable,,,,",
    ",Elaborado por: J. Mora,,,,", ",Signature,,,,",
    ",Signed by the commander,,,,", ",توقيع المسؤول: ____,,,,",
    ",التوقيع والختم,,,,",
    ",Подпись ______,,,,", ",М.П.,,,,", ",Підпис: ____,,,,", ",______________,,,,",
    ",..........,,,,",
    ",Firma: ____,,,,\n,Capitán R. Mora,,,,",
    ",Firma: ____,,,,\n\n,Capitán R. Mora,,,,",
]  # fmt: skip

PERSONS = [
    "3,Total Okafor,1971,m,Hill,", "3,Total,1971,m,Hill,", "3,Total,,,,",
    "3,Firma Hassan,1990,f,Hill,", "3,Firma,1990,f,,",
    "3,Seal Made-Up,,,,", "3,Suma Made-Up,,,,", ",Total Okafor,1971,m,,", ",Total,1971,,,",
    "3,Conde Total,,,,",
    "3,Cyd Made-Up,1990,f,Hill,Total: 2", "3,Sello Okoro,1990,,,",
]  # fmt: skip


@pytest.mark.parametrize("row", SUMS)
def test_sums_are_set_aside(row: str) -> None:
    """In five languages, in any column; as a number alone where it is the number of entries."""
    made = read(HEAD + PEOPLE + row + "\n")
    assert made.list is not None, codes(made)
    assert column(made.list, "name") == ["Ada Made-Up", "Bo Made-Up"]
    assert codes(made) == ["row.total"]
    assert made.findings[0].row == 4


def test_a_sum_that_is_another() -> None:
    """Somebody may be missing from the list."""
    made = read(HEAD + PEOPLE + "TOTAL,207,,,,\n")
    assert codes(made) == ["row.total-differs"]
    assert "207" in made.findings[0].why
    assert "2 entries" in made.findings[0].why


def test_sums_of_parts() -> None:
    """Each of what stands above it; the last of all."""
    made = read(
        HEAD + PEOPLE + ",Subtotal,2,,,\n3,Cyd Made-Up,1990,f,,\n,Subtotal,1,,,\n,Total,3,,,\n"
    )
    assert codes(made) == ["row.total"] * 3
    assert made.list is not None
    assert len(made.list) == 3


@pytest.mark.parametrize("rows", SIGNATURES)
def test_signatures_are_set_aside(rows: str) -> None:
    """In five languages; lines alone; under them the names of those who sign."""
    made = read(HEAD + PEOPLE + rows + "\n")
    assert made.list is not None, codes(made)
    assert column(made.list, "name") == ["Ada Made-Up", "Bo Made-Up"]
    assert set(codes(made)) == {"row.signature"}


@pytest.mark.parametrize("row", PERSONS)
def test_a_person_is_an_entry(row: str) -> None:
    """By the line's number, or by a fact."""
    made = read(HEAD + PEOPLE + row + "\n")
    assert made.list is not None, codes(made)
    assert len(made.list) == 3
    assert not {each for each in codes(made) if each.startswith("row.")}


def test_an_entry_under_a_signature() -> None:
    """A full row is one, and so are those above it."""
    made = read(HEAD + PEOPLE + ",Firma: ____,,,,\n3,Cyd Made-Up,1990,f,Hill,\n")
    assert "Cyd Made-Up" in column_or_names(made)


def column_or_names(made: object) -> list[str]:
    found = getattr(made, "list", None)
    return column(found, "name") if found is not None else []


def test_a_list_of_names_alone() -> None:
    """Nothing tells who signs from who is listed there: only the words for it are set aside."""
    made = read("Full name\nAda Made-Up\nBo Made-Up\nFirma: ____\nCapitán R. Mora\n")
    assert made.list is not None
    assert column(made.list, "name")[:2] == ["Ada Made-Up", "Bo Made-Up"]
    assert "Capitán R. Mora" in column(made.list, "name")


def test_no_rows() -> None:
    """An empty table has none."""
    assert aside([], Shape(frozenset({0}), frozenset())) == {}
