"""The main job, shown: April and July 2025 from the folder to a verified plan and its report."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from canje.app import asked, service
from canje.app.opened import write_plan
from canje.case.case import Case
from canje.clear.check import verify
from canje.clear.explain import answers
from canje.clear.price import price
from canje.clear.solver import HiGHS
from canje.cli import show
from canje.cli.run import cleared
from canje.report.page import render


@frozen
class Act:
    """One part of the demonstration."""

    case: str
    scenario: str | None
    title: str
    says: str


ACTS = (
    Act(
        "el-salvador-venezuela-2025-04",
        None,
        "April 2025, as it stood",
        "El Salvador's president offers 252 Venezuelans whom the United States deported for 252 "
        "political prisoners. Venezuela says that it has none.",
    ),
    Act(
        "el-salvador-venezuela-2025-04",
        "accepted-inside",
        "April 2025, had Venezuela accepted",
        "The same offer, and one answer: the people sought are held.",
    ),
    Act(
        "el-salvador-venezuela-2025-07",
        None,
        "July 2025, as it came about",
        "Three sides: no two of them balance, and all three agree.",
    ),
)


def run(folder: Path) -> int:
    """Run every act; 0 where every plan was accepted by the checker."""
    folder.mkdir(exist_ok=True)
    console = show.console()
    refused = 0
    for act in ACTS:
        with service.shipped_case(act.case) as place:
            case = Case.read(place, act.scenario)
        refused += not _play(act, case, folder, console)
    first = ACTS[0]
    console.print(Rule("What to look at next", style="cyan"))
    console.print(Text("Reports to open in a browser, in English, Spanish and Arabic:"))
    console.print(Text(f"  {folder}/*.html", style="bold"))
    console.print(Text("What each term costs, why one person is left out, your own case:"))
    for command in (
        f"canje price {_folder(first.case)}",
        f"canje explain {folder / _name(first)}.json ve-us-citizen-0010",
        "canje check FOLDER",
    ):
        console.print(Text(f"  {command}", style="bold"), soft_wrap=True)
    return 1 if refused else 0


def _play(act: Act, case: Case, folder: Path, console: Console) -> bool:
    console.print(Rule(act.title, style="cyan"))
    console.print(Text(act.says, style="italic"))
    console.print()
    plan = cleared(case)
    question = asked.question(case, desk=False)
    with service.stopping() as stop:
        changes = answers(question, HiGHS(), stop)
        prices = price(question, HiGHS(), stop)
    verdict = verify(plan.to_bytes(), case.docket)
    name = folder / _name(act)
    write_plan(name.with_suffix(".json"), plan, case)
    for language in ("en", "es", "ar"):
        page = render(case, plan, prices, language=language, what_if=changes)
        service.write(name.with_name(f"{name.name}.{language}.html"), page.encode())
    console.print(show.plan(plan, case))
    console.print(show.answers(changes, plan))
    console.print(show.verdict(verdict))
    console.print()
    return verdict.accepted and not verdict.held_back


def _name(act: Act) -> str:
    return act.case if act.scenario is None else f"{act.case}-{act.scenario}"


def _folder(case: str) -> str:
    with service.shipped_case(case) as place:
        try:
            return str(place.relative_to(Path.cwd()))
        except ValueError:
            return str(place)
