"""A new list, or a new version of one: only what it touches is compared again.

What is known from before are the pairs that were compared, with their odds, and the weights. Pairs
of two entries that say what they said before are kept as they are; pairs with a new or changed
entry are looked for, compared and weighed by the same weights. Judgements, competition, clusters
and alarms are then drawn from all pairs, old and new: they are quick.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from canje.intake.lists import List
from canje.reconcile.competition import groups
from canje.reconcile.link import Linked, Settings, candidates, conclude
from canje.reconcile.model import Weights, block_of, chance_pairs, first_guess, fit
from canje.reconcile.pool import KEPT, PARTS, Pool, pool
from canje.reconcile.register import Judgement

_FORM = 1

_ENOUGH = 100
"""Pairs that spoke for one person, from which on the weights of before are good enough."""


@frozen(eq=False)
class Known:
    """What is kept of a linkage: entries by what they say, pairs with their odds, the weights."""

    ids: tuple[str, ...]
    lists: tuple[str, ...]
    of: npt.NDArray[np.int16]
    content: npt.NDArray[np.int64]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    odds: npt.NDArray[np.float64]
    weights: Weights

    def to_bytes(self) -> bytes:
        """As one file: arrays and JSON, nothing that runs."""
        weights = {
            "form": _FORM,
            "fields": self.weights.fields,
            "m": [each.tolist() for each in self.weights.m],
            "u": [each.tolist() for each in self.weights.u],
            "personal": self.weights.personal.tolist(),
            "rate": list(self.weights.rate.items()),
            "share": list(self.weights.share.items()),
            "kin": self.weights.kin,
            "scale": self.weights.scale,
        }
        text = json.dumps({"ids": self.ids, "lists": self.lists, "weights": weights})
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer, of=self.of, content=self.content, left=self.left, right=self.right,
            odds=self.odds, text=np.frombuffer(text.encode(), np.uint8),
        )  # fmt: skip
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Known:
        """Read it back; ValueError where it is none, or of another form."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as kept:
                arrays = {name: kept[name] for name in kept.files}
            told = json.loads(arrays["text"].tobytes())
            weights = told["weights"]
            if weights["form"] != _FORM:
                raise ValueError("another form")
            return cls(
                tuple(told["ids"]), tuple(told["lists"]), arrays["of"], arrays["content"],
                arrays["left"], arrays["right"], arrays["odds"],
                Weights(
                    tuple(weights["fields"]),
                    tuple(np.array(each) for each in weights["m"]),
                    tuple(np.array(each) for each in weights["u"]),
                    np.array(weights["personal"], bool),
                    dict(map(tuple, weights["rate"])), dict(map(tuple, weights["share"])),
                    weights["kin"], weights["scale"],
                ),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, OSError, EOFError, BadZipFile) as problem:
            raise ValueError("not a linkage that was kept") from problem


def remember(linked: Linked, lists: Sequence[List], settings: Settings | None = None) -> Known:
    """What to keep of a linkage, so that the next one can start from it."""
    return Known(
        linked.pool.ids, linked.pool.lists, linked.pool.of,
        content(linked.pool, lists, settings or Settings()),
        linked.left, linked.right, linked.odds, linked.weights,
    )  # fmt: skip


def content(entries: Pool, lists: Sequence[List], settings: Settings) -> npt.NDArray[np.int64]:
    """A number for what each entry says in the columns that are compared."""
    names = [*PARTS, "name", "aka", "born", "born_either", "age", "taken", *KEPT, *settings.further]
    by_id: dict[str, int] = {}
    for each in lists:
        year = str(each.date.year) if each.date else ""
        columns = [each.entries.column(name).texts() for name in names]
        for id, *texts in zip(each.entries.ids, *columns, strict=True):
            digest = hashlib.blake2b("\x1f".join([year, *texts]).encode(), digest_size=8)
            by_id[id] = int.from_bytes(digest.digest(), "big", signed=True)
    return np.array([by_id[id] for id in entries.ids], np.int64)


def renew(
    known: Known,
    lists: Sequence[List],
    judgements: Sequence[Judgement] = (),
    settings: Settings | None = None,
    now: Mapping[str, str] | None = None,
) -> Linked:
    """Link lists of which most is known. `now` names the entries that took older ones' places."""
    settings = settings or Settings()
    entries = pool(lists, settings.further)
    said = content(entries, lists, settings)
    number = entries.number
    became = now or {}
    place = np.array([number.get(became.get(id, id), -1) for id in known.ids], np.int64)
    stands = (place >= 0) & (said[np.maximum(place, 0)] == known.content)
    place = np.where(stands, place, -1)
    touched = np.ones(len(entries), bool)
    touched[place[stands]] = False
    comparer, left, right = candidates(entries, settings, touched)
    guess = first_guess(comparer)
    held: set[int] | None = None  # other facts, or too few pairs before: weights are learned anew
    weights = guess
    if guess.fields == known.weights.fields and int((known.odds > 1).sum()) >= _ENOUGH:
        weights, held = _carried(known, guess, entries, place)
    pairs = comparer.compare(left, right)
    chance = comparer.compare(*chance_pairs(entries, settings.chance))
    of = groups(entries, left, right)
    fitted = fit(comparer, pairs, chance, of, None, weights, held=held)
    fresh = fitted.weights.odds(pairs, block_of(entries, left, right))
    kept = (place[known.left] >= 0) & (place[known.right] >= 0)
    one, other = place[known.left[kept]], place[known.right[kept]]
    first = np.concatenate([left, np.minimum(one, other).astype(np.int32)])
    second = np.concatenate([right, np.maximum(one, other).astype(np.int32)])
    odds = np.concatenate([fresh, known.odds[kept]])
    order = np.lexsort((second, first))
    return conclude(
        comparer, fitted.weights, first[order], second[order], odds[order], judgements, settings
    )


def _carried(
    known: Known, guess: Weights, entries: Pool, place: npt.NDArray[np.int64]
) -> tuple[Weights, set[int]]:
    """The weights as known, their rates under today's lists, and the blocks that have one."""
    here = place >= 0
    new_of = np.full(len(known.lists), -1)
    for old in range(len(known.lists)):
        some = entries.of[place[here & (known.of == old)]]
        if len(some):
            new_of[old] = int(np.bincount(some).argmax())
    rate, share = dict(guess.rate), dict(guess.share)
    held: set[int] = set()
    for block, value in known.weights.rate.items():
        one, other = (int(new_of[each]) for each in divmod(block, len(known.lists)))
        if one >= 0 and other >= 0:
            at = min(one, other) * len(entries.lists) + max(one, other)
            if at in rate:
                rate[at], share[at] = value, known.weights.share[block]
                held.add(at)
    return evolve(known.weights, rate=rate, share=share), held
