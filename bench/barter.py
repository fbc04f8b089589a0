"""A real barter exchange as a case: every owner gives one item exactly when it gets one it wants.

The file is TradeMaximizer's: a line is an item, then the items that its owner would take for it.
Each line becomes a party that holds one "person", wanted by all owners who would take it.
"""

from __future__ import annotations

from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import OneOf, Selection
from canje.terms.docket import Docket, Freed, Party
from canje.terms.term import Ratio, Term


def read(text: str) -> Docket:
    """Read a file of wants. Items are renamed I001, I002, ... in the order of their lines.

    What an owner names twice counts once; its own item and items that nobody offers, not at all.
    """
    wants: dict[str, list[str]] = {}
    for line in text.splitlines():
        item, *wanted = line.split() or ["#"]
        if not item.startswith("#"):
            wants[item] = wanted
    name = {item: f"I{number:03}" for number, item in enumerate(wants, start=1)}
    takers: dict[str, set[str]] = {item: set() for item in wants}
    for owner, wanted in wants.items():
        for item in wanted:
            if item in takers and item != owner:
                takers[item].add(name[owner])
    ids = list(name.values())
    return Docket(
        case="barter",
        date=PartialDate(2007, 7),
        parties=tuple(Party(each, f"Owner of {each}", "body") for each in ids),
        people=People.of(
            ids, {"holder": ids, "beneficiary": ["|".join(sorted(takers[i])) for i in wants]}
        ),
        terms=tuple(Term(f"fair-{each}", each, "One for one.", _fair(each)) for each in ids),
        levels=(Freed(),),
    )


def _fair(party: str) -> Ratio:
    give = Selection((("holder", OneOf((party,))),))
    return Ratio(give, Selection((("beneficiary", OneOf((party,))),)))
