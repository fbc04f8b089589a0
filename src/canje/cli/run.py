"""Running the engine with progress on the terminal."""

from __future__ import annotations

from rich.live import Live
from rich.text import Text

from canje.app import asked, service
from canje.case.case import Case
from canje.clear.plan import Plan
from canje.cli import show


def cleared(case: Case, time_limit: float | None = None, *, desk: bool = False) -> Plan:
    """Clear a case; Ctrl-C and the time limit give the best plan so far."""
    live = Live(console=show.console(errors=True), transient=True)
    with service.stoppable(time_limit) as stop, live:

        def tell(value: int | None, bound: int | None) -> None:
            most = "" if bound is None else f", at most {bound:,}"
            live.update(Text(f"clearing: {value or 0:,} freed{most}"))

        live.update(Text(f"clearing: {len(case.docket.people):,} people"))
        return asked.clear(case, desk=desk, stop=stop, progress=tell)
