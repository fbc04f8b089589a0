"""Explaining a plan: one person's reason with its trace, and what an answer would change."""

from __future__ import annotations

from itertools import islice

import attrs
import numpy as np
from attrs import frozen

from canje.base.dates import PartialDate
from canje.clear.classes import Ints
from canje.clear.plan import LeftOut, Plan
from canje.clear.price import Most, what_if
from canje.clear.question import Question
from canje.clear.reasons import Explainer
from canje.clear.solver import Solver, Stop
from canje.terms.docket import GONE, Consent, Docket, Statement
from canje.terms.eligible import NOT_IN_THIS_ROUND, standing_statements
from canje.terms.trace import Check, trace

_SETS = 20
"""Sets of terms shown for one person; there may be very many."""

_LAST = PartialDate(9999)


@frozen
class Explanation:
    """Why a person is left out, or that he or she goes.

    `left_out` is None for who goes. `sets` are the smallest sets of terms each of which would
    have to be relaxed for one more of the person's class to go and the exchange to grow; `chance`
    is how many items of the class go, of how many. `reserve` is the person's place among those who
    stand by once the draw is held, counted from 1, and how many stand by in the class.
    """

    person: str
    left_out: LeftOut | None
    checks: tuple[Check, ...]
    sets: tuple[tuple[str, ...], ...] = ()
    chance: tuple[int, int] | None = None
    reserve: tuple[int, int] | None = None


@frozen
class Answer:
    """What would change if a party acknowledged as held all those about whom it says `code`."""

    party: str
    code: str
    people: int
    most: Most

    def frees_more_than(self, plan: Plan) -> bool:
        """Whether it frees more than any exchange does without that answer."""
        return self.most.freed > max(plan.freed, plan.bound or 0)


def question_of(docket: Docket, plan: Plan) -> Question:
    """The question that a plan answers, as far as whoever asks knows it.

    A party has the plan and not the desk's consents: to it, whom the plan leaves out as not in
    this round stay out, and nothing else is known of anybody's will.
    """
    if docket.consents:
        return Question(docket)
    stay = (each.id for each in plan.left_out if each.reason == NOT_IN_THIS_ROUND)
    told = tuple(Consent(person, "no") for person in stay)
    return Question(attrs.evolve(docket, consents=told, consent_required=False))


def explain(docket: Docket, plan: Plan, person: str, solver: Solver, stop: Stop) -> Explanation:
    """Explain one person's place in a plan.

    KeyError for somebody unknown, ValueError where the plan was made from another docket.
    """
    question = question_of(docket, plan)
    if question.published.problem.digest() != plan.problem_digest:
        raise ValueError("the plan was made from another state of this case")
    checks = trace(docket, person)
    left_out = next((each for each in plan.left_out if each.id == person), None)
    if left_out is None:
        return Explanation(person, None, checks)
    published = question.published
    row = int(np.searchsorted(np.array(question.docket.people.ids, dtype=object), person))
    places = np.flatnonzero(published.problem.classes.item_person == row)
    if not len(places):
        return Explanation(person, left_out, checks)
    starts = published.problem.classes.item_start
    number = int(np.searchsorted(starts, places[0], side="right")) - 1
    chosen = plan.classes[number]
    chance = (chosen.freed, chosen.size) if chosen.freed else None
    explainer = Explainer(published, point_of(question, plan), solver, stop)
    sets = tuple(islice(explainer.sets(number), _SETS)) if plan.people or not plan.conflict else ()
    items = published.problem.classes.members(number)
    item = items[int((items == row).any(axis=1).argmax())]
    reserve = _reserve(plan, chosen.id, question.docket.people.ids[int(item.min())])
    return Explanation(person, left_out, checks, sets or (), chance, reserve)


def _reserve(plan: Plan, klass: str, item: str) -> tuple[int, int] | None:
    """The place of an item, named by its first person, among the reserves of its class."""
    waiting = ((plan.draw or {}).get("reserves") or {}).get(klass, ())
    return (waiting.index(item) + 1, len(waiting)) if item in waiting else None


def point_of(question: Question, plan: Plan) -> Ints:
    """The counts of a plan as a point of its published problem, its switches left at nothing."""
    problem = question.published.problem
    counts = [option.freed for each in plan.classes for option in each.options]
    return np.array(counts + [0] * len(problem.auxiliaries), np.int64)


def answers(question: Question, solver: Solver, stop: Stop) -> tuple[Answer, ...]:
    """For every answer that keeps people from moving: who would go home if it were `held`."""
    docket = question.docket
    standing = standing_statements(docket)
    found = []
    for number, (code, party) in enumerate(standing.values):
        rows = np.flatnonzero(standing.codes == number)
        if code != "held" and code not in GONE and len(rows):
            most = what_if(Question(_acknowledged(docket, rows, party)), solver, stop)
            found.append(Answer(party, code, len(rows), most))
    return tuple(sorted(found, key=lambda each: (each.party, each.code)))


def _acknowledged(docket: Docket, rows: Ints, party: str) -> Docket:
    ids = [docket.people.ids[row] for row in rows.tolist()]
    said = tuple(Statement(person, party, "held", _LAST) for person in ids)
    return attrs.evolve(docket, statements=docket.statements + said)
