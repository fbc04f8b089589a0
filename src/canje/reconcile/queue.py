"""What to ask a person next: the pair of entries whose answer is expected to mend the most.

A pair with probability p is decided wrongly with probability min(p, 1 - p). An answer takes that
doubt away, and more: where a list has one entry a person, "same" also ends the doubt about every
rival of the two entries; and where it joins or parts whole clusters, all their entries move with
it. Each doubt is weighed by how much it changes the exchange. The pair with the largest sum comes
first. Of equal ones the ids decide, so that the order is the same everywhere.

A tenth of the pairs that somebody judged come again, to somebody else and without the verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.intake.lists import Kind
from canje.reconcile.competition import Groups
from canje.reconcile.register import Judgement, Pair, Verdict
from canje.reconcile.review import first_words

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.integer]

ACROSS, AMONG_SOUGHT, DOUBLE, LITTLE = 4.0, 2.0, 1.0, 0.5
"""How much it changes the exchange whether two entries are one person: somebody sought is among
those held (one person more can go); two who seek, or a signed or moved list; an entry written
twice; lists of one kind by one party."""

BLIND = 10
"""One in so many judged pairs is judged again by somebody else."""

EACH = 3
"""Questions about one entry in one sitting: each answer bears on the next about it."""


def stakes(kinds: Sequence[Kind], parties: Sequence[str], one: Ints, other: Ints) -> Floats:
    """How much each pair changes the exchange, by the lists that its entries are on."""
    table = np.full((len(kinds), len(kinds)), LITTLE)
    for a, (kind, party) in enumerate(zip(kinds, parties, strict=True)):
        for b, (kind_, party_) in enumerate(zip(kinds, parties, strict=True)):
            if a == b:
                table[a, b] = DOUBLE
            elif {kind, kind_} == {"sought", "held"} and party != party_:
                table[a, b] = ACROSS
            elif kind != kind_ or party != party_:
                table[a, b] = AMONG_SOUGHT
    found: Floats = table[one, other]
    return found


def worth(
    probability: Floats, weight: Floats, groups: Groups, sizes: tuple[Ints, Ints], joined: Ints
) -> Floats:
    """How many wrong decisions, weighed, an answer about each pair is expected to take away.

    `sizes` are the sizes of the clusters of the left and of the right entry as they stand;
    `joined` says whether the two are in one cluster.
    """
    doubt = weight * np.minimum(probability, 1 - probability)
    rivals = _rivals(doubt, groups.left, groups.count) + _rivals(doubt, groups.right, groups.count)
    moving = np.where(joined, 1, np.minimum(*sizes)).astype(np.float64)
    return doubt * moving + probability * rivals


def _rivals(doubt: Floats, group: npt.NDArray[np.int64], count: int) -> Floats:
    """The doubt about all other pairs that compete for the same place."""
    inside = group >= 0
    total = np.bincount(group[inside], doubt[inside], count)
    found: Floats = np.where(inside, total[np.maximum(group, 0)] - doubt, 0.0)
    return np.maximum(found, 0.0)


def ranked(
    left: Sequence[str], right: Sequence[str], value: Floats, known: Collection[Pair], count: int
) -> list[int]:
    """Rows of the pairs to ask about, the best first; none that is `known`, few about one entry."""
    order = sorted(
        np.flatnonzero(value > 0).tolist(),
        key=lambda row: (-round(float(value[row]), 9), left[row], right[row]),
    )
    times: dict[str, int] = {}
    found: list[int] = []
    for row in order:
        one, other = left[row], right[row]
        if len(found) == count:
            break
        if (min(one, other), max(one, other)) in known:
            continue
        if max(times.get(one, 0), times.get(other, 0)) >= EACH:
            continue
        for each in (one, other):
            times[each] = times.get(each, 0) + 1
        found.append(row)
    return found


@frozen
class Question:
    """Two entries to be judged. `again` says that somebody judged them, unseen by who is asked."""

    left: str
    right: str
    probability: float
    worth: float
    again: bool = False


def is_blind(pair: Pair) -> bool:
    """Whether a judged pair is one of the tenth that is judged twice: by the pair itself, so that
    nobody picks which."""
    digest = sha256("\n".join(pair).encode()).digest()
    return int.from_bytes(digest[:8], "big") % BLIND == 0


def settled(
    judgements: Sequence[Judgement], standing: Mapping[Pair, Verdict], by: str, people: int
) -> set[Pair]:
    """Pairs that this person need not be asked about: judged by them, or settled without them."""
    mine = {each.pair for each in judgements if each.by == by}
    done = set(standing) if people < 2 or not by else {
        pair for pair, verdict in standing.items() if verdict != "unsure"
    }  # fmt: skip
    return mine | done


def again(judgements: Sequence[Judgement], by: str) -> Iterator[Pair]:
    """Judged pairs that this person should judge too, without knowing what was said of them."""
    for pair, said in sorted(first_words(judgements).items()):
        if len(said) == 1 and by not in said and is_blind(pair):
            yield pair


def mixed(fresh: Sequence[Question], second: Sequence[Question], count: int) -> list[Question]:
    """Questions with a second look at every tenth place, while there are any."""
    new, old = list(fresh), list(second)
    found: list[Question] = []
    while len(found) < count and (new or old):
        turn = len(found) % BLIND == BLIND - 1
        if old and (turn or not new):
            found.append(old.pop(0))
        else:
            found.append(new.pop(0))
    return found
