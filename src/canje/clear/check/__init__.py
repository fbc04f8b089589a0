"""The independent checker of plans: recounts every number, tests every term, confirms the bound."""

from canje.clear.check.verdict import Refusal, Verdict
from canje.clear.check.verify import verify

__all__ = ["Refusal", "Verdict", "verify"]
