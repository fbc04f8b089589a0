"""A made-up day: nobody is lost, nothing depends on who else was asked, and the parts are right."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from math import comb
from pathlib import Path
from random import Random
from statistics import stdev

import attrs
import numpy as np
import pytest

from canje.app import service
from canje.base.findings import Refused
from canje.case.case import Case
from canje.clear.engine import clear
from canje.clear.question import Question
from canje.draw.stream import Stream
from canje.handover.by_count import Counts, Repairs
from canje.handover.chance import WHOLE, binomial, happens, split
from canje.handover.crowd import Crowd, NotStaged, crowd
from canje.handover.ended import Ended, short, tempted
from canje.handover.fate import Fate, fate, stream_of
from canje.handover.naive import Alternation, all_at_once
from canje.handover.outcome import Account
from canje.handover.overlay import giveable
from canje.handover.rates import FATES, KINDS, Kind, Rate, Rates, read_rates, shipped
from canje.handover.repair import announced_by, repair
from canje.handover.simulate import Handing, Simulator
from canje.handover.spread import Spread, gains
from canje.handover.terms_met import TermsMet
from canje.stage.engine import schedule
from canje.terms import term as kinds
from canje.terms.docket import Docket
from tests.by_hand import docket, people, term, who
from tests.oracles import brute, random_cases
from tests.stage.made_up import bridge, tolerates

CASES = Path(service.__file__).parents[1] / "data" / "cases"
SEED = bytes(range(32))
WALKED = ("yemen-2023", "two-families", "gaza-2023-11", "russia-ukraine-2025-05", "ankara-2024")


@cache
def shipped_crowd(name: str) -> Crowd:
    case = Case.read(CASES / name)
    plan = clear(case.docket)
    made = schedule(case.docket, plan, case.handover)
    return crowd(case.docket, plan, case.handover, made)


def rates(when: str = "during", **given: tuple[int, int]) -> Rates:
    """Nothing goes wrong but what is named."""
    none: dict[Kind, tuple[int, int]] = dict.fromkeys(KINDS, (0, 1))
    named = {kind: given[kind.replace("-", "_")] for kind in KINDS
             if kind.replace("-", "_") in given}  # fmt: skip
    return shipped().with_given({**none, **named}, when)  # type: ignore[arg-type]


def swap(count: int, spare: int, *more: kinds.Rule, seats: int = 4) -> Crowd:
    """So many of A's prisoners for as many of B's, one for one, with some of each to spare."""
    rows = [f"{own.lower()}{n:03} {own} {other} {end} -"
            for own, other, end in (("A", "B", "right"), ("B", "A", "left"))
            for n in range(count + spare)]  # fmt: skip
    a, b = who(holder="A"), who(holder="B")
    terms = [term(kinds.Ratio(a, b, 1, 1, "exactly"), "deal"),
             term(kinds.Count(a, None, count), "cap")]  # fmt: skip
    terms += [term(rule, f"more{n}") for n, rule in enumerate(more)]
    own = docket(people(*rows, columns="id holder beneficiary destination place"), *terms)
    hand = bridge(seats)
    plan = clear(own)
    assert plan.freed == 2 * count
    return crowd(own, plan, hand, schedule(own, plan, hand))


def test_a_reserve_without_a_way_to_the_destination_has_no_seat() -> None:
    """Whoever would go to a third place is not called in for a seat to the other side."""
    rows = ["a1 A B right -", "a2 A B third -", "b1 B A left -"]
    cap = term(kinds.Count(who(id=("a1", "a2")), None, 1), "cap")
    asked = term(kinds.Named(("a1",)), "asked")
    own = docket(people(*rows, columns="id holder beneficiary destination place"), cap, asked)
    plan, hand = clear(own), bridge(4)
    (pool,) = crowd(own, plan, hand, schedule(own, plan, hand)).pools
    assert [ways for _, ways in pool.ways] == [()]


def nothing(own: Crowd) -> Fate:
    none = (0,) * len(own.cells)
    return Fate(none, none, none, frozenset(), frozenset(), False)


def staged(own: Crowd, drawn: Fate, said: Rates | None = None) -> tuple[int, tuple[int, ...], str]:
    made = staged_end(own, drawn, said)
    return made.home, made.exposure, made.how


def staged_end(own: Crowd, drawn: Fate, said: Rates | None = None) -> Ended:
    return Handing(own, said or rates(), drawn, stream_of(SEED, 0)).run()


# ---------------------------------------------------------------- nobody is lost


@pytest.mark.parametrize("name", WALKED)
def test_nobody_is_lost(name: str) -> None:
    """Home, held and dead are all of the plan and all who were called in, whatever happens."""
    own = shipped_crowd(name)
    wild = rates(refused=(1, 10), absent=(1, 20), unfit=(1, 50), died=(1, 30), leg=(1, 5),
                 stops=(1, 3), breaks_off=(1, 4))  # fmt: skip
    for said in (shipped(), wild, attrs.evolve(wild, when="after")):
        simulator = Simulator(own, said)
        for number in range(8):
            for made in simulator.run(SEED, number):
                assert made.home + made.held + made.dead == own.people + made.asked
                assert min(made.home, made.held, made.dead, made.asked, *made.exposure, 0) == 0
            _, at_once, alternate = simulator.run(SEED, number)
            assert at_once.asked == alternate.asked == 0
            assert at_once.dead == alternate.dead


@pytest.mark.parametrize("name", WALKED)
def test_where_nothing_goes_wrong_everybody_goes(name: str) -> None:
    """All three ways bring all of the plan home, and nobody is owed anything."""
    own = shipped_crowd(name)
    for made in Simulator(own, rates()).run(SEED, 1):
        assert (made.home, made.held, made.dead, made.how) == (own.people, 0, 0, "through")
        assert set(made.exposure) <= {0}
        assert made.unmet == ()


def test_a_run_depends_on_seed_and_number_alone() -> None:
    """Runs in another order, by another simulator, after other questions: the same."""
    own = shipped_crowd("gaza-2023-11")
    first = [Simulator(own, shipped()).run(SEED, number) for number in range(12)]
    fresh = crowd_again("gaza-2023-11")
    again = Simulator(fresh, shipped())
    assert [again.run(SEED, number) for number in reversed(range(12))] == first[::-1]
    assert [again.run(bytes(32), number) for number in range(12)] != first


def crowd_again(name: str) -> Crowd:
    return shipped_crowd.__wrapped__(name)


def test_a_plan_without_people_or_stages_cannot_be_simulated() -> None:
    """There is no day."""
    own = docket(people("a A B -"), term(kinds.Never(who(holder="A"))))
    plan = clear(own)
    made = schedule(own, plan, bridge(1))
    with pytest.raises(NotStaged, match="nobody"):
        crowd(own, plan, bridge(1), made)
    case = Case.read(CASES / "two-families")
    plan = clear(case.docket)
    none = attrs.evolve(schedule(case.docket, plan, case.handover), stages=())
    with pytest.raises(NotStaged, match="no stages"):
        crowd(case.docket, plan, case.handover, none)


# ---------------------------------------------------------------- in stages


def test_reserves_step_in_for_those_who_do_not_go() -> None:
    """With enough to spare everybody's place is taken; all at once nobody takes it."""
    own = swap(8, 8)
    drawn = attrs.evolve(nothing(own), out=(1,) * len(own.cells))
    assert staged(own, drawn) == (16, (0, 0), "through")
    assert all_at_once(own, drawn, "during").home == 16 - len(own.cells)


def test_without_reserves_the_other_side_keeps_as_many() -> None:
    """One for one: who does not go on one side lets one of the other stay."""
    own = swap(8, 0)
    a, b = _cells_of(own)
    out = [0] * len(own.cells)
    out[a[0]] = 3
    drawn = attrs.evolve(nothing(own), out=tuple(out))
    assert staged(own, drawn) == (10, (0, 0), "through")
    made = all_at_once(own, drawn, "during")
    assert (made.home, made.exposure) == (13, (0, 3))
    assert b


def test_a_leg_that_fails_is_made_up_for_from_the_other_side() -> None:
    """Four of A's are left behind in the first of two stages; four of B's stay in the second."""
    own = swap(8, 0)
    drawn = attrs.evolve(nothing(own), failed=frozenset({(1, "east")}))
    assert staged(own, drawn) == (8, (0, 0), "through")
    drawn = attrs.evolve(nothing(own), failed=frozenset({(2, "east")}))
    assert staged(own, drawn) == (12, (0, 4), "through")


def test_a_side_that_stops_is_stopped_for() -> None:
    """It keeps back its last stage; had it done so after that stage, there was nothing to keep."""
    own = swap(12, 0)
    assert own.stages == 3
    drawn = attrs.evolve(nothing(own), stops=frozenset({0}))
    assert staged(own, drawn) == (20, (0, 4), "side")
    assert staged(own, drawn, rates("after")) == (16, (0, 0), "side")
    made = all_at_once(own, drawn, "during")
    assert (made.home, made.exposure, made.how) == (12, (0, 12), "side")
    assert all_at_once(own, drawn, "after").home == 24


def test_a_debt_ends_it_or_not() -> None:
    """A person who must be freed is not there: the parties break off, or go on and owe."""
    own = swap(8, 0, kinds.Named(("a000",)))
    cell = next(n for n, cell in enumerate(own.cells) if cell.size == 1)
    out = [0] * len(own.cells)
    out[cell] = 1
    drawn = attrs.evolve(nothing(own), out=tuple(out))
    home, _, how = staged(own, drawn)
    assert (home, how) == (14, "through")
    before = 8 * (own.cells[cell].stage - 1)
    assert staged(own, attrs.evolve(drawn, breaks_off=True))[::2] == (before, "debt")


def test_nobody_is_exposed_beyond_the_limit() -> None:
    """Whatever happens, a limit holds; without the term it is passed."""
    rows = [f"{own}{n:02} {own.upper()} {other} {end} -"
            for own, other, end in (("a", "B", "right"), ("b", "A", "left"))
            for n in range(12)]  # fmt: skip
    a, b = who(holder="A"), who(holder="B")
    deal = term(kinds.Ratio(a, b, 1, 1, "exactly"), "deal")
    said = rates(refused=(1, 6), leg=(1, 4), stops=(1, 2))
    worst = []
    for terms in ((deal, tolerates("A", 4), tolerates("B", 4)), (deal,)):
        own = docket(people(*rows, columns="id holder beneficiary destination place"), *terms)
        plan = clear(own)
        hand = bridge(4)
        simulator = Simulator(crowd(own, plan, hand, schedule(own, plan, hand)), said)
        runs = [simulator.run(SEED, number) for number in range(150)]
        assert any(run[0].how == "exposed" for run in runs) == (len(terms) == 3)
        worst.append([max(max(run[way].exposure) for run in runs) for way in range(3)])
    assert worst[0][0] <= 4
    assert worst[1][0] > 4
    assert worst[0][1] > 4


def _cells_of(own: Crowd) -> tuple[list[int], list[int]]:
    held: tuple[list[int], list[int]] = ([], [])
    for number, cell in enumerate(own.cells):
        held[own.sides[cell.option].holders[0]].append(number)
    return held


# ---------------------------------------------------------------- one by one


@pytest.mark.parametrize("name", ["yemen-2023", "two-families", "gaza-2023-11"])
def test_one_by_one_is_as_if_every_turn_were_looked_at(name: str) -> None:
    """Shortcuts over the turns that go well change nothing, whoever stops and whatever is owed."""
    own = shipped_crowd(name)
    alternation = Alternation(own)
    said = rates(refused=(1, 40), died=(1, 90), leg=(1, 50), stops=(1, 3), breaks_off=(1, 2))
    ends = set()
    for number in range(25):
        drawn = fate(own, said, stream_of(SEED, number))
        made = alternation.run(drawn)
        assert (made.home, made.how) == _turn_by_turn(own, alternation, drawn)
        ends.add(made.how)
    assert {"side", "through"} <= ends


def _turn_by_turn(own: Crowd, alternation: Alternation, drawn: Fate) -> tuple[int, str]:
    """People home and why it ended, by the rule itself."""
    parties = range(len(own.parties))
    there = alternation.there(drawn)
    given, got, missed = ([0 for _ in parties] for _ in range(3))
    lost = own.by_option(())
    stopped: set[int] = set()
    home = 0
    for turn, option in enumerate(alternation.option.tolist()):
        side = own.sides[option]
        if not there[turn]:
            lost[option] += 1
            if drawn.breaks_off and own.met.unmet(own.met.planned - lost, lost):
                return home, "side" if stopped else "debt"
            continue
        for p in side.holders:
            if p in drawn.stops and tempted(own.total[p], given[p], got[p]):
                stopped.add(p)
        if any(p in stopped or missed[p] for p in side.holders):
            for p in parties:
                missed[p] += side.got[p]
            continue
        home += side.people
        for p in parties:
            given[p] += side.given[p]
            got[p] += side.got[p]
    return home, "side" if stopped else "through"


def test_one_by_one_a_side_that_stops_gains_no_more_than_a_turn() -> None:
    """That is what it is for; whoever else is missing is a debt, and ends it where debts do."""
    own = swap(30, 0, seats=10)
    for said in (rates(stops=(1, 2)), rates(refused=(1, 20), leg=(1, 20), breaks_off=(1, 1))):
        for number in range(60):
            drawn = fate(own, said, stream_of(SEED, number))
            assert max(Alternation(own).run(drawn).exposure) <= 1


# ---------------------------------------------------------------- debts, in all three ways alike


def test_a_debt_counts_alike_in_all_three_ways() -> None:
    """A person asked for by name is not there: each way ends with the same term unmet."""
    own = swap(8, 0, kinds.Named(("a000",)))
    drawn = attrs.evolve(nothing(own), out=_only(own, 1))
    ways = (Handing(own, rates(), drawn, stream_of(SEED, 0)).run(),
            all_at_once(own, drawn, "during"), Alternation(own).run(drawn))  # fmt: skip
    assert [each.how for each in ways] == ["through"] * 3
    assert ways[0].unmet == ("more0",)  # one of B's stays, so that the ratio still holds
    assert ways[1].unmet == ways[2].unmet == ("deal", "more0")
    assert [each.home for each in ways] == [14, 15, 15]


def test_who_breaks_off_over_a_debt_does_so_wherever_a_step_is_left() -> None:
    """In stages and one by one it ends there and then; all at once nothing is left to end."""
    own = swap(8, 0, kinds.Named(("a000",)))
    drawn = attrs.evolve(nothing(own), out=_only(own, 1), breaks_off=True)
    assert staged(own, drawn)[2] == "debt"
    one_by_one = Alternation(own).run(drawn)
    assert one_by_one.how == "debt"
    assert one_by_one.home < 15
    at_once = all_at_once(own, drawn, "during")
    assert (at_once.home, at_once.how, at_once.unmet) == (15, "through", ("deal", "more0"))


def test_one_by_one_a_person_missing_does_not_end_it_by_itself() -> None:
    """As in stages: only who breaks off does; else the parties go on and owe."""
    own = swap(8, 0)
    out = [0] * len(own.cells)
    out[_cells_of(own)[0][0]] = 3
    drawn = attrs.evolve(nothing(own), out=tuple(out))
    made = Alternation(own).run(drawn)
    assert (made.home, made.how, made.exposure) == (13, "through", (0, 3))
    assert made.unmet == ("deal",)
    assert not staged_end(own, drawn).unmet  # the reserves or the other side's stay make up for it


def test_terms_met_are_those_of_the_oracle() -> None:
    """Some units of a plan home and all of them there: as brute force judges each term."""
    tried = unmet = 0
    for seed in range(400):
        own = random_cases.small(seed)
        plan = clear(own)
        problem = Question(own).problem
        world = brute.World.of(own)
        if not plan.people or seed % 2:
            continue
        rng, classes, ids = Random(seed), problem.classes, own.people.ids
        moves = {each.id: (each.beneficiary, each.destination) for each in plan.people}
        option = {(k, classes.option(j)): j for j, k in enumerate(classes.column_class.tolist())}
        planned = np.zeros(len(classes.column_class), np.int64)
        home, chosen = planned.copy(), set()
        for number in range(len(classes.size)):
            for item in classes.members(number).tolist():
                unit = [ids[row] for row in item]
                if not all(person in moves for person in unit):
                    continue
                column = option[number, tuple(moves[person] for person in unit)]
                planned[column] += 1
                if rng.random() < 0.7:
                    home[column] += 1
                    chosen |= {
                        n for n, move in enumerate(world.moves)
                        if move["id"] in unit
                        and (move["beneficiary"], move["destination"]) == moves[move["id"]]
                    }  # fmt: skip
        rules = brute.Rules.of(own, list(world.moves), world.items)
        wanted = tuple(
            term.id for term in giveable(own)
            if not rules.test(kinds.resolved(term.rule, own.facts))(frozenset(chosen))
        )  # fmt: skip
        met = TermsMet(own, problem, planned)
        assert met.unmet(home, home * 0) == wanted, seed
        assert met.unmet(planned, home * 0) == ()
        tried, unmet = tried + 1, unmet + bool(wanted)
    assert tried > 60
    assert 20 < unmet < tried


def test_whoever_is_out_of_the_round_is_no_longer_one_of_all() -> None:
    """As on the day: all who are there have gone, and nothing is owed; one kept back is."""
    own = docket(people("a1 A B -", "a2 A B -"), term(kinds.All(who(holder="A")), "all"))
    planned = np.array([2], np.int64)
    met = TermsMet(own, Question(own).problem, planned)
    assert met.unmet(planned - 1, planned - 1) == ()
    assert met.unmet(planned - 1, planned - 2) == ("all",)


def _only(own: Crowd, size: int) -> tuple[int, ...]:
    """One is out, of the first cell of that size."""
    cell = next(n for n, cell in enumerate(own.cells) if cell.size == size)
    return tuple(int(n == cell) for n in range(len(own.cells)))


# ---------------------------------------------------------------- repair by counts


def test_repair_by_counts_is_repair() -> None:
    """As many freed, as many of those announced, as few terms unmet as the repair of a day.

    Where somebody announced could also go elsewhere, a repair may send him or her there, and this
    one may not.
    """
    tried = 0
    for seed in range(200, 265):
        own = random_cases.small(seed)
        plan = clear(own)
        day = _some_day(own, Random(seed)) if plan.people else None
        if day is None:
            continue
        counts, account = day
        real = repair(own, announced_by(plan, own), account)
        found = Repairs(own, Question(own).problem).after(counts)
        if real.plan.outcome in ("infeasible", "stopped"):
            assert not found.possible or real.plan.desk in ("proved", "feasible")
            continue
        width = _widths(own)
        stay = sum(n * w for n, w in zip(found.announced, width, strict=True))
        goes = stay + sum(n * w for n, w in zip(found.reserves, width, strict=True))
        assert found.possible
        assert goes + len(account.crossed) == real.plan.freed, seed
        assert stay == len(real.stay), seed
        assert len(found.unmet) == len(real.unmet), seed
        tried += 1
    assert tried > 15


def _widths(own: Docket) -> list[int]:
    classes = Question(own).problem.classes
    widths: list[int] = classes.unit_size[classes.column_class].tolist()
    return widths


def _some_day(own: Docket, rng: Random) -> tuple[Counts, Account] | None:
    """Some units have crossed and some are out; None where somebody announced has a choice."""
    classes, ids = Question(own).problem.classes, own.people.ids
    moves = {each.id: (each.beneficiary, each.destination) for each in clear(own).people}
    gone = [0] * len(classes.column_class)
    announced, reserves = list(gone), [0] * len(classes.size)
    crossed: list[str] = []
    out: list[str] = []
    for number in range(len(classes.size)):
        columns = np.flatnonzero(classes.column_class == number).tolist()
        for item in classes.members(number).tolist():
            unit, chance = [ids[row] for row in item], rng.random()
            if not all(person in moves for person in unit):
                if chance < 0.2:
                    out += unit
                else:
                    reserves[number] += 1
            elif len(columns) > 1:
                return None
            elif chance < 0.3:
                gone[columns[0]] += 1
                crossed += unit
            elif chance < 0.6:
                out += unit
            else:
                announced[columns[0]] += 1
    counts = Counts(tuple(gone), tuple(announced), tuple(reserves))
    return counts, Account(crossed=tuple(sorted(crossed)), out=tuple(sorted(out)))


# ---------------------------------------------------------------- chance


@pytest.mark.parametrize(("trials", "chance"), [(1, Fraction(1, 3)), (7, Fraction(2, 5)),
                                                (40, Fraction(1, 50))])  # fmt: skip
def test_a_binomial_table_is_the_distribution(trials: int, chance: Fraction) -> None:
    """Against the exact probabilities, to a part in 10^12."""
    table = binomial(trials, chance)
    below, exact = 0, Fraction(0)
    assert table.first == 0 or trials == 40
    ways = {0: 1}
    for count in range(trials):
        ways[count + 1] = ways[count] * (trials - count) // (count + 1)
    for place, reach in enumerate(table.below):
        count = table.first + place
        exact += ways[count] * chance**count * (1 - chance) ** (trials - count)
        assert abs(Fraction(reach, WHOLE) - exact) < Fraction(1, 10**12)
        assert reach >= below
        below = reach
    assert below == WHOLE


def test_large_numbers_stay_in_reach() -> None:
    """A hundred thousand people at a third: no power vanishes, and the mean is right."""
    stream = Stream(SEED, b"test")
    drawn = [binomial(100_000, Fraction(1, 3)).draw(stream) for _ in range(200)]
    assert abs(sum(drawn) / 200 - 33_333) < 60
    assert binomial(5, Fraction(1)).draw(stream) == 5
    assert binomial(0, Fraction(1, 2)).draw(stream) == binomial(9, Fraction(0)).draw(stream) == 0


class Numbers(Stream):
    """Numbers one after the other instead of a seed's."""

    def __init__(self, numbers: Iterator[int]) -> None:
        super().__init__(bytes(32), b"")
        self.numbers = numbers

    def below(self, count: int) -> int:
        return next(self.numbers) % count


def test_what_happens_is_exactly_as_likely_as_said() -> None:
    """Over all numbers of a small space."""
    third = Fraction(1, 3)
    assert sum(happens(Numbers(iter([n])), third) for n in range(3)) == 1
    shares = [Fraction(1, 4), Fraction(0), Fraction(1, 12)]
    found = [split(Numbers(iter([n])), 1, shares) for n in range(4)]
    assert found == [[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1]]


def test_units_drop_out_whole() -> None:
    """A unit of two stays if one of them does; how often is as it must be."""
    own = shipped_crowd("two-families")
    pair = next(n for n, cell in enumerate(own.cells) if own.sides[cell.option].people == 2)
    said = rates(refused=(1, 4))
    out = [fate(own, said, stream_of(SEED, n)).out[pair] for n in range(2000)]
    assert set(out) == {0, 1}
    assert abs(sum(out) / 2000 - 7 / 16) < 0.04


# ---------------------------------------------------------------- measures and rates


@pytest.mark.parametrize(("given", "got", "least", "is_tempted"), [
    (0, 0, 0, False), (3, 1, 1, False), (2, 1, 0, False), (8, 3, 2, True), (4, 5, 0, True),
    (0, 5, 0, True), (10, 5, 0, False), (10, 0, 10, False), (5, 2, 1, False), (5, 3, 0, True),
])  # fmt: skip
def test_exposure_and_temptation(given: int, got: int, least: int, is_tempted: bool) -> None:
    """Of a side that gives ten for five: two for each that it gets."""
    assert short((10, 5), given, got) == least
    assert tempted((10, 5), given, got) is is_tempted


def test_quantiles_are_values_of_runs() -> None:
    """Against the list itself, sorted."""
    rng = Random(5)
    for size, hundredths in product((1, 2, 19, 20, 21, 100), (1, 5, 50, 95, 100)):
        values = sorted(rng.randint(0, 9) for _ in range(size))
        spread = Spread.of(values)
        assert spread.quantile(hundredths) == values[-(-size * hundredths // 100) - 1]
        assert spread.mean == Fraction(sum(values), size)
        assert (spread.least, spread.most) == (values[0], values[-1])


def test_every_rate_of_practice_has_its_sources() -> None:
    """Who says it, of when, where; a rate is the sum of what was seen; nothing is made up."""
    for rate in shipped().rates:
        assert rate.says
        assert rate.count == sum(each.count for each in rate.seen)
        assert rate.of == sum(each.of for each in rate.seen)
        for seen in rate.seen:
            assert seen.by
            assert seen.what
            assert seen.date is not None
            assert seen.url is not None
            assert seen.url.startswith("http")
    assert [rate.kind for rate in shipped().rates if not rate.seen] == ["unfit"]
    assert set(FATES) < set(KINDS)


@pytest.mark.parametrize("rate", [each for each in shipped().rates if each.seen], ids=str)
def test_a_rate_says_on_how_few_events_it_stands(rate: Rate) -> None:
    """Exchanges in which it was seen at all, and an interval: by exact binomial sums, outwards."""
    assert rate.events == len([each for each in rate.seen if each.count])
    assert rate.events <= 4
    assert rate.interval is not None
    low, high = rate.interval
    assert low <= rate.share <= high
    part = Fraction(1, 10_000)
    tail = Fraction(1, 40)
    assert low == 0 or _reaches(rate, low) <= tail < _reaches(rate, low + part)
    assert high == 1 or 1 - _reaches(rate, high, 1) <= tail < 1 - _reaches(rate, high - part, 1)


def _reaches(rate: Rate, share: Fraction, more: int = 0) -> Fraction:
    """How likely a count of at least so many is."""
    n, p = rate.of, (share.numerator, share.denominator)
    below = sum(comb(n, k) * p[0] ** k * (p[1] - p[0]) ** (n - k) for k in range(rate.count + more))
    return 1 - Fraction(below, p[1] ** n)


def test_the_page_tells_the_rates_that_ship() -> None:
    """docs/simulate.md: each with its count, its interval, and where it was seen at all."""
    page = (Path(__file__).parents[2] / "docs" / "simulate.md").read_text("utf-8")
    for rate in shipped().rates:
        if rate.interval is None:
            assert f"| `{rate.kind}` | 0 | not known | - |" in page
            continue
        low, high = (f"{float(100 * each):.2f}".rstrip("0").rstrip(".") for each in rate.interval)
        seen = f"{rate.events} of {len(rate.seen)}"
        told = f"| `{rate.kind}` | {rate.count:,} of {rate.of:,} | {low} to {high} % | {seen} |"
        assert told in page
    assert f"stand on {sum(rate.events for rate in shipped().rates)} such exchanges" in page


def test_a_rate_that_was_given_stands_on_no_events() -> None:
    """There is nothing to say how far it may be off."""
    assert rates(refused=(1, 20)).of("refused").interval is None
    assert shipped().of("unfit").interval is None


def test_what_stages_bring_is_told_run_by_run() -> None:
    """Differences on the same days, with the standard error of their mean, rounded up."""
    own = shipped_crowd("gaza-2023-11")
    simulator = Simulator(own, shipped())
    runs = [simulator.run(SEED, number) for number in range(60)]
    found = gains(["HM", "IL"], runs)
    assert [(each.way, each.what, each.party) for each in found] == [
        (way, what, party)
        for way in ("at-once", "one-by-one")
        for what, party in (("home", None), ("met", None), ("exposed", "HM"), ("exposed", "IL"))
    ]
    home = [run[0].home - run[1].home for run in runs]
    error = 1.96 * stdev(home) / 60**0.5
    assert found[0].mean == Fraction(sum(home), 60)
    assert error <= found[0].chance < error + 0.11
    met = [bool(run[2].unmet) - bool(run[0].unmet) for run in runs]
    assert found[5].mean == Fraction(100 * sum(met), 60)
    spared = [run[2].exposure[1] - run[0].exposure[1] for run in runs]
    assert found[7].mean == Fraction(sum(spared), 60)


def test_given_rates_take_the_place_of_those_of_practice() -> None:
    """Those that a file names, and no other."""
    text = b"stops-when: after\nrates:\n  - {id: refused, count: 1, of: 20}\n"
    read = read_rates("mine.yaml", text, shipped())
    assert read.share("refused") == Fraction(1, 20)
    assert read.when == "after"
    assert read.of("absent") == shipped().of("absent")


@pytest.mark.parametrize(("text", "code"), [
    ("rates:\n  - {id: late, count: 1, of: 2}\n", "value.choice"),
    ("rates:\n  - {id: leg, count: 3, of: 2}\n", "value.number"),
    ("rates:\n  - {id: leg, count: 1}\n", "key.missing"),
    ("rates:\n  - {id: leg, count: 1, of: 2, often: yes}\n", "key.unknown"),
    ("stops-when: never\n", "value.choice"),
])  # fmt: skip
def test_a_wrong_file_of_rates_says_what_to_mend(text: str, code: str) -> None:
    """With file, line and key."""
    with pytest.raises(Refused) as refused:
        read_rates("mine.yaml", text.encode(), shipped())
    assert [each.code for each in refused.value.findings] == [code]


def test_more_than_everybody_cannot_drop_out() -> None:
    """What befalls a person is one thing."""
    with pytest.raises(ValueError, match="more than everyone"):
        rates(refused=(2, 3), died=(1, 2))
