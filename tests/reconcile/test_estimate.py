"""How many are on no list: the spread of models, its interval, its cautions and its refusals."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canje.draw.stream import Stream
from canje.reconcile import window
from canje.reconcile.estimate import Estimate, NotEstimated, estimate
from canje.reconcile.overlaps import Overlaps, relinked
from canje.reconcile.resample import poisson, tables
from tests.reconcile.published_overlaps import KOREA, KOSOVO, MADE_UP, NEW_ORLEANS, UK, UK_FIVE


def _estimate(overlaps: Overlaps, order: int | None = None, runs: int = 200) -> Estimate:
    return estimate(overlaps, Stream(bytes(32), b"test"), order=order, runs=runs)


def _codes(found: Estimate) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.code, each.lists) for each in found.cautions]


def test_the_spread_of_models_of_five_lists() -> None:
    """United Kingdom: models about equally good say from 10.7 to 26 thousand, the best 22,991, the
    published range being 10 to 13 thousand: the spread is the answer."""
    found = _estimate(UK_FIVE, 2)
    assert found.overlaps.seen == 2744
    assert found.looked == 1024
    assert round(found.models[0].people) == 22_991
    assert sum(each.weight for each in found.models) == pytest.approx(1)
    assert found.models[0].weight <= 20 * found.models[-1].weight * (1 + 1e-9)
    average = found.average
    assert 10_500 < average.least < 10_900
    assert 25_000 < average.most < 26_500
    assert 17_000 < average.people < 19_500
    assert found.interval is not None
    low, high = found.interval
    assert low < 11_500
    assert 25_000 < high < 43_894  # the published upper end, of the best model alone
    assert ("spread", ()) in _codes(found)
    assert ("apart", ("GP", "LA")) in _codes(found)


def test_the_interval_of_one_model_is_near_the_published_one() -> None:
    """Main effects of six lists: 12,214, inside the 10,000 to 13,000 of Silverman (2014); 10,989 to
    13,621 by the profile of the likelihood."""
    found = _estimate(UK, 1, 400)
    assert round(found.average.people) == 12_214
    assert found.interval is not None
    assert found.interval[0] == pytest.approx(10_989, rel=0.03)
    assert found.interval[1] == pytest.approx(13_621, rel=0.03)


def test_the_dead_of_kosovo() -> None:
    """Ball and others (2002) say 10,356 of 4,400 seen: so does the best model of 113."""
    found = _estimate(KOSOVO)
    assert round(found.models[0].people) in (10_356, 10_357)
    assert (found.looked, found.endless, found.untold) == (113, 0, 0)
    assert found.interval is not None
    assert found.interval[0] < 10_357 < found.interval[1]


def test_models_without_a_maximum_are_counted() -> None:
    """Korea: two of eight; and a list nearly inside another is named."""
    found = _estimate(KOREA)
    assert (found.looked, found.endless) == (8, 2)
    assert ("contained", ("C", "B")) in _codes(found)


def test_a_search_finds_the_models_that_all_would() -> None:
    """Of six lists not all are fitted; where a search is made for five, its best are the same."""
    whole = window.find(UK_FIVE.table(), 5, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "ALL_OF", 4)
        searched = window.find(UK_FIVE.table(), 5, 2)
    assert whole is not None
    assert searched is not None
    assert sum(searched.states) < sum(whole.states)
    assert searched.models == whole.models
    np.testing.assert_allclose(searched.weights, whole.weights)


def test_independent_lists_of_a_known_number() -> None:
    """2,000 made-up people on four lists by chance alone: twenty times, the interval holds the
    number nearly always and the average is near it."""
    held, averages = 0, []
    for seed in range(20):
        luck = random.Random(seed)
        shares = {"A": 0.3, "B": 0.25, "C": 0.2, "D": 0.15}
        people = (
            "|".join(name for name, share in shares.items() if luck.random() < share)
            for _ in range(2_000)
        )
        found = _estimate(Overlaps.of_people(people), 2, 100)
        assert found.interval is not None
        held += found.interval[0] <= 2_000 <= found.interval[1]
        averages.append(found.average.people)
    assert held >= 17
    assert np.mean(averages) == pytest.approx(2_000, rel=0.03)


def test_a_dependence_that_lists_show_is_taken_in() -> None:
    """Those on A are much likelier on B: independence says too few, the average does not."""
    luck = random.Random(5)
    people = []
    for _ in range(6_000):
        first = luck.random() < 0.3
        on = {"A": first, "B": luck.random() < (0.6 if first else 0.15)}
        on |= {name: luck.random() < 0.25 for name in "CD"}
        people.append("|".join(name for name, is_on in on.items() if is_on))
    overlaps = Overlaps.of_people(people)
    assert _estimate(overlaps, 1).average.people < 5_600
    found = _estimate(overlaps)
    assert found.average.people == pytest.approx(6_000, rel=0.05)
    assert 0b0011 in found.models[0].interactions


def test_two_lists_say_nothing_of_their_dependence() -> None:
    """Lincoln and Petersen, Chapman, and what other odds would say."""
    found = _estimate(Overlaps.of_people(["A"] * 500 + ["B"] * 300 + ["A|B"] * 60))
    assert found.average.people == pytest.approx(3_360)
    assert found.chapman == pytest.approx(561 * 361 / 61 - 1)
    assert dict(found.odds)[1.0] == pytest.approx(3_360)
    assert dict(found.odds)[2.0] == pytest.approx(860 + 2 * 500 * 300 / 60)
    assert found.without == ()
    assert ("two-lists", ("A", "B")) in _codes(found)


@pytest.mark.parametrize(
    ("people", "why", "about"),
    [
        ([], "one-list", ()),
        (["A"] * 9, "one-list", ("A",)),
        (["A"] * 9 + ["B"] * 9, "no-overlap", ("A", "B")),
        (["A"] * 9 + ["A|B"] * 4, "all-on-one", ("A",)),
        (["|".join("ABCDEFGHI"), "A"], "many-lists", tuple("ABCDEFGHI")),
    ],
)
def test_what_cannot_be_said_is_refused(
    people: list[str], why: str, about: tuple[str, ...]
) -> None:
    """With its reason, and the lists meant."""
    with pytest.raises(NotEstimated) as refused:
        _estimate(Overlaps.of_people(people))
    assert (refused.value.why, refused.value.about) == (why, about)


def test_better_models_without_an_answer_are_told_of() -> None:
    """A and B always together, C apart: what fits that has no maximum, and independence does not
    fit."""
    found = _estimate(Overlaps.of_people(["A|B"] * 9 + ["C"] * 9))
    assert (found.looked, found.endless, found.untold) == (8, 6, 1)
    assert found.models[0].interactions == ()
    assert ("endless", ()) in _codes(found)
    assert ("endless", ()) not in _codes(_estimate(KOSOVO))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from([0, 0, 0, 1, 5]), min_size=7, max_size=7))
def test_what_is_not_refused_is_answered(counts: list[int]) -> None:
    """In every table of three lists full of holes independence fits, or a reason is given."""
    names = [frozenset(n for b, n in enumerate("ABC") if cell >> b & 1) for cell in range(1, 8)]
    overlaps = Overlaps.of(dict(zip(names, counts, strict=True)))
    try:
        found = _estimate(overlaps, runs=0)
    except NotEstimated:
        return
    assert found.average.least >= overlaps.seen > 0


def test_neither_rows_nor_names_nor_their_order_change_the_answer() -> None:
    """Rows shuffled, lists named in another order within a person."""
    people = ["B|A", "A", "C|A|B", "B", "C", "C|B", "A|C"] * 9 + ["A"] * 80 + ["B"] * 50
    turned = ["|".join(reversed(text.split("|"))) for text in reversed(people)]
    one, two = Overlaps.of_people(people), Overlaps.of_people(turned)
    assert one == two
    assert one.digest() == two.digest()
    assert _estimate(one) == _estimate(two)


def test_a_seed_gives_one_answer_and_another_another() -> None:
    """The interval follows the source; all else does not."""
    one = estimate(KOSOVO, Stream(bytes(32), b"test"))
    assert one == estimate(KOSOVO, Stream(bytes(32), b"test"))
    other = estimate(KOSOVO, Stream(bytes([1] * 32), b"test"))
    assert one.models == other.models
    assert one.interval != other.interval


def test_without_runs_there_is_no_interval() -> None:
    """And it is said."""
    found = _estimate(KOREA, runs=0)
    assert found.interval is None
    assert ("no-interval", ()) in _codes(found)


def test_tables_that_say_nothing_have_no_upper_end() -> None:
    """Few people: so many drawn tables have no answer that nothing bounds the interval."""
    found = _estimate(Overlaps.of_people(["A"] * 9 + ["B"] * 8 + ["A|B"]))
    assert found.interval is not None
    assert math.isinf(found.interval[1])
    assert {"lost", "few"} <= {code for code, _ in _codes(found)}


def test_an_answer_far_beyond_what_was_seen() -> None:
    """Most people are on all lists or on one, hardly any on two: the model says a thousandfold."""
    many = ["A|B|C"] * 800 + ["A"] * 500 + ["B"] * 500 + ["C"] * 500
    found = _estimate(Overlaps.of_people(many + ["A|B"] * 5 + ["A|C"] * 5 + ["B|C"] * 5), runs=0)
    assert ("far", ()) in _codes(found)
    assert ("far", ()) not in _codes(_estimate(KOREA, runs=0))


def test_lists_that_are_left_out_or_joined() -> None:
    """Joined lists are one; people on a list that is left out alone are not seen."""
    assert UK.seen == UK_FIVE.seen == 2744
    assert UK_FIVE.sets()[frozenset({"NCA+PF"})] == 907 + 57 + 31
    assert KOSOVO.without("HRW").seen == 4400 - 306
    assert [name for name, _ in _estimate(KOSOVO).without] == ["ABA", "EXH", "HRW", "OSCE"]
    assert dict(_estimate(MADE_UP.merged("B", "C"), 1).without) == {}


def test_wrong_links_move_people_between_cells() -> None:
    """A false link was two people, so that entries stay as many; a missed one undoes it."""
    table = KOSOVO.table()
    sizes = np.array([cell.bit_count() for cell in range(1, 16)])
    false = relinked(table, 0.05)
    assert false @ sizes == pytest.approx(table @ sizes)
    assert false.sum() == pytest.approx(4400 + 0.05 * table[sizes > 1].sum())
    missed = relinked(table, -0.05)
    assert missed @ sizes == pytest.approx(table @ sizes)
    assert missed.sum() < 4400
    assert (relinked(NEW_ORLEANS.table(), -0.5) >= 0).all()
    pair = np.array([40.0, 30.0, 10.0])
    np.testing.assert_allclose(relinked(relinked(pair, -0.2), 0.2), pair)


def test_counts_are_drawn_as_often_as_poisson_says() -> None:
    """Every count's share of the numbers, against the formula; and means of nothing stay so."""
    for mean in (0.0, 0.004, 0.7, 3.0, 41.5):
        made = poisson(mean)
        shares = np.diff(np.array([0, *made.below], float)) / 2**64
        for number, share in enumerate(shares, made.first):
            wanted = math.exp(-mean) * mean**number / math.factorial(number)
            assert share == pytest.approx(wanted, abs=1e-12)
    assert poisson(0.0).draw(Stream(bytes(32), b"test")) == 0


def test_a_table_is_drawn_from_a_model_in_proportion_to_its_weight() -> None:
    """Rows of means far apart: about three in four come from the heavier one."""
    drawn = tables(Stream(bytes(32), b"test"), np.array([[9.0], [900.0]]), [3.0, 1.0], 400)
    assert 0.68 < (drawn[:, 0] < 100).mean() < 0.82
