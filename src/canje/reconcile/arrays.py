"""Small tools for long arrays of numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]


def distinct(keys: Keys) -> Keys:
    """Each number once, in order: by sorting, which for long arrays is quicker than by hashing."""
    if not len(keys):
        return keys
    keys = np.sort(keys)
    found: Keys = keys[np.append(True, keys[1:] != keys[:-1])]
    return found
