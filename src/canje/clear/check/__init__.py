"""The independent checker of plans: recounts every number, tests every term, confirms the bound."""

from canje.base.refusals import Refusal
from canje.clear.check.verdict import Verdict
from canje.clear.check.verify import verify

__all__ = ["Refusal", "Verdict", "verify"]
