"""Nothing stale is used: every command that takes a plan refuses one of another state."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner, Result

import canje
from canje.app import opened as opening
from canje.app import service
from canje.cli.main import main
from canje.stage.schedule import Schedule
from tests.oracles.mutate import sealed

CASES = Path(service.__file__).parents[1] / "data" / "cases"
FAMILIES = CASES / "two-families"
SEED = "07" * 32


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _said(*arguments: object) -> str:
    """What a command says that refuses, on one line."""
    result = _run(*arguments)
    assert result.exit_code == 1, result.output
    return " ".join(result.output.split())


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with a case, its plan, chances, stages, and the day so far."""
    desk = tmp_path_factory.mktemp("begun")
    shutil.copytree(FAMILIES, desk / "two-families")
    for command in (
        ("clear", desk / "two-families", "-o", desk / "plan.json"),
        ("draw", desk / "plan.json", "--chances", "-o", desk / "chances.json"),
        ("draw", desk / "chances.json", "--seed", SEED, "-o", desk / "drawn.json"),
        ("stage", desk / "plan.json", "-o", desk / "stages.json"),
    ):
        assert _run(*command).exit_code == 0, command
    (desk / "day.csv").write_text("person,outcome\ns1,crossed\n", "utf-8")
    repaired = desk / "repaired.json"
    again = _run("repair", desk / "plan.json", "--day", desk / "day.csv", "-o", repaired)
    assert again.exit_code in (0, 1), again.output
    return desk


@pytest.fixture
def desk(begun: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(begun, tmp_path / "desk"))


def _commands(desk: Path) -> dict[str, tuple[object, ...]]:
    plan, stages, out = desk / "plan.json", desk / "stages.json", desk / "out"
    return {
        "stage": ("stage", plan, "-o", out),
        "stage --check": ("stage", plan, "--check", stages),
        "manifest": ("manifest", plan, "--stages", stages, "--for", "carry", "-o", desk / "papers"),
        "explain": ("explain", plan),
        "explain a person": ("explain", plan, "s3"),
        "explain to the desk": ("explain", plan, "s3", "--desk"),
        "draw": ("draw", plan, "-o", out),
        "draw the chances": ("draw", desk / "chances.json", "--chances", "-o", out),
        "draw by a seed": ("draw", plan, "--seed", SEED, "-o", out),
        "draw by a seed from chances": ("draw", desk / "chances.json", "--seed", SEED, "-o", out),
        "draw by the ceremony": ("draw", plan, "--ceremony", "-o", out),
        "draw again": ("draw", desk / "chances.json", "--replay", desk / "drawn.json"),
        "commit": ("draw", plan, "--commit", "hill", "-o", out),
        "report": ("report", plan, "-o", out),
        "report with stages": ("report", plan, "--stages", stages, "-o", out),
        "report with names": ("report", plan, "--desk", "-o", out),
        "report of a draw": ("report", desk / "drawn.json", "-o", out),
        "repair": ("repair", plan, "--day", desk / "day.csv", "-o", out),
        "verify": ("verify", plan, desk / "two-families"),
        "verify a draw": ("verify", desk / "drawn.json", desk / "two-families"),
    }


def _line(name: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def _swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


CHANGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a term is added": (
        "terms (terms.yaml",
        _line(
            "terms.yaml",
            "\n- {id: cap, by: hill, text: a cap, count: {of: {holder: hill}, at-most: 9}}\n",
        ),
    ),
    "an order is added": (
        "court orders (bars.yaml)",
        _line(
            "bars.yaml",
            "\n- {id: stay, order: an order, court: a court, covers: {id: s3}, forbids: release, "
            "from: 2025-01-01}\n",
        ),
    ),
    "an answer is added": (
        "statements (statements.csv)",
        _line("statements.csv", "s3,hill,released,2025-02-27,lists,\n"),
    ),
    "somebody refuses": (
        "what people told the desk (consents.csv)",
        _line("consents.csv", "s3,,no,2025-02-27\n"),
    ),
    "somebody takes a refusal back": (
        "what people told the desk (consents.csv)",
        _line("consents.csv", "h6,,yes,2025-02-27\n"),
    ),
    "no consents are there any more": (
        "what people told the desk (consents.csv)",
        lambda folder: (folder / "consents.csv").unlink(),
    ),
    "a fact about somebody changes": (
        "people (people.csv",
        _swap("people.csv", "seriously-wounded", "good"),
    ),
    "the date changes": ("date", _swap("case.yaml", "date: 2025", "date: 2026")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_plan_is_refused_with_what_changed_and_the_command_for_a_new_one(
    desk: Path, change: str
) -> None:
    """By every command alike, exit code 1, and nothing is written."""
    part, make = CHANGES[change]
    make(desk / "two-families")
    before = sorted(desk.iterdir())
    for name, command in _commands(desk).items():
        said = _said(*command)
        assert part in said, (name, said)
        assert "canje clear " in said, (name, said)
        assert "Traceback" not in said
    assert sorted(desk.iterdir()) == before


def test_the_command_that_is_named_makes_a_plan_that_is_taken(desk: Path) -> None:
    """Word for word, with nothing to be filled in."""
    CHANGES["somebody refuses"][1](desk / "two-families")
    output = _run("stage", desk / "plan.json").output
    (line,) = [each for each in output.splitlines() if "canje clear" in each]
    assert _run(*line.partition("canje ")[2].split()).exit_code == 0
    assert _run("stage", desk / "plan.json").exit_code == 0


def test_the_command_for_a_plan_under_a_scenario_names_it(tmp_path: Path) -> None:
    """Else the new plan would be another one."""
    folder = shutil.copytree(FAMILIES, tmp_path / "two-families")
    scenario = canje.Case.read(folder).scenarios[0].id
    plan = tmp_path / "plan.json"
    _run("clear", folder, "--scenario", scenario, "-o", plan)
    CHANGES["an order is added"][1](folder)
    assert f"canje clear {folder} --scenario {scenario} -o {plan}" in _run("explain", plan).output


def test_the_same_word_said_again_changes_nothing(desk: Path) -> None:
    """A delegate asks everybody once more before departure."""
    _line("consents.csv", "s1,,yes,2025-02-28\n")(desk / "two-families")
    for name, command in _commands(desk).items():
        if name not in ("draw by the ceremony", "commit"):  # the case announces none
            assert _run(*command).exit_code == 0, name


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("seats: ", "seats: 1", "legs (handover.yaml)"),
        ("name: ", "name: New ", "places (handover.yaml)"),
        ("needs: ", "needs: more of ", "guards (handover.yaml)"),
    ],
)
def test_stages_are_refused_once_the_handover_is_another(
    desk: Path, old: str, new: str, part: str
) -> None:
    """Places, legs and guards are named; the plan itself is as good as before."""
    _swap("handover.yaml", old, new)(desk / "two-families")
    plan, stages = desk / "plan.json", desk / "stages.json"
    for command in (
        ("manifest", plan, "--stages", stages, "--for", "carry", "-o", desk / "out"),
        ("report", plan, "--stages", stages, "-o", desk / "out"),
        ("repair", plan, "--day", desk / "day.csv", "--stages", stages, "-o", desk / "out"),
    ):
        assert part in _said(*command)
        assert not (desk / "out").exists()
    assert "handover.yaml" in _said("stage", plan, "--check", stages)
    assert _run("explain", plan).exit_code == 0


def test_stages_of_another_plan_are_refused(desk: Path) -> None:
    """With the command that makes new ones."""
    CHANGES["a term is added"][1](desk / "two-families")
    _run("clear", desk / "two-families", "-o", desk / "plan.json")
    stages = desk / "stages.json"
    said = _said("report", desk / "plan.json", "--stages", stages, "-o", desk / "out")
    assert f"canje stage {desk / 'plan.json'} -o {stages}" in said


def test_a_plan_and_another_case(desk: Path) -> None:
    """Told as what it is, by every command."""
    other = CASES / "el-salvador-venezuela-2025-04"
    for name, command in _commands(desk).items():
        case = () if command[0] == "verify" else ("--case", other)
        words = [*command[:2], other] if command[0] == "verify" else command
        said = _said(*words, *case)
        assert "is a plan of the case two-families" in said, name


# What only the desk knows


def test_the_desks_own_copy_is_for_its_owner_alone(begun: Path) -> None:
    """And the plan itself says nothing of consents."""
    own = begun / "plan.desk.json"
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    value = json.loads(own.read_bytes())
    assert value["plan"] == json.loads((begun / "plan.json").read_bytes())["digest"]["plan"]
    assert value["consents"].encode() not in (begun / "plan.json").read_bytes()
    said = _run("clear", begun / "two-families", "-o", begun / "again.json").output
    assert "again.desk.json beside it is the desk's own" in said
    assert (begun / "again.desk.json").read_bytes() == own.read_bytes()


@pytest.mark.parametrize("how", ["missing", "another plan's", "no such file", "empty"])
def test_without_its_copy_the_desk_uses_no_plan(desk: Path, how: str) -> None:
    """Nobody could see then whether somebody has refused since."""
    own = desk / "plan.desk.json"
    if how == "missing":
        own.unlink()
    elif how == "another plan's":
        shutil.copy(desk / "chances.desk.json", own)
    else:
        own.write_text("{}" if how == "no such file" else "", "utf-8")
    for name, command in _commands(desk).items():
        if desk / "plan.json" in command and "--replay" not in command:
            said = _said(*command)
            assert "plan.desk.json" in said, name
            assert "canje clear " in said, name


def test_a_party_has_no_such_copy_and_needs_none(desk: Path, tmp_path: Path) -> None:
    """It has no consents; nothing of its answers waits for any."""
    party = tmp_path / "party"
    shutil.copytree(desk / "two-families", party / "two-families")
    (party / "two-families" / "consents.csv").unlink()
    for name in ("plan.json", "chances.json", "drawn.json", "stages.json", "day.csv"):
        shutil.copy(desk / name, party)
    for name, command in _commands(party).items():
        if name not in ("draw by the ceremony", "commit"):
            held_back = command[0] == "verify"  # about whom a party can check nothing
            assert _run(*command).exit_code == int(held_back), name


def test_a_party_uses_a_plan_of_people_who_were_asked(tmp_path: Path) -> None:
    """Under `consent: required` its folder has no consents: the plan says who agreed.

    Where there is a file of consents, though it be empty, nobody goes who does not stand in it.
    """
    case = tmp_path / "asked"
    head = "id: asked\ntitle: Asked\ndate: 2025-03-01\nparties:\n"
    parties = "  - {id: A, name: A, kind: state}\n  - {id: B, name: B, kind: state}\n"
    case.mkdir()
    (case / "case.yaml").write_text(head + parties, "utf-8")
    (case / "people.csv").write_text("id,holder,beneficiary,destination\na1,A,B,B\n", "utf-8")
    consents = case / "consents.csv"
    consents.write_text("person,destination,consents,date\na1,,yes,2025-02-01\n", "utf-8")
    plan = tmp_path / "plan.json"
    assert _run("clear", case, "-o", plan).exit_code == 0
    (tmp_path / "plan.desk.json").unlink()
    consents.write_text("person,destination,consents,date\n", "utf-8")
    assert "these may not go so" in _said("stage", plan, "--case", case)
    consents.unlink()
    for command in (
        ("stage", plan),
        ("explain", plan),
        ("report", plan, "-o", tmp_path / "r.html"),
    ):
        assert _run(*command, "--case", case).exit_code == 0, command


def test_whom_the_desk_holds_back_is_called_in_by_nobody(desk: Path, tmp_path: Path) -> None:
    """A party goes on from the day as the desk does; what frees such a one all the same is refused.

    In its folder nobody's consents are known, and the plan alone says that somebody stays.
    """
    back = {
        each["id"]
        for each in json.loads((desk / "plan.json").read_bytes())["left_out"]
        if each["reason"] == "not-in-this-round"
    }
    party = tmp_path / "party"
    shutil.copytree(desk / "two-families", party / "two-families")
    (party / "two-families" / "consents.csv").unlink()
    shutil.copy(desk / "plan.json", party)
    (party / "day.csv").write_text("person,outcome,stage,time,note,by\nh2,crossed,,,,\n", "utf-8")
    made = party / "made.json"
    _run("repair", party / "plan.json", "--day", party / "day.csv", "-o", made)
    freed = {each["id"] for each in json.loads(made.read_bytes())["people"]}
    assert back
    assert freed
    assert not back & freed
    check = ("verify", made, party / "two-families", "--day", party / "day.csv", "--announced")
    assert "the desk holds back" in " ".join(_run(*check, party / "plan.json").output.split())
    said = json.loads((party / "plan.json").read_bytes())
    sooner = party / "sooner.json"  # announced with somebody held back whom the continuation frees
    said["left_out"] = [
        {**each, "id": min(freed)} if each["id"] in back else each for each in said["left_out"]
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    sooner.write_text(text + "\n", "utf-8")
    assert f"frees {min(freed)}" in _said(*check, sooner)


def test_no_copy_stays_where_there_is_nothing_to_keep(tmp_path: Path) -> None:
    """Else the next plan would be measured by what was true of the last."""
    folder, plan = shutil.copytree(FAMILIES, tmp_path / "case"), tmp_path / "plan.json"
    _run("clear", folder, "-o", plan)
    assert (tmp_path / "plan.desk.json").exists()
    (folder / "consents.csv").unlink()
    _run("clear", folder, "-o", plan)
    assert not (tmp_path / "plan.desk.json").exists()
    assert _run("explain", plan, "--case", folder).exit_code == 0


def test_a_plan_that_goes_on_from_a_day_is_refused_once_the_day_went_on(desk: Path) -> None:
    """A row added, and the continuation is old; the command that is named makes it new."""
    repaired = desk / "repaired.json"
    assert _run("report", repaired, "-o", desk / "page.html").exit_code == 0
    _line("day.csv", "s3,refused\n")(desk)
    output = _run("report", repaired, "-o", desk / "out").output
    assert "the day" in output
    assert not (desk / "out").exists()
    (line,) = [each for each in output.splitlines() if "canje repair" in each]
    assert _run(*line.partition("canje ")[2].split()).exit_code in (0, 1)
    assert _run("report", repaired, "-o", desk / "out").exit_code == 0


@pytest.mark.parametrize("change", ["an order is added", "somebody refuses"])
def test_a_case_stays_as_it_was_while_a_handover_goes_on(desk: Path, change: str) -> None:
    """What happens on the day is said in the day's file."""
    part, make = CHANGES[change]
    make(desk / "two-families")
    said = _said("report", desk / "repaired.json", "-o", desk / "out")
    assert part in said
    assert "put it back" in said
    assert "canje repair " in said


def test_what_cannot_be_asked_of_a_continuation_is_told(desk: Path) -> None:
    """It is no older state of the case: the day keeps people back as well."""
    for command in (("explain", "s2"), ("draw",)):
        said = _said(command[0], desk / "repaired.json", *command[1:])
        assert "goes on from a day" in said


def test_a_day_that_is_gone(desk: Path) -> None:
    """The plan that goes on from it cannot be told from an old one."""
    (desk / "day.csv").unlink()
    assert "day.csv" in _said("report", desk / "repaired.json", "-o", desk / "out")


# Each person once more, whatever the digests say


def _unnoticed(desk: Path) -> None:
    """Bring the digests of a plan in line with the case, as if nothing had changed."""
    plan, case = desk / "plan.json", canje.Case.read(desk / "two-families")
    value = json.loads(plan.read_bytes())
    fresh = canje.clear(case)
    value["digest"] |= {"case": fresh.case_digest, "parts": dict(fresh.parts)}
    made = canje.Plan.from_bytes(sealed(value))
    opening.write_plan(plan, made, case)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("an order is added", "the order stay of a court forbids it"),
        ("an answer is added", "hill says released"),
        ("somebody refuses", "does not want to go"),
    ],
)
def test_nobody_is_named_who_may_not_go_today(desk: Path, change: str, why: str) -> None:
    """Every command names the person and not why: were only refusals silent, silence would tell."""
    CHANGES[change][1](desk / "two-families")
    _unnoticed(desk)
    told = set()
    for name, command in _commands(desk).items():
        if "chances.json" in str(command[1]) or "drawn.json" in str(command[1]):
            continue
        if command[0] == "verify":  # the checker says in its own words what is wrong
            assert "Refused" in _said(*command)
            continue
        said = _said(*command)
        assert "As the case stands today, these may not go so: s3" in said, name
        if "--desk" in command:
            assert f"s3: {why}" in said
        else:
            told.add(said)
    (only,) = told
    words = only.partition("cannot be used.")[2].partition("Make a new plan")[0]
    assert " ".join(words.split()) == "As the case stands today, these may not go so: s3"


def test_a_refused_place_counts_as_well(desk: Path) -> None:
    """h1 goes abroad; whoever would now go only home is not named for abroad."""
    _line("consents.csv", "h1,abroad,no,2025-02-27\n")(desk / "two-families")
    _unnoticed(desk)
    assert "so: h1 Make" in _said("explain", desk / "plan.json")
    assert "h1: does not want to go to abroad" in _said(
        "explain", desk / "plan.json", "--desk"
    ) or ("h1: does not want to go" in _said("explain", desk / "plan.json", "--desk"))


# The Python interface


def test_programs_get_an_error_of_the_family(desk: Path) -> None:
    """OtherState, which says what changed; no KeyError from the depth."""
    case = canje.Case.read(desk / "two-families")
    plan = canje.Plan.from_bytes((desk / "plan.json").read_bytes())
    prepared = canje.Plan.from_bytes((desk / "chances.json").read_bytes())
    assert canje.explain(plan, case, "s3").person == "s3"
    others = [canje.Case.read(CASES / "el-salvador-venezuela-2025-04")]
    for name in ("a term is added", "an order is added", "somebody refuses"):
        folder = desk / name.replace(" ", "-")
        shutil.copytree(FAMILIES, folder)
        CHANGES[name][1](folder)
        others.append(canje.Case.read(folder))
    for other in others:
        assert not canje.verify(plan, other).accepted
        for ask in (
            lambda other: canje.explain(plan, other, "s3"),
            lambda other: canje.chances(plan, other),
            lambda other: canje.drawn(prepared, other, bytes(32)),
            lambda other: canje.save(plan, other, desk / "saved.json"),
        ):
            with pytest.raises(canje.OtherState):
                ask(other)
    assert not (desk / "saved.json").exists()


def test_what_programs_save_commands_take(tmp_path: Path) -> None:
    """The desk's copy is written beside it."""
    case = canje.Case.read(FAMILIES)
    canje.save(canje.clear(case), case, tmp_path / "plan.json")
    assert (tmp_path / "plan.desk.json").exists()
    assert _run("explain", tmp_path / "plan.json", "s3").exit_code == 0


def test_a_plan_that_was_altered_is_used_for_nothing(desk: Path) -> None:
    """The checker says where; no other command goes on."""
    value = json.loads((desk / "plan.json").read_bytes())
    value["people"][0]["destination"] = "elsewhere"
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    (desk / "plan.json").write_text(text + "\n", "utf-8")
    assert "altered" in _said("explain", desk / "plan.json")
    assert "digest-plan" in _said("verify", desk / "plan.json", desk / "two-families")


@pytest.mark.parametrize("sealed_again", [False, True])
def test_stages_that_were_altered_are_used_for_nothing(desk: Path, sealed_again: bool) -> None:
    """Neither with a broken seal, nor sealed again where the checker refuses them."""
    plan, stages = desk / "plan.json", desk / "stages.json"
    made = Schedule.from_bytes(stages.read_bytes())
    first, *rest = made.stages
    data = attrs.evolve(made, stages=(attrs.evolve(first, waits=()), *rest)).to_bytes()
    if not sealed_again:
        data = stages.read_bytes().replace(b'"waits":["', b'"waits":["x', 1)
    stages.write_bytes(data)
    told = "The checker refuses these stages" if sealed_again else "altered after it was made"
    for command in (
        ("manifest", plan, "--stages", stages, "--for", "carry", "-o", desk / "papers"),
        ("report", plan, "--stages", stages, "-o", desk / "out"),
        ("repair", plan, "--day", desk / "day.csv", "--stages", stages),
    ):
        assert told in _said(*command)
    assert not (desk / "papers").exists()
    assert _run("stage", plan, "--check", stages).exit_code == 1


def test_whose_holder_is_another_is_told(desk: Path) -> None:
    """In a plan that was altered and sealed again."""
    plan = canje.Plan.from_bytes((desk / "plan.json").read_bytes())
    first, *rest = plan.people
    other = attrs.evolve(plan, people=(first._replace(holder="nobody"), *rest))
    opening.write_plan(desk / "plan.json", other, canje.Case.read(desk / "two-families"))
    assert f"nobody holds {first.id}" in _said("stage", desk / "plan.json")
