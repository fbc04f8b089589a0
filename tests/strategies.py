"""What Hypothesis draws from: every strategy of the tests stands here."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from canje.terms.docket import Docket
from canje.terms.term import Term
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
