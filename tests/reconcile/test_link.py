"""From lists to proposed persons: everyone in one, people's word first, whatever the order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.names_made_up import Made, Noise, made_up
from canje.intake.lists import List
from canje.reconcile.calibrate import error
from canje.reconcile.link import Linked, Settings, bits_of, link
from canje.reconcile.register import Judgement
from tests.reconcile.linking import listed, named


def judged(left: str, right: str, verdict: str) -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by="Ada")  # type: ignore[arg-type]


def f1(found: Linked, made: Made) -> float:
    who = np.array([made.truth[id] for id in found.pool.ids])
    same = who[:, None] == who[None, :]
    said = found.clusters.of[:, None] == found.clusters.of[None, :]
    upper = np.triu(np.ones_like(same), 1)
    return float(2 * (same & said & upper).sum() / ((same & upper).sum() + (said & upper).sum()))


@pytest.fixture(scope="module")
def made() -> Made:
    return made_up(21, 1_000)


@pytest.fixture(scope="module")
def linked(made: Made) -> Linked:
    return link(made.lists)


def test_two_lists_in_two_scripts(made: Made, linked: Linked) -> None:
    """Without labels; and probabilities mean what they say."""
    assert f1(linked, made) > 0.88
    who = np.array([made.truth[id] for id in linked.pool.ids])
    told = linked.probability > 0.01
    assert error(linked.probability[told], (who[linked.left] == who[linked.right])[told]) < 0.06


def test_no_entry_is_lost(made: Made, linked: Linked) -> None:
    """Each is in exactly one person, and no person has two of a clean list."""
    entries = [id for each in made.lists for id in each.entries.ids]
    assert sorted(id for person in linked.persons for id in person) == sorted(entries)
    assert max(map(len, linked.persons)) <= 2


def test_duplicates_within_a_list() -> None:
    """A list that names people twice is linked with itself too."""
    made = made_up(22, 600, noise=Noise(twice=0.2))
    found = link(made.lists)
    assert f1(found, made) > 0.85
    assert max(map(len, found.persons)) > 2


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_cluster(random: object) -> None:
    """Rows and lists in another order: the same persons, by what their entries say."""
    rows = [
        {"name": name, "born": born}
        for name in ("Omar Ruzan", "Zaki Hadi", "Umar Ruzan", "Amal Tibari", "Ali Hadi")
        for born in ("1980", "1980-02-03", "")
    ]

    def said(lists: Sequence[List]) -> list[list[tuple[str, ...]]]:
        text = {
            id: (each.id, name, born)
            for each in lists
            for id, name, born in zip(
                each.entries.ids, each.entries.column("name").texts(),
                each.entries.column("born").texts(), strict=True,
            )
        }  # fmt: skip
        return sorted(sorted(text[id] for id in person) for person in link(lists).persons)

    turned = list(rows)
    random.shuffle(turned)  # type: ignore[attr-defined]  # hypothesis' own
    assert said([listed("A", rows), listed("B", rows, one_each=False)]) == said(
        [listed("B", turned, one_each=False), listed("A", turned)]
    )


def test_judgements_win_over_scores(made: Made, linked: Linked) -> None:
    """The surest pair is parted, and two strangers are one, because people said so."""
    best = int(linked.probability.argmax())
    sure = linked.pool.ids[linked.left[best]], linked.pool.ids[linked.right[best]]
    apart = next(
        (one, other)
        for one in made.lists[0].entries.ids
        for other in made.lists[1].entries.ids
        if made.truth[one] != made.truth[other] and one not in sure and other not in sure
    )
    found = link(made.lists, [judged(*sure, "different"), judged(*apart, "same")])
    where = {id: person for person in found.persons for id in person}
    assert where[sure[0]] != where[sure[1]]
    assert where[apart[0]] == where[apart[1]] == tuple(sorted(apart))
    assert found.probability[best] < 0.01


def test_contradicting_judgements_are_told() -> None:
    """As an alarm; every entry still is in one person."""
    lists = [named("A", "Omar Ruzan"), named("B", "Omar Ruzan"), named("C", "Omar Ruzan")]
    said = [
        judged("A#1", "B#1", "same"),
        judged("B#1", "C#1", "same"),
        judged("A#1", "C#1", "different"),
    ]
    found = link(lists, said)
    assert [each.kind for each in found.alarms if each.kind == "judged"] == ["judged"]
    assert sorted(id for person in found.persons for id in person) == ["A#1", "B#1", "C#1"]


def test_of_contradicting_judgements_the_machines_weakest_gives() -> None:
    """What is left out, and stands first, is what the machine itself finds hardest to believe: of
    three judgements with a voice each, the link to a man of another name and birth."""
    lists = [
        listed("A", [{"name": "Omar Basim al-Ruzan", "born": "1980-05-13"}]),
        listed("B", [{"name": "Zaki Basim al-Ruzan", "born": "1991-02-03"}]),
        listed("C", [{"name": "Zaki Basim al-Ruzan", "born": "1991-02-03"}]),
    ]
    said = [judged("A#1", "B#1", "same"), judged("B#1", "C#1", "same")]
    found = link(lists, [*said, judged("A#1", "C#1", "different")])
    (told,) = found.register.contradictions
    assert found.register.left_out == (("A#1", "B#1"),)
    assert told.weakest[0].pair == ("A#1", "B#1")
    bits = bits_of(found, [("A#1", "B#1"), ("B#1", "C#1"), ("A#1", "Z#9")])
    assert bits["A#1", "B#1"] < 0 < bits["B#1", "C#1"]
    assert ("A#1", "Z#9") not in bits


def test_a_judgement_about_an_entry_that_is_gone_harms_nothing() -> None:
    """Lists come and go, judgements stay."""
    lists = [named("A", "Omar Ruzan"), named("B", "Zaki Hadi")]
    assert link(lists, [judged("A#1", "Z#9", "same")]).persons == (("A#1",), ("B#1",))


def test_two_fathers_are_an_alarm() -> None:
    """What was judged one person though the fathers differ is looked at again."""
    lists = [named("A", "Omar Ali al-Ruzan"), named("B", "Omar Basim al-Ruzan")]
    found = link(lists, [judged("A#1", "B#1", "same")])
    assert [(each.kind, each.entries) for each in found.alarms] == [("father", ("A#1", "B#1"))]


def test_brothers_are_two_people() -> None:
    """One father, grandfather, family and town; another given name."""
    made = made_up(23, 500)
    brother = {"name": "Ruzan Tarhali Zubrani al-Qasturi", "place": "Qarz"}
    other = {"name": "Hamil Tarhali Zubrani al-Qasturi", "place": "Qarz"}
    found = link([*made.lists, listed("X", [brother]), listed("Y", [other])])
    where = {id: person for person in found.persons for id in person}
    assert where["X#1"] != where["Y#1"]


@pytest.mark.parametrize("one_each", [True, False])
def test_small_lists(one_each: bool) -> None:
    """One entry, blank ones, no entries at all."""
    assert link([named("A", "Omar", one_each=one_each)]).persons == (("A#1",),)
    blank = link([named("A", "", "", one_each=one_each), named("B", "")])
    assert blank.persons == (("A#1",), ("A#2",), ("B#1",))
    assert link([named("A", one_each=one_each), named("B")]).persons == ()


def test_long_lists_are_linked_by_keys(made: Made) -> None:
    """The way of lists beyond twenty thousand: fewer are found, and few of them wrong."""
    found = link(made.lists, settings=Settings(every_word_to=100, learn_from=2_000))
    assert f1(found, made) > 0.75
    assert sorted(id for person in found.persons for id in person) == sorted(made.truth)


def test_the_same_lists_give_the_same_bytes(made: Made, linked: Linked) -> None:
    """Nothing is left to chance."""
    again = link(made.lists)
    assert again.probability.tobytes() == linked.probability.tobytes()
    assert again.persons == linked.persons


def test_the_margin_tells_doubt(made: Made, linked: Linked) -> None:
    """Assigned pairs of a wide margin are right far more often than those of a narrow one."""
    who = np.array([made.truth[id] for id in linked.pool.ids])
    same = who[linked.left] == who[linked.right]
    wide = linked.margin > 6
    assert same[wide].mean() > 0.97
    assert same[linked.margin <= 3].mean() < same[wide].mean()
