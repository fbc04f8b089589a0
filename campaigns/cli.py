"""`python -m campaigns.cli`: wrong, stale, swapped, cut-off and altered inputs to every command.

Each trial spoils one input of a command that succeeds on sound ones, runs it, and judges: no
traceback; an exit code of the manual's; never a failure without a word; and no success that is
none. What counts as success is judged apart from the command: by the checkers, by whether the
case can be read at all, and by whether it is still the one that the plan was made from.

The same seed makes the same trials; `--only N` runs one again and shows what it printed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen
from click.testing import Result

from campaigns import spoil
from campaigns.ground import RECIPES, Recipe, lay, run
from canje.base.canonical import digest
from canje.base.findings import Refused
from canje.case.case import Case
from canje.terms.digest import case_digest

CODES = (0, 1, 2, 130)


@frozen
class Trial:
    """What was done, to what, and every complaint about how the command took it."""

    number: int
    command: str
    kind: str
    told: str
    complaints: tuple[str, ...]
    output: str


@frozen
class Spoiled:
    """What a trial did: in a word, in words, and whether no success can come of it."""

    kind: str
    told: str
    hopeless: bool = False


def trial(ground: Path, seed: int, number: int) -> Trial:
    """One trial, in a fresh copy of the sound files."""
    rng = random.Random(f"{seed}:{number}")
    recipe = RECIPES[number % len(RECIPES)]
    with tempfile.TemporaryDirectory(prefix="campaign-") as name:
        place = Path(name) / "ground"
        shutil.copytree(ground, place)
        os.chdir(place)
        arguments = list(recipe.arguments)
        done = _spoil(recipe, arguments, place, rng)
        before = _files(place)
        result = run(arguments, recipe.answers)
        complaints = tuple(_complaints(recipe, arguments, done, result, place, before))
        os.chdir(ground)
    return Trial(number, " ".join(arguments), done.kind, done.told, complaints, result.output)


def _spoil(recipe: Recipe, arguments: list[str], place: Path, rng: random.Random) -> Spoiled:
    kinds = ["option"]
    if recipe.files:
        kinds += ["input"] * 5
    if recipe.from_plan:
        kinds += ["stale"] * 3
    if recipe.made:
        kinds += ["room"]
    match rng.choice(kinds):
        case "input":
            return _input(rng.choice(recipe.files), place, rng)
        case "stale":
            return _stale(next(each for each in recipe.files if each.endswith("/")), place, rng)
        case "room":
            return _room(recipe, arguments, rng)
        case _:
            at = rng.randrange(1, len(arguments))
            garbage = [each for each in spoil.GARBAGE if "\0" not in each]  # no argument holds one
            old, arguments[at] = arguments[at], rng.choice(garbage)
            return Spoiled("option", f"{old!r} is {arguments[at]!r}")


def _input(name: str, place: Path, rng: random.Random) -> Spoiled:
    if name.endswith("/"):
        told = spoil.in_folder(place / name, rng)
        return Spoiled("case", f"{name}{told}")
    path = place / name
    way = rng.choice(spoil.SINGLE[path.suffix])
    before = path.read_bytes()
    told = way(path, rng)
    same = path.is_file() and path.read_bytes() == before
    json_ways = (spoil.cut, spoil.altered, spoil.noise)
    hopeless = way in spoil.NEVER_SOUND or (path.suffix == ".json" and way in json_ways)
    return Spoiled(way.__name__, f"{name}: {told}", hopeless and not same)


def _stale(name: str, place: Path, rng: random.Random) -> Spoiled:
    """The case goes on after the plan was made, in one of the ways in which cases do."""
    folder = place / name
    river = name == "river/"
    person, party = ("m-0001", "N") if river else ("h2", "shore")
    edits = {
        "terms.yaml": f"- {{id: new, by: {'N' if river else 'hill'}, text: new, "
        f"never: {{of: {{id: {person}}}}}}}\n",
        "bars.yaml": f"- {{id: new, order: o, court: c, covers: {{id: {person}}}, "
        "forbids: release, from: 2024}\n",
        "statements.csv": f"{person},{party},not-held,2025-04-19,,\n",
        "consents.csv": f"{person},,no,2025-04-19\n",
        "people.csv": "" if river else "x9,New Made-Up,shore,hill,hill,m,1990,soldier,,good\n",
    }
    file = rng.choice([each for each, text in edits.items() if text])
    path = folder / file
    heads = {
        "statements.csv": "person,party,code,date,source,note\n",
        "consents.csv": "person,destination,consents,date\n",
    }
    text = path.read_text("utf-8") if path.exists() else heads.get(file, "")
    path.write_text(text + ("" if text.endswith("\n") or not text else "\n") + edits[file], "utf-8")
    return Spoiled("stale", f"{name}{file} goes on", hopeless=True)


def _room(recipe: Recipe, arguments: list[str], rng: random.Random) -> Spoiled:
    """What is to be written finds no room."""
    options = [at for at, each in enumerate(arguments) if each.rstrip("/") in
               {made.rstrip("/") for made in recipe.made}]  # fmt: skip
    if not options:
        return Spoiled("room", "nothing")
    at = rng.choice(options)
    old = arguments[at]
    arguments[at] = rng.choice(("nowhere/out.json", "overlaps.csv/x", "/dev/full", "/proc/x"))
    if old + "/" not in recipe.made:
        arguments[at] = rng.choice((arguments[at], "lists", "case"))
    return Spoiled("room", f"{old} is {arguments[at]}", hopeless=True)


def _files(place: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(place)): each.read_bytes()
        for each in place.rglob("*")
        if each.is_file()
    }


def _complaints(
    recipe: Recipe,
    arguments: list[str],
    done: Spoiled,
    result: Result,
    place: Path,
    before: dict[str, bytes],
) -> Iterator[str]:
    said, code = result.output, result.exit_code
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        yield f"traceback: {result.exception!r}"
        return
    if "Traceback (most recent call last)" in said:
        yield "traceback in the output"
    if code not in CODES:
        yield f"exit code {code}"
    if code and not said.strip():
        yield f"exit code {code} without a word"
    made = [name for name in recipe.made if (place / name).exists()]
    works = code == 0 or (
        code == recipe.code and bool(recipe.made) and len(made) == len(recipe.made)
    )
    hopeless = done.hopeless or _changed(recipe, place)
    if hopeless and works:
        yield "a success that is none"
    if hopeless and made:
        yield f"left behind: {', '.join(made)}"
    if hopeless:
        after = _files(place)
        for name in before.keys() & after.keys():
            if before[name] != after[name]:
                yield f"changed {name}"
    if works and not hopeless:
        yield from _unsound(recipe, arguments, place)


def _state(folder: Path) -> str | None:
    """What of a case a plan rests on, as one digest; None where the case cannot be read."""
    try:
        case = Case.read(folder)
    except Refused:
        return None
    said = sorted(case.docket.consents, key=lambda each: (each.date is not None, str(each.date)))
    last = {f"{each.person} {each.destination}": each.consents for each in said}
    consents = " ".join(f"{of} {word}" for of, word in sorted(last.items()))
    return digest({"docket": case_digest(case.docket), "consents": consents})


_sound: dict[Path, str | None] = {}


def _changed(recipe: Recipe, place: Path) -> bool:
    """Whether the case can no longer be read, or is not the one that the plan was made from."""
    names = [each for each in recipe.files if each.endswith("/")]
    if not names or recipe.name.startswith(("list", "check")):
        return False
    if not (place / names[0]).is_dir():
        return True
    state = _state(place / names[0])
    if state is None:
        return not recipe.name.startswith(("reconcile", "queue", "judge", "accept", "persons"))
    return recipe.from_plan and state != _sound[Path(names[0])]


def _unsound(recipe: Recipe, arguments: list[str], place: Path) -> Iterator[str]:
    """What is wrong with what a command that says that it succeeded has written."""
    folder = next((each for each in recipe.files if each.endswith("/")), "").rstrip("/")
    made = place / "out.json"
    if recipe.name.startswith("check"):
        if _state(place / folder) is None:
            yield "check finds nothing, and the case cannot be read"
    elif recipe.name.startswith("clear") and made.exists():
        checked = run(["verify", "out.json", folder])
        if not checked.output.startswith("Accepted"):  # 1 too where the desk holds people back
            yield f"its plan is refused: {checked.output[:300]}"
    elif recipe.name == "stage" or "stage" in arguments[:1]:
        plan = arguments[1]
        if "--check" not in arguments and made.exists():
            checked = run(["stage", plan, "--case", folder, "--check", "out.json"])
            if checked.exit_code:
                yield f"its stages are refused: {checked.output[:300]}"
    elif arguments[0] == "manifest" and (place / "papers").is_dir():
        yield from _wrong_papers(arguments, place, folder)
    elif arguments[0] in ("list", "persons", "judge", "accept") and folder:
        checked = run(["check", folder])
        if checked.exit_code and checked.output.strip():
            yield f"it leaves a case that check refuses: {checked.output[:300]}"


def _wrong_papers(arguments: list[str], place: Path, folder: str) -> Iterator[str]:
    """Nobody stands on a paper who does not go, or who refused to."""
    goes = {each["id"] for each in json.loads((place / arguments[1]).read_bytes())["people"]}
    refused = {
        (each.person, each.destination)
        for each in Case.read(place / folder).docket.consents
        if each.consents == "no"
    }
    for page in (place / "papers").glob("*.html"):
        for person in set(re.findall(r"<bdi[^>]*>([hs]\d)</bdi>", page.read_text("utf-8"))):
            if person not in goes:
                yield f"{page.name} names {person}, who does not go"
            if (person, "") in refused:
                yield f"{page.name} names {person}, who refused"


def _work(share: tuple[str, int, list[int]]) -> list[Trial]:
    ground, seed, numbers = share
    _remember(Path(ground))
    return [trial(Path(ground), seed, number) for number in numbers]


def _remember(ground: Path) -> None:
    for name in {each for recipe in RECIPES for each in recipe.files if each.endswith("/")}:
        _sound[Path(name)] = _state(ground / name)


def campaign(count: int, seed: int, jobs: int, only: int | None = None) -> list[Trial]:
    """All trials of a seed, or one of them."""
    with tempfile.TemporaryDirectory(prefix="campaign-") as name:
        ground = Path(name) / "sound"
        ground.mkdir()
        lay(ground)
        _sound_at_first(ground)
        numbers = list(range(count)) if only is None else [only]
        here = Path.cwd()
        try:
            if jobs == 1 or only is not None:
                return _work((str(ground), seed, numbers))
            shares = [(str(ground), seed, numbers[at::jobs]) for at in range(jobs)]
            with mp.get_context("spawn").Pool(jobs) as pool:
                found = [each for part in pool.map(_work, shares) for each in part]
            return sorted(found, key=lambda each: each.number)
        finally:
            os.chdir(here)


def _sound_at_first(ground: Path) -> None:
    """Every command succeeds on what is sound, or a trial of it would say nothing."""
    here = Path.cwd()
    for recipe in RECIPES:
        with tempfile.TemporaryDirectory(prefix="campaign-") as name:
            place = Path(name) / "ground"
            shutil.copytree(ground, place)
            os.chdir(place)
            result = run(recipe.arguments, recipe.answers)
            missing = [each for each in recipe.made if not (place / each).exists()]
            os.chdir(here)
        if result.exit_code != recipe.code or missing:
            raise SystemExit(
                f"canje {' '.join(recipe.arguments)}: exit {result.exit_code}, missing {missing}\n"
                f"{result.output}\n{result.exception!r}"
            )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m campaigns.cli", description=__doc__)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int, help="run this trial alone and show its output")
    asked = parser.parse_args(arguments)
    started = time.monotonic()
    found = campaign(asked.count, asked.seed, asked.jobs, asked.only)
    for each in found:
        if each.complaints or asked.only is not None:
            print(f"{each.number}: canje {each.command}\n  {each.kind}: {each.told}")
            for complaint in each.complaints:
                print(f"  {complaint}")
        if asked.only is not None:
            print(each.output)
    kinds = Counter(each.kind for each in found)
    wrong = [each for each in found if each.complaints]
    print(f"seed {asked.seed}: {', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))}")
    print(f"{len(found)} trials, {len(wrong)} wrong, {time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
