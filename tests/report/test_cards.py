"""Tables as cards: every cell knows its column, whatever the case's text holds."""

from __future__ import annotations

import re

from canje.report.cards import labelled

HEAD = (
    '<thead><tr><th scope="col">A <bdi>b</bdi></th><th scope="col" class="n">&lt;C&gt;</th>'
    '<td class="bars"></td><th scope="col">D</th></tr></thead>'
)


def test_each_cell_has_its_column_s_head() -> None:
    """Also after a head without words, and escaped; a cell over several columns has none."""
    page = (
        f'<p>x</p><table class="t"><caption>no</caption>{HEAD}<tbody>'
        '<tr><th scope="row">1 &lt;td&gt;</th><td class="n">2</td><td class="bars">3</td>'
        "<td>4</td></tr>"
        '</tbody><tfoot><tr><th scope="row" colspan="3">sum</th><td>5</td></tr></tfoot></table>'
    )  # fmt: skip
    made = labelled(page)
    assert made.startswith('<p>x</p><table data-cards="" class="t"><caption>no</caption>' + HEAD)
    assert re.findall(r'<(?:td|th)[^>]*data-label="([^"]*)"[^>]*>([^<]*)', made) == [
        ("A b", "1 &lt;td&gt;"), ("&lt;C&gt;", "2"), ("D", "4"), ("D", "5")
    ]  # fmt: skip
    assert re.sub(' data-[a-z]+="[^"]*"', "", made) == page


def test_narrow_tables_and_texts_stay_as_they_are() -> None:
    """Two columns have room on a telephone; what is no table is not touched."""
    head = "<thead><tr><th>A</th><th>B</th></tr></thead>"
    page = f"<table>{head}<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    assert labelled(page) == page
    assert labelled("<p>&lt;table&gt;</p>") == "<p>&lt;table&gt;</p>"
    assert labelled("<table><tr><td>1</td></tr></table>") == "<table><tr><td>1</td></tr></table>"
