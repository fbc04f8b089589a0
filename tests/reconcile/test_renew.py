"""A new list or version: what it does not touch is as it was; the rest as from nothing, nearly."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve

from bench.names_made_up import Made, made_up
from canje.base.people import Column
from canje.intake.lists import Entries, List
from canje.reconcile.link import Linked, link
from canje.reconcile.register import Judgement
from canje.reconcile.renew import Known, remember, renew


@pytest.fixture(scope="module")
def made() -> Made:
    return made_up(41, 500, scripts=("arabic", "latin", "cyrillic"))


@pytest.fixture(scope="module")
def before(made: Made) -> Linked:
    return link(made.lists[:2])


def wrong(found: Linked, made: Made) -> float:
    """Pairs that are more likely than not and not one person, and the other way, by true pairs."""
    who = np.array([made.truth[id] for id in found.pool.ids])
    same = who[found.left] == who[found.right]
    return float(((found.probability > 0.5) != same).sum() / same.sum())


def test_nothing_new_changes_nothing(made: Made, before: Linked) -> None:
    """No pair is compared again, and all persons are the same."""
    known = remember(before, made.lists[:2])
    found = renew(known, made.lists[:2])
    assert found.odds.tobytes() == before.odds.tobytes()
    assert found.persons == before.persons


def test_it_can_be_kept_as_a_file(made: Made, before: Linked) -> None:
    """Bytes and back; what is none is refused."""
    known = remember(before, made.lists[:2])
    back = Known.from_bytes(known.to_bytes())
    assert renew(back, made.lists[:2]).persons == before.persons
    for data in (b"", b"PK\x03\x04", known.to_bytes()[:-200]):
        with pytest.raises(ValueError, match="kept"):
            Known.from_bytes(data)


def test_a_new_list_is_linked_to_what_is_known(made: Made, before: Linked) -> None:
    """Nearly as well as from nothing; the old pairs keep their odds."""
    found = renew(remember(before, made.lists[:2]), made.lists)
    anew = link(made.lists)
    assert wrong(found, made) < wrong(anew, made) + 0.08
    old = dict(zip(_pairs(before), before.odds.tolist(), strict=True))
    new = dict(zip(_pairs(found), found.odds.tolist(), strict=True))
    assert {pair: new[pair] for pair in old} == old


def test_a_new_version_passes_on_what_it_did_not_change(made: Made, before: Linked) -> None:
    """Other ids, one entry changed: only its pairs are compared anew, and judgements stand."""
    one, other = made.lists[:2]
    texts = other.entries.column("name").texts()
    texts[0] = "Zubrano Qasturi"
    ids = tuple(id.replace("B-", "B2-") for id in other.entries.ids)
    columns = {**other.entries.columns, "name": Column.of(texts)}
    newer = evolve(other, id="B2-latin", entries=Entries(ids, columns))
    now = dict(zip(other.entries.ids, ids, strict=True))
    best = int(before.probability.argmax())
    pair = [now.get(before.pool.ids[each[best]], before.pool.ids[each[best]]) for each in (
        before.left, before.right)]  # fmt: skip
    apart = Judgement(left=pair[0], right=pair[1], verdict="different", by="Ada")
    found = renew(remember(before, made.lists[:2]), [one, newer], [apart], now=now)
    new = dict(zip(_pairs(found), found.odds.tolist(), strict=True))
    for (first, second), odds in zip(_pairs(before), before.odds.tolist(), strict=True):
        if other.entries.ids[0] not in (first, second):
            a, b = sorted((now.get(first, first), now.get(second, second)))
            assert new[a, b] == odds
    where = {id: person for person in found.persons for id in person}
    assert where[pair[0]] != where[pair[1]]
    assert len(where) == len(one) + len(other)


def test_weights_of_nothing_are_not_kept(made: Made) -> None:
    """One clean list alone teaches nothing; with the second list the weights are learned."""
    lists: list[List] = list(made.lists[:2])
    alone = link(lists[:1])
    found = renew(remember(alone, lists[:1]), lists)
    assert wrong(found, made) < wrong(link(lists), made) + 0.02


def _pairs(found: Linked) -> list[tuple[str, str]]:
    ids = found.pool.ids
    rows = zip(found.left.tolist(), found.right.tolist(), strict=True)
    return [tuple(sorted((ids[one], ids[other]))) for one, other in rows]
