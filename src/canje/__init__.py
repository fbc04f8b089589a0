"""Canje: from the lists that parties hand each other to an exchange that everyone can check.

What it offers is loaded when it is first asked for: the command line starts before the engine does.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from canje.base.version import VERSION as __version__

if TYPE_CHECKING:
    from canje.app.api import answers, chances, clear, drawn, explain, price, save, sweep, verify
    from canje.app.service import OtherState
    from canje.case.case import Case
    from canje.clear.plan import Plan

__all__ = [
    "Case",
    "OtherState",
    "Plan",
    "__version__",
    "answers",
    "chances",
    "clear",
    "drawn",
    "explain",
    "price",
    "save",
    "sweep",
    "verify",
]

_ELSEWHERE = {
    "Case": "canje.case.case",
    "OtherState": "canje.app.service",
    "Plan": "canje.clear.plan",
}


def _offered(name: str) -> Any:
    return getattr(import_module(_ELSEWHERE.get(name, "canje.app.api")), name)


class _Canje(ModuleType):
    """The package, whose `clear` is the function also once the package `canje.clear` is loaded."""

    @property
    def clear(self) -> Any:
        return _offered("clear")

    @clear.setter
    def clear(self, package: ModuleType) -> None:
        """Importing `canje.clear` sets it: the package is found in `sys.modules` all the same."""

    def __getattr__(self, name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module 'canje' has no attribute {name!r}")
        return _offered(name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Canje
