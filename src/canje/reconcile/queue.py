"""What to ask a person next: the pair of entries whose answer is expected to mend the most.

A pair with probability p is decided wrongly with probability min(p, 1 - p), and any answer takes
that away. Where a list has one entry a person, pairs of an entry are rivals, and an answer takes
more: "same" ends the doubt about all rivals, "different" makes each of them likelier, and what is
decided for the entry is decided anew. How many errors fewer are then expected is reckoned exactly,
for each of the two entries by itself. Where an answer joins or parts whole clusters, all their
entries move with it. Each error is weighed by how much it changes the exchange.

The pair with the largest sum comes first. What comes after it in a sitting is chosen as it would be
if that answer were "different": after "same" its rivals are no questions any longer, so they count
with the probability that it will be needed to ask them. Of equal ones the ids decide, so that the
order is the same everywhere.

A tenth of the pairs that somebody judged come again, to somebody else and without the verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

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


@frozen(eq=False)
class Doubts:
    """Pairs of entries that may be asked about: how likely each is one person, how much it changes
    the exchange, whom it competes with, and how many entries an answer moves."""

    probability: Floats
    weight: Floats
    groups: Groups
    moving: Floats

    @classmethod
    def of(
        cls, probability: Floats, weight: Floats, groups: Groups, sizes: tuple[Ints, Ints],
        joined: npt.NDArray[np.bool_],
    ) -> Doubts:  # fmt: skip
        """`sizes` are the sizes of the clusters of the left and of the right entry as they stand;
        `joined` says whether the two are in one cluster."""
        moving = np.where(joined, 1, np.minimum(*sizes)).astype(np.float64)
        return cls(probability, weight, groups, moving)

    def worth(self) -> Floats:
        """How many wrong decisions, weighed, an answer about each pair is expected to take away."""
        own = np.minimum(self.probability, 1 - self.probability) * self.moving
        rivals = _rivals(self.probability, self.groups.left, self.groups.count)
        rivals += _rivals(self.probability, self.groups.right, self.groups.count)
        return self.weight * (own + rivals)

    def take(self, rows: npt.NDArray[np.intp]) -> Doubts:
        of = Groups(self.groups.left[rows], self.groups.right[rows], self.groups.count)
        return Doubts(self.probability[rows], self.weight[rows], of, self.moving[rows])

    def without(self, row: int) -> tuple[Doubts, npt.NDArray[np.bool_]]:
        """The doubts if a pair is two people, and which pairs were its rivals."""
        rivals = np.zeros(len(self.probability), bool)
        for group in (self.groups.left, self.groups.right):
            rivals |= (group == group[row]) & (group >= 0)
        rivals[row] = False
        free = max(1 - float(self.probability[row]), _CERTAIN)
        probability = np.where(rivals, np.minimum(self.probability / free, 1.0), self.probability)
        probability[row] = 0.0
        return evolve(self, probability=probability), rivals


_CERTAIN = 1e-9


def _rivals(probability: Floats, group: npt.NDArray[np.int64], count: int) -> Floats:
    """Errors about an entry's other pairs, and in its choice, that an answer is expected to end.

    Of an entry's pairs with probabilities p the likeliest is taken if it has more than a half, or
    none: sum(p) + min(0, 1 - 2 max(p)) errors are expected. None are after "same"; after
    "different" the others have p / (1 - p of the pair asked).
    """
    inside = np.flatnonzero(group >= 0)
    found = np.zeros(len(probability))
    inside = inside[np.lexsort((-probability[inside], group[inside]))]
    of, p = group[inside], probability[inside]
    first = np.append(True, of[1:] != of[:-1])[: len(of)]
    most, next_ = np.zeros(count), np.zeros(count)
    most[of[first]] = p[first]
    second = np.append(False, first[:-1])[: len(of)] & ~first
    next_[of[second]] = p[second]
    other = np.where(first, next_[of], most[of])
    before = p + np.minimum(0, 1 - 2 * most[of])
    after = np.minimum(0, 1 - p - 2 * other)
    found[inside] = np.maximum(before - after - np.minimum(p, 1 - p), 0)
    return found


_AHEAD = 10
"""Pairs that are looked at for each that is asked."""


def ranked(
    left: Sequence[str], right: Sequence[str], doubts: Doubts, known: Collection[Pair], count: int
) -> list[tuple[int, float]]:
    """Rows of the pairs to ask about and what each is worth in its turn, the best first; none that
    is `known`, few about one entry."""
    rows = _ahead(doubts, _AHEAD * count + len(known))
    rows = np.array(sorted(rows.tolist(), key=lambda row: (left[row], right[row])), np.intp)
    pairs = [(left[row], right[row]) for row in rows.tolist()]
    open_ = np.array([(min(pair), max(pair)) not in known for pair in pairs], np.float64)
    rest = doubts.take(rows)
    times: dict[str, int] = {}
    found: list[tuple[int, float]] = []
    while len(found) < count and len(rows):
        now = np.round(rest.worth() * open_, 9)
        best = int(now.argmax())
        if now[best] <= 0:
            break
        one, other = pairs[best]
        if max(times.get(one, 0), times.get(other, 0)) >= EACH:
            open_[best] = 0
            continue
        for each in (one, other):
            times[each] = times.get(each, 0) + 1
        found.append((int(rows[best]), float(now[best])))
        needed = 1 - float(rest.probability[best])
        rest, rivals = rest.without(best)
        open_[rivals] *= needed
        open_[best] = 0
    return found


def _ahead(doubts: Doubts, count: int) -> npt.NDArray[np.intp]:
    """The pairs worth most, and all their rivals."""
    value = doubts.worth()
    few = np.flatnonzero(value > 0)
    if len(few) > count:
        few = few[value[few] >= np.partition(value[few], -count)[-count]]
    with_rivals = np.zeros(len(value), bool)
    with_rivals[few] = True
    for group in (doubts.groups.left, doubts.groups.right):
        theirs = np.zeros(doubts.groups.count + 1, bool)
        theirs[group[few]] = True
        theirs[-1] = False  # where nobody competes
        with_rivals |= theirs[group]
    return np.flatnonzero(with_rivals)


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
