"""What Hypothesis draws from: every strategy of the tests stands here."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from canje.terms.docket import Docket
from tests.oracles import random_cases


@st.composite
def dockets(draw: st.DrawFn) -> Docket:
    """Small dockets with every kind of rule, that brute force can try out; they shrink."""
    return random_cases.draw(draw(st.randoms(use_true_random=False)))


def seeded(low: int = 0, high: int = 10**9) -> st.SearchStrategy[Random]:
    """A seeded source of chance, for what needs many draws and no shrinking."""
    return st.integers(low, high).map(Random)
