"""The sound files that trials start from: everything that the commands take, at a desk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen
from click.testing import CliRunner, Result

from canje.app import service
from canje.cli.main import main

SEED = "07" * 32

SOUGHT = "Name,Date of birth,Place / Lugar\nAda Made-Up,1980-05-13,Hill Town\nBo Made-Up,1981,\n"
LATER = SOUGHT + "Cy Made-Up,1990-01-02,Harbour\n"
DRAW = """\
id: river
title: Nine people and six seats
date: 2025-04-20
consent: assumed
parties:
  - {id: N, name: North bank, kind: state}
  - {id: S, name: South bank, kind: armed-group}
"""
DRAW_GROUPS = """\
- {id: w, count: 4, holder: N, beneficiary: S, destination: S, sex: f}
- {id: m, count: 5, holder: N, beneficiary: S, destination: S, sex: m}
"""
DRAW_TERMS = """\
- {id: seats, by: N, text: No more than six., count: {of: {holder: N}, at-most: 6}}
- {id: women, by: S, text: No more than three., count: {of: {sex: f}, at-most: 3}}
"""
OVERLAPS = (
    "north,south,press,count\n1,0,0,40\n0,1,0,35\n0,0,1,20\n1,1,0,14\n1,0,1,9\n0,1,1,8\n1,1,1,4\n"
)


@frozen
class Recipe:
    """A command that succeeds on the sound files.

    `files` are the inputs that a trial may spoil; `made` what it writes. `from_plan` says that it
    rests on a plan, so that a case changed since then must be refused; `code` is its exit code on
    the sound files.
    """

    name: str
    arguments: tuple[str, ...]
    files: tuple[str, ...]
    made: tuple[str, ...] = ()
    from_plan: bool = False
    code: int = 0
    answers: str = ""


def _of(text: str, *files: str, made: str = "", plan: bool = False, code: int = 0) -> Recipe:
    arguments = tuple(text.split())
    name = " ".join(each for each in arguments[:2] if each.isalpha()) or arguments[0]
    return Recipe(name, arguments, files, tuple(made.split()), plan, code)


RECIPES: Sequence[Recipe] = (
    _of("check case", "case/"),
    _of("clear case -o out.json", "case/", made="out.json"),
    _of("clear case --scenario man-for-man -o out.json", "case/", made="out.json"),
    _of("clear river -o out.json --vipr out.vipr", "river/", made="out.json out.vipr"),
    _of("verify plan.json case", "plan.json", "plan.desk.json", "case/", plan=True),
    _of("verify drawn.json river", "drawn.json", "river/", plan=True),
    _of("verify repaired.json case --day day.csv --announced plan.json",
        "repaired.json", "plan.json", "day.csv", "case/", plan=True),
    _of("explain plan.json --case case", "plan.json", "plan.desk.json", "case/", plan=True),
    _of("explain plan.json h6 --case case", "plan.json", "plan.desk.json", "case/", plan=True),
    _of("explain drawn.json m-0001 --case river", "drawn.json", "river/", plan=True),
    _of("price case", "case/"),
    _of("sweep river seats --to 8 -o out.html", "river/", made="out.html"),
    _of("report plan.json --case case -o out.html", "plan.json", "plan.desk.json", "case/",
        made="out.html", plan=True),
    _of("report plan.json --case case --stages stages.json --desk -o out.html",
        "plan.json", "plan.desk.json", "stages.json", "case/", made="out.html", plan=True),
    _of("draw rplan.json --case river --chances -o out.json", "rplan.json", "river/",
        made="out.json", plan=True),
    _of(f"draw chances.json --case river --seed {SEED} -o out.json", "chances.json", "river/",
        made="out.json", plan=True),
    _of("draw chances.json --case river --replay drawn.json", "chances.json", "drawn.json",
        "river/", plan=True),
    _of("stage plan.json --case case -o out.json", "plan.json", "plan.desk.json", "case/",
        made="out.json", plan=True),
    _of("stage plan.json --case case --check stages.json", "plan.json", "plan.desk.json",
        "stages.json", "case/", plan=True),
    _of("manifest plan.json --case case --stages stages.json --for carry -o papers",
        "plan.json", "plan.desk.json", "stages.json", "case/", made="papers/", plan=True),
    _of("manifest plan.json --case case --stages stages.json --for receive --language ar -o papers",
        "plan.json", "plan.desk.json", "stages.json", "case/", made="papers/", plan=True),
    _of("repair plan.json --case case --day day.csv --stages stages.json -o out.json"
        " --for-parties told.csv --restage rest.json",
        "plan.json", "plan.desk.json", "stages.json", "day.csv", "case/",
        made="out.json told.csv rest.json", plan=True, code=1),
    _of("simulate case --runs 20 --jobs 1", "case/"),
    _of("estimate --table overlaps.csv --runs 20", "overlaps.csv"),
    _of("list check sought.csv --kind sought --party hill --case lists", "sought.csv", "lists/"),
    _of("list check sought.csv --kind sought --party hill -o copy.csv", "sought.csv",
        made="copy.csv"),
    _of("list take sought.csv lists --kind moved --party hill", "sought.csv", "lists/"),
    _of("list diff sought.csv later.csv -o out.csv", "sought.csv", "later.csv",
        made="out.csv", code=1),
    _of("lists lists", "lists/"),
    _of("reconcile lists -o suggestions", "lists/", made="suggestions/", code=1),
    _of("queue lists --count 2", "lists/"),
    _of("judge lists hill-sought-1#2 shore-held-1#2 same --by ana --why seen", "lists/"),
    _of("accept lists --at-least 0.9 --by ana --why seen", "lists/"),
    _of("persons lists", "lists/"),
    _of("names Bukele Buckler"),
    _of("new fresh --title T --date 2025 --party a:state:A --party b:body:B"
        " --from a:sought:sought.csv", "sought.csv", made="fresh/"),
)  # fmt: skip
"""Every command, with arguments under which it succeeds; demo and cases take no input."""

OTHERS = {
    "plan.json": ("april.json", "stages.json", "rplan.json", "day.csv"),
    "rplan.json": ("plan.json", "stages.json"),
    "chances.json": ("plan.json", "stages.json"),
    "drawn.json": ("plan.json", "stages.json"),
    "stages.json": ("plan.json", "april-stages.json"),
    "repaired.json": ("april.json", "stages.json"),
    "day.csv": ("overlaps.csv", "plan.json"),
    "overlaps.csv": ("day.csv", "plan.json"),
    "sought.csv": ("plan.json",),
    "later.csv": ("plan.json",),
    "plan.desk.json": ("repaired.desk.json", "stages.json"),
}
"""What another file may be given by mistake in the place of one."""


def lay(folder: Path) -> None:
    """Make the sound files, by the commands themselves."""
    with service.shipped_case("two-families") as case:
        shutil.copytree(case, folder / "case")
    lists = Path(service.__file__).parents[1] / "data" / "two-lists"
    shutil.copytree(lists, folder / "lists")
    river = folder / "river"
    river.mkdir()
    for name, text in (
        ("case.yaml", DRAW), ("groups.yaml", DRAW_GROUPS), ("terms.yaml", DRAW_TERMS),
    ):  # fmt: skip
        (river / name).write_text(text, "utf-8")
    (folder / "sought.csv").write_text(SOUGHT, "utf-8")
    (folder / "later.csv").write_text(LATER, "utf-8")
    (folder / "overlaps.csv").write_text(OVERLAPS, "utf-8")
    with service.shipped_case("el-salvador-venezuela-2025-04") as april:
        shutil.copytree(april, folder / "april")
    steps = (
        "clear case -o plan.json",
        "stage plan.json --case case -o stages.json",
        "clear river -o rplan.json",
        "draw rplan.json --case river --chances -o chances.json",
        f"draw chances.json --case river --seed {SEED} -o drawn.json",
        "clear april --scenario accepted-inside -o april.json",
        "stage april.json --case april -o april-stages.json",
    )
    for step in steps:
        _made(step, folder)
    people = json.loads((folder / "plan.json").read_bytes())["people"]
    first = json.loads((folder / "stages.json").read_bytes())["stages"][0]["rides"][0]["people"]
    out = next(each["id"] for each in people if each["id"] not in first)
    rows = ["person,outcome,stage,time,note,by", f"{first[0]},crossed,1,09:40,,"]
    (folder / "day.csv").write_text("\n".join([*rows, f"{out},absent,,,,"]) + "\n", "utf-8")
    _made("repair plan.json --case case --day day.csv -o repaired.json", folder)


def run(arguments: Sequence[str], answers: str = "") -> Result:
    """A command in this process, in the folder where the process stands."""
    return CliRunner().invoke(main, list(arguments), input=answers, env={"COLUMNS": "80"})


def _made(step: str, folder: Path) -> None:
    result = run(
        [str(folder / each) if "." in each or (folder / each).is_dir() else each
         for each in step.split()]
    )  # fmt: skip
    if result.exit_code not in (0, 1) or not isinstance(result.exception, SystemExit | None):
        raise SystemExit(f"{step}: {result.output}\n{result.exception!r}")
