"""What Hypothesis draws from: every strategy of the tests stands here."""

from __future__ import annotations

from random import Random

from hypothesis import assume
from hypothesis import strategies as st

from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.handover.outcome import Account
from canje.terms.docket import Docket
from canje.terms.term import Term
from tests.oracles import days as made_up_days
from tests.oracles import random_cases


@st.composite
def dockets(draw: st.DrawFn) -> Docket:
    """Small dockets with every kind of rule, that brute force can try out; they shrink."""
    return random_cases.draw(draw(st.randoms(use_true_random=False)))


@st.composite
def constraints(draw: st.DrawFn) -> Term:
    """A must-term that only takes away: any rule but `outside`, and none that shapes units."""
    rng = draw(st.randoms(use_true_random=False))
    return random_cases.draw_term(rng, "one-more")


def seeded(low: int = 0, high: int = 10**9) -> st.SearchStrategy[Random]:
    """A seeded source of chance, for what needs many draws and no shrinking."""
    return st.integers(low, high).map(Random)


@st.composite
def days(draw: st.DrawFn) -> tuple[Docket, Plan, Account]:
    """A small docket, its plan and what may happen to it; only where somebody is freed."""
    rng = draw(st.randoms(use_true_random=False))
    docket = random_cases.draw(rng)
    plan = clear(docket)
    assume(bool(plan.people))
    return docket, plan, made_up_days.draw(rng, docket, plan)
