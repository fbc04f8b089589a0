"""Stages: an exchange between four parties over six places, against one integer program a person.

Instances are functions of a seed. People wait at two camps a party's side has, families of two or
three travel together, the wounded go before the healthy of one side, two parties say how much they
tolerate, and the legs of the crossing have few seats. Nobody in them exists.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import highspy
import numpy as np
from attrs import frozen
from ortools.sat.python import cp_model

from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import OneOf, Selection
from canje.clear.plan import Freed, Plan
from canje.stage.check import verify
from canje.stage.engine import schedule
from canje.stage.flows import Task, task
from canje.stage.frame import Frame, Line
from canje.stage.goals import earliness, everyone, held, most_calm
from canje.stage.handover import Handover, Leg, Place
from canje.stage.relax import Goal
from canje.stage.whole import level
from canje.terms.docket import Docket, First, Party
from canje.terms.docket import Freed as EveryoneFreed
from canje.terms.term import Before, Exposed, Term, Together

Row = dict[str, Any]
PARTIES = ("N", "S", "E", "W")
CAMPS = ("north", "south", "east", "west")


@frozen(eq=False)
class Instance:
    """What staging takes."""

    docket: Docket
    plan: Plan
    handover: Handover


def instance(people: int, seed: int) -> Instance:
    """So many people, each party giving about as many as it gets; twenty legs over two hubs."""
    chance = random.Random(seed)
    rows: list[dict[str, str]] = []
    owed: list[tuple[int, int, int]] = []
    while len(rows) < people:
        if not owed:
            pair = chance.sample(range(4), 2)
            size = chance.choice((1, 1, 1, 1, 1, 1, 1, 2, 3))
            owed = [(pair[0], pair[1], size), (pair[1], pair[0], size)]
        one, other, size = owed.pop()
        size = min(size, people - len(rows))
        family = f"f{len(rows)}" if size > 1 else ""
        for _ in range(size):
            hurt = chance.random() < 0.1
            rows.append(
                {
                    "id": f"p{len(rows):06}",
                    "holder": PARTIES[one],
                    "beneficiary": PARTIES[other],
                    "destination": CAMPS[other],
                    "place": CAMPS[one],
                    "family": family,
                    "health": "wounded" if hurt and not family else "",
                }
            )
    table = People.of(
        [row["id"] for row in rows],
        {name: [row[name] for row in rows] for name in rows[0] if name != "id"},
    )
    wounded = Selection((("health", OneOf(("wounded",))),))
    tolerated = people // 24
    terms = (
        Term("families", "N", "families stay together", Together("family")),
        Term(
            "wounded-first",
            "E",
            "the wounded whom E holds go before all others whom it holds",
            Before(_of("E", "wounded"), _of("E", "")),
        ),
        *(
            Term(f"calm-{party.lower()}", party, "no further", Exposed(party, tolerated))
            for party in ("N", "S")
        ),
    )
    parties = tuple(Party(each, each, "state") for each in PARTIES)
    levels = (EveryoneFreed(), First("the wounded", wounded))
    docket = Docket("bench", PartialDate(2025, 1, 1), parties, table, terms, levels=levels)
    return Instance(docket, _plan(docket), _handover(people, chance))


def _of(holder: str, health: str) -> Selection:
    return Selection((("health", OneOf((health,))), ("holder", OneOf((holder,)))))


def _handover(people: int, chance: random.Random) -> Handover:
    """Each camp has two legs to hubs and two from hubs, and the hubs two each way: twenty."""
    places = tuple(Place(each, each) for each in (*CAMPS, "bridge", "ferry"))
    legs = []
    for camp in CAMPS:
        for hub in ("bridge", "ferry"):
            seats = people // 120 + chance.randint(0, people // 250)
            legs.append(Leg(f"{camp}-{hub}", camp, hub, seats))
            legs.append(Leg(f"{hub}-{camp}", hub, camp, seats + people // 300))
    for one, other in (("bridge", "ferry"), ("ferry", "bridge")):
        legs += [Leg(f"{one}-{other}-{n}", one, other, people // 200) for n in (1, 2)]
    return Handover(places, tuple(legs))


def _plan(docket: Docket) -> Plan:
    table = docket.people
    columns = [table.column(n).texts() for n in ("holder", "beneficiary", "destination")]
    freed = tuple(Freed(i, "c1", *each) for i, *each in zip(table.ids, *columns, strict=True))
    nothing = "sha256:" + 64 * "0"
    return Plan(
        "bench",
        None,
        nothing,
        nothing,
        "proved",
        len(freed),
        len(freed),
        (),
        None,
        freed,
        (),
        (),
        (),
    )


def canje(people: int, seed: int, limit: float) -> Row:
    """From plan, docket and handover to the stages; the checker runs after the clock."""
    own = instance(people, seed)
    start = time.perf_counter()
    found = schedule(
        own.docket,
        own.plan,
        own.handover,
        stop=lambda: time.perf_counter() - start > limit,
    )
    seconds = time.perf_counter() - start
    checking = time.perf_counter()
    verdict = verify(found.to_bytes(), own.plan, own.docket, own.handover)
    assert verdict.accepted, [each.words for each in verdict.refusals[:3]]
    checked = time.perf_counter() - checking
    levels = ", ".join(f"{each.level} {each.value}/{each.bound}" for each in found.levels)
    return {
        "seconds": seconds,
        "outcome": found.outcome,
        "freed": len(found.stages),
        "bound": found.bound,
        "note": f"{levels}; checked in {checked:.1f} s",
    }


def by_class(people: int, seed: int, limit: float, solver: str) -> Row:
    """The plain way: integer programs by flow and stage, one level after the other.

    It is given what the user would not know, the number of stages at which to begin, and asked
    three things: that one stage fewer is not enough, the smallest largest exposure, and how early
    the wounded can go.
    """
    highspy.Highs.resetGlobalScheduler(True)  # the warm-up may have set its number of threads
    own = instance(people, seed)
    best = schedule(own.docket, own.plan, own.handover)
    start = time.perf_counter()
    solve = _highs if solver == "highs" else _cp_sat
    shape = task(own.docket, own.plan, own.handover)
    frame = Frame(shape, len(best.stages))
    one_less = Frame(shape, len(best.stages) - 1)
    values: list[int | None] = []
    goals: tuple[Callable[[], Goal], ...] = (
        lambda: held(one_less, None, np.zeros(one_less.width, np.int64), (everyone(one_less),)),
        lambda: most_calm(frame, shape),
        lambda: held(frame, _peak(frame, shape, values[1]), earliness(frame, 0), _all(frame)),
    )
    for goal in goals:
        answered, value = solve(goal(), limit - (time.perf_counter() - start))
        if not answered:
            said = f"no answer to question {len(values) + 1} of 3 in {limit:.0f} s"
            return {"seconds": time.perf_counter() - start, "outcome": "timeout", "note": said}
        values.append(value)
    seconds = time.perf_counter() - start
    found = [None, _peak(frame, shape, values[1]), values[2]]
    assert found == [None, best.levels[1].value, best.levels[2].value], (values, best.levels)
    return {"seconds": seconds, "outcome": "done", "freed": len(best.stages)}


def _peak(frame: Frame, shape: Task, calm: int | None) -> int:
    return (most_calm(frame, shape).frame.calm or 0) - (calm or 0)


def _all(frame: Frame) -> tuple[Line, ...]:
    return (everyone(frame),)


def _highs(goal: Goal, limit: float) -> tuple[bool, int | None]:
    """Whether it answered, and the best value; None for none."""
    program = level(goal, "level").program()
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)  # as the engine's in the same process: it cannot be changed
    highs.setOptionValue("time_limit", max(limit, 0.1))
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.99)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.objective), len(program.lo)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = program.objective
    lp.col_lower_, lp.col_upper_ = program.lower, program.upper
    lp.row_lower_, lp.row_upper_ = program.lo, program.hi
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = program.start.astype(np.int32)
    lp.a_matrix_.index_ = program.row.astype(np.int32)
    lp.a_matrix_.value_ = program.value
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    highs.passModel(lp)
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return True, None
    done = status == highspy.HighsModelStatus.kOptimal
    return done, round(highs.getInfo().objective_function_value)


def _cp_sat(goal: Goal, limit: float) -> tuple[bool, int | None]:
    program = level(goal, "level").program()
    model = cp_model.CpModel()
    unknowns = [model.new_int_var(0, int(most), "") for most in program.upper.tolist()]
    terms: list[list[tuple[int, int]]] = [[] for _ in program.lo]
    for column in range(len(unknowns)):
        for place in range(program.start[column], program.start[column + 1]):
            terms[program.row[place]].append((column, round(program.value[place])))
    for entries, lo, hi in zip(terms, program.lo.tolist(), program.hi.tolist(), strict=True):
        total = sum(weight * unknowns[column] for column, weight in entries)
        if entries and lo > -np.inf:
            model.add(total >= int(lo))
        if entries and hi < np.inf:
            model.add(total <= int(hi))
    worth = [round(each) for each in program.objective.tolist()]
    if any(worth):
        model.maximize(sum(w * x for w, x in zip(worth, unknowns, strict=True) if w))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(limit, 0.1)
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return True, None
    done = status == cp_model.OPTIMAL
    return done, round(solver.objective_value) if done else None


def works(work: Any) -> tuple[Any, ...]:
    """The two works, each against the same program by flow in HiGHS and CP-SAT."""

    def sides(people: int) -> dict[str, Any]:
        return {
            "canje": lambda seed, options: canje(people, seed, options.limit),
            "highs": lambda seed, options: by_class(people, seed, options.limit, "highs"),
            "cp-sat": lambda seed, options: by_class(people, seed, options.limit, "cp-sat"),
        }

    return (
        work(
            "stage-2k",
            "stages of 2,000 people, 6 places, 20 legs (freed, bound: numbers of stages)",
            "proved minimal in under 10 s",
            sides(2_000),
        ),
        work(
            "stage-100k",
            "stages of 100,000 people, 6 places, 20 legs (freed, bound: numbers of stages)",
            "a plan with its gap in under 30 s",
            sides(100_000),
        ),
    )
