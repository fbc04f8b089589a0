"""Where a command that links lists does so: here, or where there is room for more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import click
from attrs import frozen

from canje.app.engines import ENGINES, MASTER, Engine, opened
from canje.case.reconciled import Work
from canje.reconcile.link import Linked
from canje.reconcile.register import Judgement


@frozen
class Place:
    """An engine, and where its Spark is."""

    engine: Engine
    master: str

    @property
    def here(self) -> bool:
        return self.engine == "canje"

    def linked(self, work: Work, judgements: Sequence[Judgement] | None = None) -> Linked:
        """What the linkage proposes: the same from every engine."""
        with opened(self.engine, self.master) as on:
            return work.linked(judgements, on)


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say where lists are linked; the command gets them as `place`."""

    @wraps(command)
    def run(*args: Any, engine: Engine, master: str | None, **rest: Any) -> Any:
        if master is not None and engine != "spark":
            raise click.UsageError("--spark says where Spark is: give --engine spark")
        return command(*args, place=Place(engine, master or MASTER), **rest)

    spark = click.option(
        "--spark", "master", metavar="MASTER", help=f"Spark's master.  [default: {MASTER}]"
    )
    engine = click.option(
        "--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True,
        help="Where pairs are found and compared: here, in DuckDB, on Spark.",
    )  # fmt: skip
    return engine(spark(run))
