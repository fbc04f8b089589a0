"""What a comparison of names says: values, for one pair and for many."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.roles import Role
from canje.reconcile.spelling import Why

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int8]

Level = Literal["blank", "same", "variant", "doubtful", "differs"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""What a role's words say, in the order of their numbers; blank where a side has none."""

Note = Literal["order", "swapped"]


@frozen
class Aligned:
    """Two words that answer each other, or one that nothing answers; `bits` for or against."""

    left: str
    right: str
    role: Role
    bits: float
    why: Why | Literal["missing", "differs"]


@frozen
class Likeness:
    """How alike two names are. `parts` are in the order of the left name's words."""

    bits: float
    score: float
    parts: tuple[Aligned, ...]
    notes: tuple[Note, ...]


@frozen(eq=False)
class Compared:
    """Many pairs of names at once: a row a pair.

    `levels[pair, role]` are numbers of `LEVELS`, in the order of `ROLES`. `matched[pair, i]` is the
    right word of the left word i, or -1; `why[pair, i]` the number in `WHYS`.
    """

    bits: Floats
    score: Floats
    levels: Codes
    matched: Codes
    why: Codes
