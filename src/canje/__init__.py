"""Canje: from the lists that parties hand each other to an exchange that everyone can check."""

__version__ = "0.1.0"

from canje.app.api import answers, clear, explain, price, sweep, verify
from canje.case.case import Case
from canje.clear.plan import Plan

__all__ = ["Case", "Plan", "answers", "clear", "explain", "price", "sweep", "verify"]
