"""What a file of canje's own must look like before anybody reads on: kinds, keys, lists.

A file may come from somebody who wishes harm, or from a half-written disk. What it claims is for
the checkers to judge; here is only seen to it that a text is a text and a number a number, so that
whatever is wrong is told as the place in the file where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

Json = Any
Shape = Any
"""`str`, `int`, `bool` or `dict` (any object); None; `[shape]`: a list of these; `Each(shape)`: an
object with such values; `{key: shape}`: an object that has at least these keys; a tuple: one of
these; a frozenset of texts: one of them; or a function that says whether a value will do."""

LARGEST = 2**53 - 1
"""The largest whole number that JSON carries between programs unharmed."""


@frozen
class Each:
    """An object whose keys are free and whose values all have one shape."""

    shape: Shape


def misfit(value: Json, shape: Shape, where: str = "") -> str | None:
    """Where a value first strays from a shape, as a path of keys; None where it fits.

    >>> wanted = {"a": [int]}
    >>> misfit({"a": [1, "2"]}, wanted), misfit({}, wanted), misfit({"a": []}, wanted)
    ('a[1]', 'a', None)
    """
    if fits(value, shape):
        return None
    here = where or "the whole"
    dot = f"{where}." if where else ""
    strays: list[str | None] = []
    match shape:
        case tuple():
            strays = [misfit(value, each, where) for each in shape]
            return max((each or here for each in strays), key=len)
        case list() if isinstance(value, list):
            strays = [misfit(item, shape[0], f"{where}[{n}]") for n, item in enumerate(value)]
        case Each() if isinstance(value, dict):
            strays = [misfit(item, shape.shape, f"{dot}{key}") for key, item in value.items()]
        case dict() if isinstance(value, dict):
            strays = [
                misfit(value[key], inner, f"{dot}{key}") if key in value else f"{dot}{key}"
                for key, inner in shape.items()
            ]
    return next((each for each in strays if each is not None), here)


def fits(value: Json, shape: Shape) -> bool:
    """Whether a value has a shape."""
    if shape is int:
        return type(value) is int and -LARGEST <= value <= LARGEST
    if isinstance(shape, type):
        return isinstance(value, shape)
    if shape is None:
        return value is None
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(
            key in value and fits(value[key], inner) for key, inner in shape.items()
        )
    if isinstance(shape, tuple):
        return any(fits(value, each) for each in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(item, shape[0]) for item in value)
    if isinstance(shape, Each):
        return isinstance(value, dict) and all(fits(item, shape.shape) for item in value.values())
    if isinstance(shape, frozenset):
        return isinstance(value, str) and value in shape
    check: Callable[[Json], bool] = shape
    return check(value)
