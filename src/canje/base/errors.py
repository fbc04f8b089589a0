"""What can go wrong for a caller: one family, by who is at fault.

Every error is a code with parameters; `canje.words` says what happened and what to do, under
`error.CODE.why` and `error.CODE.mend`. Nothing else reaches a command, a program or a page.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from canje.base.messages import Message, Param

Fault = Literal["input", "moment", "machine", "us"]
"""Who is at fault: what was given, when it was asked, the machine, or Canje itself."""


class Error(Exception):
    """Something that cannot be done, as a code and its parameters."""

    fault: ClassVar[Fault] = "us"

    def __init__(self, code: str, **params: Param) -> None:
        self.message = Message(code, params)
        super().__init__(code, params)

    @property
    def code(self) -> str:
        return self.message.code

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.message.params.items())
        return f"{self.code} ({said})" if said else self.code


class InputError(Error):
    """What was given cannot be taken: a file, a value, an id that nobody has."""

    fault = "input"


class MomentError(Error):
    """It cannot be done now: made from an older state, too early, too late, already done."""

    fault = "moment"


class MachineError(Error):
    """The machine does not let it be done: no room, no right, a program that is not installed."""

    fault = "machine"
