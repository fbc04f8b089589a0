"""Messages: something to be told, as a stable code and what its sentence names.

Code makes messages; the sentences stand in `canje.words`, in every language. Whatever is not a
message when it reaches a person is text of the case itself: a name, a title, an id.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Union

from attrs import field, frozen

from canje.base.dates import PartialDate

Param = Union[str, int, float, PartialDate, tuple["Param", ...], "Message"]
"""What a sentence names. Whole numbers are shown as the language writes them; what must be shown
as it stands (an id, a year, a line of a file) is a text. A tuple becomes a list of its items."""


def _readonly(params: Mapping[str, Param]) -> Mapping[str, Param]:
    return MappingProxyType(dict(params))


@frozen
class Message:
    """A code and its parameters. `n`, where it is there, is the number that decides the plural."""

    code: str
    params: Mapping[str, Param] = field(factory=dict, converter=_readonly, hash=False)


def message(code: str, **params: Param) -> Message:
    """A message, its parameters by name.

    >>> message("clear.freed", n=3).params["n"]
    3
    """
    return Message(code, params)
