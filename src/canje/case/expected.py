"""What is known to have happened, as written: each figure, and what the engine must make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import get_args

from canje.base.findings import At
from canje.base.select import EVERYONE, Selection
from canje.case.parts import Expected, Scenario, Stands
from canje.intake.fields import Fields, entries
from canje.intake.tree import Node, Scalar
from canje.terms.read import Ground
from canje.terms.read_select import read_selection
from canje.terms.term import Term

_STANDS: tuple[Stands, ...] = get_args(Stands)


def read_expected(
    terms: Sequence[Term],
    scenarios: Sequence[Scenario],
    node: Node,
    note: At,
    ground: Ground,
) -> Iterator[tuple[Expected, Fields]]:
    """Read expected.yaml: a value in digits is a number, any other one a text.

    `terms` and `scenarios` are those of the case, which figures may refer to.
    """
    known = {each.id: each for each in scenarios}
    for each in entries(node, "", note):
        identifier, what = each.id(), each.text("what", needed=True)
        written, by = each.text("value", needed=True) or "", each.text("by", needed=True)
        source = each.known("source", "source.unknown", ground.sources, needed=True)
        disputed, remark = each.flag("disputed"), each.text("note") or ""
        unconfirmed = each.flag("unconfirmed")
        value = int(written) if re.fullmatch(r"[0-9]{1,15}", written) else written
        scenario = each.known("scenario", "scenario.unknown", sorted(known))
        there = [*terms, *(known[scenario].terms if scenario in known else ())]
        counts, how, breaks = _claim(each, value, sorted({term.id for term in there}), ground)
        each.close()
        if identifier is not None:
            yield (
                Expected(
                    identifier,
                    what or "",
                    value,
                    by or "",
                    source or "",
                    disputed,
                    remark,
                    counts,
                    how,
                    breaks,
                    scenario,
                    unconfirmed,
                ),
                each,
            )


def _claim(
    fields: Fields, value: int | str, terms: Sequence[str], ground: Ground
) -> tuple[Selection | None, Stands | None, str | None]:
    """Whom the figure counts, how it stands to the engine's plan, and the term that it breaks."""
    how = fields.choice("how", _STANDS)
    counts = _counts(fields, ground, needed=how in ("equals", "possible"))
    breaks = fields.known("breaks", "term.unknown", terms, needed=how == "broken")
    if fields.has("breaks") and how != "broken":
        fields.wrong("breaks", "expected.breaks", breaks)
    if counts is not None:
        how = how or "equals"
        if not isinstance(value, int):
            fields.wrong("value", "expected.number", value)
    return counts, how, breaks


def _counts(fields: Fields, ground: Ground, needed: bool) -> Selection | None:
    node = fields.node("counts", needed)
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text.strip() == "freed":
        return EVERYONE
    return read_selection(node, fields.at("counts").path, fields.note, ground.crowd)
