"""The independent checker of stages: replays every ride, recounts every figure, follows the proof.

It shares no code with what makes stages, and needs no solver.
"""

from canje.base.refusals import Refusal
from canje.stage.check.verdict import Verdict
from canje.stage.check.verify import verify

__all__ = ["Refusal", "Verdict", "verify"]
