"""Canje: from the lists that parties hand each other to an exchange that everyone can check."""

from canje.app.api import answers, chances, clear, drawn, explain, price, save, sweep, verify
from canje.app.service import OtherState
from canje.base.version import VERSION as __version__
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
