"""Remarks that somebody died or was released raise a question; negations and demands do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.intake.remarks import SAYS, honoured, says
from tests.intake.made import codes, column, read

DIED = (
    "died in custody|killed 2023|murió|falleció el 3 de mayo|fallecida|توفي في السجن|متوفاة"
    "|استشهد|умер в плену|погибла|помер|загинув|no doctor; died"
)
RELEASED = (
    "released in March|freed|liberado en 2023|canjeada|تم الإفراج عنه|أُفرج عنه 2023"
    "|أطلق سراحه|освобождён|обменян 12.2023|звільнений|обміняний"
)
NEITHER = (
    "not released|was not yet released|no ha sido liberado|لم يفرج عنه|لم يتم الإفراج عنه"
    "|الأسرة تطالب بالإفراج عنه|не освобождён|не умер|не звільнений|alive|vivo|حي|жив"
    "|se pide su liberación|"
)


@pytest.mark.parametrize("text", DIED.split("|"))
def test_died(text: str) -> None:
    """In five languages, gender and number."""
    assert says(text) == ("died",)


@pytest.mark.parametrize("text", RELEASED.split("|"))
def test_released(text: str) -> None:
    """In five languages."""
    assert says(text) == ("released",)


@pytest.mark.parametrize("text", NEITHER.split("|"))
def test_neither(text: str) -> None:
    """What is denied, or asked for, has not happened."""
    assert says(text) == ()


def test_a_word_of_honour_before_a_name() -> None:
    """It says that somebody is dead; the same word as a name does not."""
    assert honoured("الشهيد خالد الهادي") == ("died",)
    assert honoured("شهيد خان") == ()
    assert honoured("الشهيد") == ()


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Never an error."""
    assert set(says(text)) <= set(SAYS)


def test_a_list_says_so_and_sets_nothing() -> None:
    """A notice each, a fact of its own; the status stays as written."""
    made = read(
        "Full name,Status,Remarks\nAda Made-Up,detained,توفي\nBo Made-Up,freed,\n"
        "Cyd Made-Up,,not released\nالشهيد خالد الهادي,,\n"
    )
    assert made.list is not None
    assert column(made.list, "says") == ["died", "released", "", "died"]
    assert column(made.list, "status") == ["detained", "freed", "", ""]
    assert [(each.code, each.row) for each in made.findings] == [
        ("entry.says-died", 2),
        ("entry.says-released", 3),
        ("entry.says-died", 5),
    ]
    assert codes(read("Full name,Remarks\nAda Made-Up,quiet\n")) == []
