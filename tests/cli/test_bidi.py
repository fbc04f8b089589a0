"""Text from right to left in a terminal: each cell apart, nothing wider, nothing lost."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from canje.cli.bidi import END, LEFT_TO_RIGHT, LEFTWARDS, RIGHTWARDS, isolating

MARKS = str.maketrans("", "", LEFTWARDS + RIGHTWARDS + END + LEFT_TO_RIGHT)
CELL = st.lists(
    st.sampled_from(["خالد", "سعيد", "Ada", "Ой", "+1.2", "(-4.0)", "دם", "ـّ", "-"]), max_size=4
).map(" ".join)


def _printed(*what: object, terminal: bool = True) -> str:
    out = io.StringIO()
    console = isolating(Console(file=out, force_terminal=terminal, width=40, color_system=None))
    console.print(*what)
    return out.getvalue()


def test_two_cells_do_not_run_together() -> None:
    """Each name stands in an isolate of its own; a sign stays before its number."""
    table = Table("a", "b", "c", box=None, padding=(0, 2, 0, 0))
    table.add_row(Text("خالد"), Text("سعيد"), "+1.2")
    line = _printed(table).splitlines()[-1]
    assert line.split() == ["\u2067خالد\u2069", "\u2067سعيد\u2069", "+1.2"]
    assert "\u2067مختلف (\u200e-4.0)\u2069" in _printed(Text("مختلف (-4.0)"))
    assert "\u2067(\u200e+3.7)؛ اسم\u2069" in _printed(Text("(+3.7)؛ اسم"))
    assert "\u2066Latin kh=خ\u2069" in _printed(Text("Latin kh=خ"))


def test_styles_do_not_cut_a_sentence() -> None:
    """A line in two colours is one piece, in its own direction."""
    line = Text("متشابهان", style="bold").append(": الدرجة 1", style="not bold")
    assert _printed(line).strip() == "\u2067متشابهان: الدرجة 1\u2069"


def test_a_file_gets_the_text_alone() -> None:
    """Nothing that a pager or a search would stumble over."""
    assert _printed(Text("خالد سعيد"), terminal=False) == "خالد سعيد\n"


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=3))
def test_the_layout_is_as_without(rows: list[tuple[str, str, str]]) -> None:
    """Only marks are added, which take no room; they open and close within a line."""
    table = Table("a", "b", "c")
    for row in rows:
        table.add_row(*map(Text, row))
    there, plain = _printed(table), _printed(table, terminal=False)
    assert there.translate(MARKS) == plain
    for line in there.splitlines():
        assert line.count(LEFTWARDS) + line.count(RIGHTWARDS) == line.count(END)
        assert cell_len(line) <= 40
