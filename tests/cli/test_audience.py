"""One audience, one default: what is made without `--desk` tells no refusal, in Python or not."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

import canje
from canje.cli import show
from canje.cli.main import main
from tests.case.folders import write

FOUR = """\
id,holder,beneficiary,destination
a1,NO,SO,SO|abroad
a2,NO,SO,SO
b1,SO,NO,NO
b2,SO,NO,NO
"""
HEAD = """\
id: made-up
title: A made-up exchange
date: 2025-04-20
consent: {consent}
parties:
  - {{id: NO, name: The North, kind: state}}
  - {{id: SO, name: The South, kind: armed-group}}
destinations: {{abroad: A third country}}
"""
FAIR = """\
- {id: offer, by: NO, text: One for one, ratio: {give: {holder: NO}, get: {holder: SO}, at: "1:1"}}
"""
NOT_ABROAD = """\
- {id: abroad, by: SO, text: Somebody abroad, count: {of: {destination: abroad}, at-least: 1}}
"""
ONLY = ("groups.yaml", "statements.csv", "claims.yaml", "bars.yaml", "handover.yaml", "draw.yaml",
        "scenarios.yaml", "expected.yaml")  # fmt: skip


def _folder(at: Path, people: str, consents: str, *, terms: str = FAIR, consent: str) -> Path:
    nothing = dict.fromkeys((name.replace(".", "_") for name in ONLY), None)
    return write(
        at, **nothing, case_yaml=HEAD.format(consent=consent), people_csv=people,
        consents_csv=f"person,destination,consents,date\n{consents}", terms_yaml=terms,
    )  # fmt: skip


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def refused(tmp_path: Path) -> Path:
    """a1 refuses to go abroad, and a term asks that somebody goes there."""
    terms = FAIR + NOT_ABROAD
    return _folder(tmp_path / "case", FOUR, "a1,abroad,no,\n", terms=terms, consent="assumed")


def test_python_computes_as_the_commands_do(
    refused: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same default and the same word for the desk, figure by figure."""
    case = canje.Case.read(refused)
    term = next(each for each in case.docket.terms if each.id == "abroad")
    for desk, flags in ((False, ()), (True, ("--desk",))):
        show.console().print(show.prices(canje.price(case, desk=desk)))
        assert capsys.readouterr().out == _run("price", refused, *flags).output
        show.console().print(show.sweep(term, canje.sweep(case, "abroad", range(2), desk=desk)))
        assert capsys.readouterr().out == _run("sweep", refused, "abroad", "--to", 1, *flags).output


def test_a_price_of_pythons_tells_no_refusal(refused: Path, tmp_path: Path) -> None:
    """Unless the desk is asked for: then it is another price, which tells one."""
    terms = FAIR + NOT_ABROAD
    unasked = _folder(tmp_path / "other", FOUR, "", terms=terms, consent="assumed")
    case, same = canje.Case.read(refused), canje.Case.read(unasked)
    assert canje.price(case) == canje.price(same)
    assert canje.answers(case) == canje.answers(same)
    assert canje.sweep(case, "abroad", range(3)) == canje.sweep(same, "abroad", range(3))
    assert canje.price(case, desk=True) != canje.price(case)


def test_how_good_a_plan_is_to_the_desk_is_told_to_the_desk(refused: Path) -> None:
    """`clear` says no more than the plan's file does, unless it is asked as the desk."""
    case = canje.Case.read(refused)
    plain, own = canje.clear(case), canje.clear(case, desk=True)
    assert plain.to_bytes() == own.to_bytes()
    assert (plain.desk, own.desk) == (None, "infeasible")
    assert "For the desk alone" not in _run("clear", refused).output
    assert "For the desk alone" in _run("clear", refused, "--desk").output


def test_the_bound_under_way_is_the_desks(refused: Path) -> None:
    """It is of the true question, in which refusals count."""
    case, told = canje.Case.read(refused), []
    canje.clear(case, progress=lambda value, bound: told.append(bound))
    assert set(told) <= {None}


def test_ones_own_word_is_in_no_partys_explanation(tmp_path: Path) -> None:
    """What somebody told the desk is among the grounds for the desk alone."""
    folder = _folder(tmp_path / "case", FOUR, "a2,,no,\n", consent="assumed")
    case = canje.Case.read(folder)
    plan = canje.clear(case)
    assert not any(each.desk_only for each in canje.explain(plan, case, "a2").checks)
    assert any(each.desk_only for each in canje.explain(plan, case, "a2", desk=True).checks)


def _made_up(rng: Random) -> tuple[str, str, str]:
    """People, their consents with refusals in them, and the same consents without the refusals."""
    rows = ["x,NO,SO,SO,", "y,SO,NO,NO,", "z,NO,SO,SO|abroad,"]  # two agree, and one refuses
    without = ["x,,yes,", "y,,yes,"]
    wills = [*without, rng.choice(("z,,no,", "z,SO,no,", "z,abroad,no,"))]
    for number in range(rng.randint(3, 7)):
        holder, beneficiary = rng.choice((("NO", "SO"), ("SO", "NO")))
        places = rng.choice((beneficiary, f"{beneficiary}|abroad", f"abroad|{beneficiary}"))
        person, family = f"p{number}", rng.choice(("", "", "f1", "f2"))
        rows.append(f"{person},{holder},{beneficiary},{places},{family}")
        of_all = rng.random() < 0.5  # a yes to all would be an answer about each place
        for place in (
            [""] if of_all else rng.sample(places.split("|"), rng.randint(0, places.count("|") + 1))
        ):
            said = rng.choice(("yes", "yes", "yes", "no", "not-asked"))
            line = f"{person},{place},{said},"
            wills.append(line)
            if said != "no":
                without.append(line)
    head = "id,holder,beneficiary,destination,family"
    return "\n".join([head, *rows, ""]), "\n".join([*wills, ""]), "\n".join([*without, ""])


UNITS = "- {id: family, by: NO, text: Families, together: {by: family}}\n"


def _seen(folder: Path, to: Path) -> list[tuple[str, int, str]]:
    """All that a party sees of a case: what is printed, the exit codes, the files' bytes."""
    names = ("plan.json", "page.html", "chances.json", "again.json", "told.csv")
    plan, page, chances, again, heard = (to / name for name in names)
    case = canje.Case.read(folder)
    commands: list[tuple[object, ...]] = [
        ("clear", folder), ("price", folder), ("clear", folder, "-o", plan), ("explain", plan),
        ("report", plan, "-o", page), ("verify", plan, folder),
        ("sweep", folder, "offer", "--to", "2"),
        ("draw", plan, "--chances", "-o", chances),
        *(("explain", plan, person) for person in case.docket.people.ids),
    ]  # fmt: skip
    day = to / "day.csv"
    gone = canje.clear(case).people
    day.write_text("person,outcome\n" + "".join(f"{e.id},crossed\n" for e in gone[:1]), "utf-8")
    commands += [
        ("stage", plan),
        ("simulate", folder, "--runs", 20, "--jobs", 1),
        ("verify", chances, folder),
        ("repair", plan, "--day", day, "-o", again, "--for-parties", heard),
    ]  # fmt: skip
    told = []
    for command in commands:
        where = (
            ()
            if command[0] in ("clear", "price", "verify", "sweep", "simulate")
            else ("--case", folder)
        )
        result = _run(*command, *where)
        words = result.output.replace(str(to), "TO").replace(str(folder), "FOLDER")
        told.append((str(command[0]), result.exit_code, words))
    for file in (plan, page, chances, again, heard):
        told.append((file.name, 0, file.read_text("utf-8") if file.exists() else ""))
    return told


@pytest.mark.parametrize("seed", range(16))
def test_refused_and_not_asked_are_the_same_to_a_party(seed: int, tmp_path: Path) -> None:
    """To the byte: what is printed, exit codes, and every file that is handed on."""
    rng = Random(seed)
    people, refused, unasked = _made_up(rng)
    terms = FAIR.replace("1:1", rng.choice(("1:1", "1:1", "2:1"))) + UNITS
    seen = []
    for name, consents in (("a", refused), ("b", unasked)):
        (tmp_path / name).mkdir()
        case = _folder(tmp_path / name / "case", people, consents, terms=terms, consent="required")
        seen.append(_seen(case, tmp_path / name))
    assert seen[0] == seen[1]
