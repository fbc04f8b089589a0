"""`canje draw` as parties meet it: chances, commitments, the ceremony, the replay, refusals."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import canje
from canje.app import service
from canje.app.service import shipped_case
from canje.clear.plan import Plan
from canje.cli.main import main
from canje.draw.turns import NoSeed
from tests.draw.vectors import VECTORS
from tests.oracles.mutate import encode, sealed

SEED = "07" * 32


def _run(*words: str, typed: str | None = None) -> Result:
    """Run a command that may ask; no traceback, and nothing wider than the terminal."""
    result = CliRunner().invoke(main, words, env={"COLUMNS": "80"}, input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    lines = [line for line in result.output.splitlines() if "/" not in line]
    assert all(len(line) <= 80 for line in lines), result.output
    return result


CASE = {
    "case.yaml": """\
id: river
title: Nine people and six seats
date: 2025-04-20
consent: assumed
parties:
  - {id: N, name: North bank, kind: state}
  - {id: S, name: South bank, kind: armed-group}
""",
    "groups.yaml": """\
- {id: w, count: 4, holder: N, beneficiary: S, destination: S, sex: f}
- {id: m, count: 5, holder: N, beneficiary: S, destination: S, sex: m}
""",
    "terms.yaml": """\
- id: seats
  by: N
  text: No more than six.
  count: {of: {holder: N}, at-most: 6}
- id: women
  by: S
  text: No more than three of the women.
  count: {of: {sex: f}, at-most: 3}
""",
    "draw.yaml": """\
deadline: 2025-05-01T12:00:00Z
beacon: {kind: dice, throws: [{by: desk, witnesses: [first, second]}]}
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with a ceremony announced, its plan, and the plan with its lottery beside it."""
    place = tmp_path / "river"
    place.mkdir()
    for name, text in CASE.items():
        (place / name).write_text(text)
    assert _run("clear", str(place), "-o", str(tmp_path / "plan.json")).exit_code == 0
    result = _run("draw", str(tmp_path / "plan.json"), "-o", str(tmp_path / "chances.json"))
    assert result.exit_code == 0, result.output
    return tmp_path


def test_chances_are_shown_with_what_holds_them_down(folder: Path) -> None:
    """Each class, its chance as percent and ratio, the terms, and what is frozen."""
    output = _run("draw", str(folder / "chances.json"), "--chances").output
    assert output.count("66.7 %") >= 2
    assert "2/3" in output
    assert "No more than six." in output
    assert "no lottery gives the worst placed more" in output
    assert re.search(r"table +sha256:[0-9a-f]{64}", output)


def test_a_seed_draws_and_a_replay_compares(folder: Path) -> None:
    """From the plan or from the published chances the same bytes; verified; one change is seen."""
    (folder / "river" / "draw.yaml").unlink()
    drawn, other = folder / "drawn.json", folder / "other.json"
    result = _run("draw", str(folder / "chances.json"), "--seed", SEED, "-o", str(drawn))
    assert result.exit_code == 0
    assert "6 people go" in result.output
    assert "Nobody can tell" in result.output
    assert "of them   go   first in reserve" in result.output
    assert _run("draw", str(folder / "plan.json"), "--seed", SEED, "-o", str(other)).exit_code == 0
    assert drawn.read_bytes() == other.read_bytes()
    result = _run("verify", str(drawn), str(folder / "river"))
    assert result.exit_code == 0
    assert "nobody chose the seed" in result.output
    result = _run("draw", str(folder / "chances.json"), "--replay", str(drawn))
    assert result.exit_code == 0, result.output
    assert "to the byte" in result.output
    assert "Nobody can tell" in result.output
    value = json.loads(drawn.read_bytes())
    value["draw"]["seed"] = "08" * 32
    other.write_bytes(sealed(value))
    result = _run("draw", str(folder / "chances.json"), "--replay", str(other))
    assert result.exit_code == 1
    assert "Not the same" in result.output
    assert _run("explain", str(drawn), "w-0001").exit_code == 0
    for waiting in value["draw"]["reserves"].values():
        for place, person in enumerate(waiting[:2], 1):
            told = f"{'First' if place == 1 else 'Number 2'} in reserve, of {len(waiting)}"
            assert told in _run("explain", str(drawn), person).output
    assert "in reserve" not in _run("explain", str(folder / "chances.json"), person).output


def test_a_seed_of_ones_own_is_refused_where_a_ceremony_is_announced(folder: Path) -> None:
    """Before there are people, not only by whoever verifies; and nothing is written."""
    drawn = folder / "drawn.json"
    result = _run("draw", str(folder / "chances.json"), "--seed", SEED, "-o", str(drawn))
    assert result.exit_code == 1
    assert "announces a ceremony" in " ".join(result.output.split())
    assert not drawn.exists()
    place = folder / "river" / "draw.yaml"
    said = place.read_text()
    place.unlink()
    assert (
        _run("draw", str(folder / "chances.json"), "--seed", SEED, "-o", str(drawn)).exit_code == 0
    )
    place.write_text(said)
    result = _run("verify", str(drawn), str(folder / "river"))
    assert result.exit_code == 1
    assert "not the one that the case's draw.yaml announces" in " ".join(result.output.split())
    result = _run("draw", str(folder / "chances.json"), "--replay", str(drawn))
    assert result.exit_code == 1
    assert "draw-announced" in result.output


def test_a_program_is_refused_a_seed_of_its_own_too(folder: Path) -> None:
    """`import canje` draws by a seed only where no ceremony is announced."""
    made = Plan.from_bytes((folder / "chances.json").read_bytes())
    with pytest.raises(NoSeed, match="announces a ceremony"):
        canje.drawn(made, canje.Case.read(folder / "river"), bytes(32))
    (folder / "river" / "draw.yaml").unlink()
    assert canje.drawn(made, canje.Case.read(folder / "river"), bytes(32)).freed == 6


def _rig(data: bytes) -> bytes:
    """A lottery of 999 tickets to 1, everything sealed and drawn so."""
    value = json.loads(data)
    lottery = value["draw"]["lottery"]
    first, second, *_ = lottery["outcomes"]
    lottery["outcomes"] = [first | {"tickets": 999}, second | {"tickets": 1}]
    lottery["tickets"] = 1000
    table = {key: lottery[key] for key in ("outcomes", "tickets")}
    lottery["digest"]["table"] = "sha256:" + hashlib.sha256(encode(table)[:-1]).hexdigest()
    return sealed(value)


def test_a_replay_compares_with_what_was_published(folder: Path) -> None:
    """A rigged lottery is not the same as the published one, and a plan without chances, or drawn
    already, is nothing to compare with.
    """
    (folder / "river" / "draw.yaml").unlink()
    chances, drawn, rigged = (folder / f"{name}.json" for name in ("chances", "drawn", "rigged"))
    assert _run("draw", str(chances), "--seed", SEED, "-o", str(drawn)).exit_code == 0
    rigged.write_bytes(_rig(drawn.read_bytes()))
    result = _run("draw", str(folder / "plan.json"), "--replay", str(rigged))
    assert result.exit_code == 1
    assert "no published chances" in result.output
    assert "--chances -o chances.json" in " ".join(result.output.split())
    assert "same" not in result.output
    result = _run("draw", str(chances), "--replay", str(rigged))
    assert result.exit_code == 1
    assert "another lottery was published" in result.output
    for path in (drawn, rigged):
        result = _run("draw", str(path), "--replay", str(path))
        assert result.exit_code == 1
        assert "same, to the byte" not in result.output


def test_nothing_is_drawn_from_chances_that_the_checker_refuses(folder: Path) -> None:
    """A published lottery is checked again before a seed, a commitment or a screen goes by it."""
    (folder / "river" / "draw.yaml").unlink()
    chances = folder / "chances.json"
    chances.write_bytes(_rig(chances.read_bytes()))
    for how in (["--chances"], ["--seed", SEED], ["--ceremony"]):
        result = _run("draw", str(chances), *how)
        assert result.exit_code == 1
        assert "Nothing is drawn from chances.json: the checker refuses it" in result.output


def _texts(text: str) -> Any:
    """YAML with every value as it was written."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506  # makes nothing but texts


class Paper:
    """The draw.yaml of a ceremony as it grows, and the clock that goes with it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.place = folder, folder / "river" / "draw.yaml"
        self.said = _texts(self.place.read_text())
        self.now = "2025-04-20T09:00:00Z"
        monkeypatch.setattr(service, "now", lambda: self.now)

    def add(self, **more: object) -> None:
        self.said |= more
        self.place.write_text(json.dumps(self.said))

    def run(self, *words: str, typed: str | None = None) -> Result:
        return _run("draw", str(self.folder / "chances.json"), *words, typed=typed)

    def throw(self) -> None:
        """The desk throws before its witnesses."""
        rolls = "3 5 1 6 2 4 " * 9
        path = self.folder / "dice.txt"
        result = self.run("--throw", "desk", "-o", str(path), typed=f"{rolls}\n{rolls}\n")
        assert result.exit_code == 0, result.output
        assert "351624" not in result.output
        assert path.stat().st_mode & 0o077 == 0
        (throw,) = self.said["beacon"]["throws"]
        throw |= _texts(result.output.split("throws:")[1].split("54 rolls")[0])
        self.add()
        self.freeze()

    def freeze(self) -> None:
        result = self.run("--chances")
        (digest,) = re.findall(r"^frozen: ([0-9a-f]{64})", result.output, re.M)
        self.add(frozen=digest)

    def commit(self) -> None:
        self.said["commitments"] = []
        for party in ("N", "S", "desk"):
            result = self.run("--commit", party, "-o", str(self.folder / f"{party}.txt"))
            assert result.exit_code == 0, result.output
            said = result.output.split("commitments:")[1].split("Secret written")[0]
            self.said["commitments"] += _texts(said)
            assert self.said["commitments"][-1]["at"] == self.now
        self.add()

    def reveal(self, *parties: str) -> None:
        nonces = {each: (self.folder / f"{each}.txt").read_text().strip() for each in parties}
        said = [{"party": each, "at": self.now, "nonce": nonces[each]} for each in parties]
        self.add(reveals=[*self.said.get("reveals", []), *said])

    def open(self) -> None:
        opening = _texts((self.folder / "dice.txt").read_text())
        self.said["beacon"]["throws"][0] |= opening | {"opened": self.now}
        self.add()


@pytest.fixture
def paper(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    return Paper(folder, monkeypatch)


def test_a_ceremony_from_announcement_to_people(paper: Paper) -> None:
    """Dice fall, two parties and the desk commit, one stays silent, reveals are closed, the dice
    are opened, the draw is verified and repeated.
    """
    drawn = paper.folder / "drawn.json"
    paper.throw()
    paper.now = "2025-04-28T09:30:00Z"
    paper.commit()
    paper.now = "2025-04-30T09:30:00Z"
    paper.reveal("N", "desk")
    result = paper.run("--ceremony")
    assert result.exit_code == 1
    assert "secrets may be revealed until 2025-05-01T12:00:00Z" in " ".join(result.output.split())
    paper.now = "2025-05-01T12:05:00Z"
    result = paper.run("--ceremony", "-o", str(drawn))
    assert result.exit_code == 1
    assert "closed: 2025-05-01T12:05:00Z" in result.output
    assert "desk has not opened its dice" in result.output
    (noted,) = re.findall("[0-9a-f]{64}", result.output)
    paper.add(closed=paper.now)
    early = paper.place.read_text()
    paper.now = "2025-05-01T13:00:00Z"
    paper.open()
    result = paper.run("--ceremony", "-o", str(drawn))
    assert result.exit_code == 0, result.output
    assert "not revealed: S" in result.output
    assert noted in result.output
    assert paper.run("--replay", str(drawn)).exit_code == 0
    for copy in (paper.place.read_text(), early):
        paper.place.write_text(copy)
        result = _run("verify", str(drawn), str(paper.folder / "river"))
        said = " ".join(result.output.split())
        assert result.exit_code == 0, said
        assert "draw:ceremony" in said
        assert "the word of whoever kept draw.yaml" in said
        assert "S revealed nothing" in said
        assert "the dice of desk (first, second)" in said
        assert noted in said.replace(" ", "") or noted in said
    paper.add(reveals=[*paper.said["reveals"][:1]])
    assert _run("verify", str(drawn), str(paper.folder / "river")).exit_code == 1


def test_a_late_secret_counts_as_none(paper: Paper) -> None:
    """Whenever it comes and whatever it is, there is one seed, and screens say whose it was."""
    paper.throw()
    paper.now = "2025-04-28T09:30:00Z"
    paper.commit()
    paper.now = "2025-04-30T09:30:00Z"
    paper.reveal("N", "desk")
    paper.now = "2025-05-01T12:00:00Z"
    before = list(paper.said["reveals"])
    paper.open()
    seeds = set()
    for reveal in (False, True):
        paper.add(reveals=before)
        if reveal:
            paper.reveal("S")
        drawn = paper.folder / f"drawn-{reveal}.json"
        result = paper.run("--ceremony", "-o", str(drawn))
        assert result.exit_code == 0, result.output
        assert ("too late, which counts as not: S" in result.output) == reveal
        seeds.add(json.loads(drawn.read_bytes())["draw"]["seed"])
    assert len(seeds) == 1
    assert "draw.late" in _run("check", str(paper.folder / "river")).output


def test_nobody_commits_when_something_could_be_known(paper: Paper) -> None:
    """Not after the deadline, not once somebody revealed, not twice, not before dice or F, and the
    clock is the one of this machine; what is written has today's time. Nothing is kept of it.
    """
    out = paper.folder / "x.txt"

    def refused(words: str) -> None:
        result = paper.run("--commit", "N", "-o", str(out))
        assert result.exit_code == 1
        assert words in " ".join(result.output.split())
        assert not out.exists()

    refused("desk must throw first")
    paper.throw()
    frozen = paper.said.pop("frozen")
    paper.add()
    refused(f"frozen: {frozen}")
    paper.add(frozen="00" * 32)
    refused("Something was changed after draw.yaml was frozen")
    paper.add(frozen=frozen)
    paper.now = "2025-05-01T12:00:00Z"
    refused("the deadline is past")
    paper.now = "2025-04-19T09:00:00Z"
    refused("a time that is still to come")
    paper.now = "2025-04-28T09:30:00Z"
    paper.commit()
    refused("N has committed already")
    paper.now = "2025-04-29T09:30:00Z"
    paper.reveal("N")
    paper.said["commitments"] = paper.said["commitments"][1:]
    paper.add(reveals=[])
    secret = paper.folder / "S.txt"
    before = secret.read_bytes()
    result = paper.run("--commit", "N", "-o", str(secret))
    assert result.exit_code == 2
    assert "never written over" in " ".join(result.output.split())
    assert secret.read_bytes() == before


def test_a_ceremony_by_drand(paper: Paper) -> None:
    """Nobody commits when the round was due, nothing is drawn before it is, and once it has spoken
    the draw is verified; a round too near the deadline is refused with the first that will do.
    """
    said = VECTORS["drand"]["beacon"]
    announced = {key: said[key] for key in ("kind", "chain", "round")}
    paper.add(beacon=announced, deadline="2023-09-15T10:50:04Z")
    result = _run("check", str(paper.folder / "river"))
    assert result.exit_code == 1
    assert "Announce round 657414 or a later one" in " ".join(result.output.split())
    paper.add(deadline=VECTORS["drand"]["deadline"])
    paper.now = "2023-08-30T09:00:00Z"
    paper.freeze()
    out = str(paper.folder / "x.txt")
    paper.now = "2023-09-15T10:50:03Z"
    assert "the deadline is past" in paper.run("--commit", "N", "-o", out).output
    paper.now = "2023-09-01T09:00:00Z"
    paper.commit()
    paper.now = "2023-09-02T09:00:00Z"
    paper.reveal("N", "S", "desk")
    paper.now = "2023-09-15T10:55:00Z"
    result = paper.run("--ceremony")
    assert result.exit_code == 1
    assert "round 657413 of the beacon is due at 2023-09-15T11:00:03Z" in " ".join(
        result.output.split()
    )
    assert "closed: 2023-09-15T10:55:00Z" in result.output
    paper.add(closed=paper.now, beacon=said)
    assert paper.run("--ceremony").exit_code == 1
    paper.now = "2023-09-15T11:00:03Z"
    drawn = paper.folder / "drawn.json"
    result = paper.run("--ceremony", "-o", str(drawn))
    assert result.exit_code == 0, result.output
    assert "from the secrets of N, S, desk and round 657413 of drand" in result.output
    result = _run("verify", str(drawn), str(paper.folder / "river"))
    assert result.exit_code == 0
    assert "draw:beacon" in result.output
    assert "dice" not in result.output
    result = paper.run("--ceremony")
    assert result.exit_code == 0
    result = _run("draw", str(drawn), "--ceremony")
    assert result.exit_code == 1
    assert "drawn already" in result.output


def test_what_is_frozen_is_not_changed(paper: Paper) -> None:
    """Another deadline, other witnesses, or a copied commitment after the freeze: no seed, and
    canje check says where.
    """
    paper.throw()
    paper.now = "2025-04-28T09:30:00Z"
    paper.commit()
    paper.now = "2025-04-30T09:30:00Z"
    paper.reveal("N", "S", "desk")
    paper.now = "2025-05-03T00:00:00Z"
    paper.open()
    whole = json.dumps(paper.said)
    for change in (
        {"deadline": "2025-05-02T12:00:00Z"},
        {"parties": ["S", "N", "desk"]},
        {"void": ["00" * 32]},
    ):
        paper.said = json.loads(whole)
        paper.add(**change)
        result = paper.run("--ceremony")
        assert result.exit_code == 1
        assert "changed after draw.yaml was frozen" in " ".join(result.output.split())
    paper.said = json.loads(whole)
    first, second, third = paper.said["commitments"]
    paper.add(commitments=[first, second | {"commitment": first["commitment"]}, third])
    result = _run("check", str(paper.folder / "river"))
    assert result.exit_code == 1
    assert "draw.copied" in result.output
    paper.said = json.loads(whole)
    paper.said["reveals"][0]["nonce"] = "ab" * 32
    paper.add()
    result = paper.run("--ceremony")
    assert result.exit_code == 1
    assert "not what it committed to" in " ".join(result.output.split())


def test_the_secret_is_for_one_pair_of_eyes(paper: Paper) -> None:
    """Nobody else on the machine may read the file, and no screen shows it."""
    paper.throw()
    path = paper.folder / "secret.txt"
    result = paper.run("--commit", "N", "-o", str(path))
    assert path.stat().st_mode & 0o077 == 0
    assert path.read_text().strip() not in result.output


def test_what_cannot_be_is_refused_in_words(paper: Paper) -> None:
    """A seed that is none, two ways at once, no ceremony, nobody of that name, no file."""
    folder, chances = paper.folder, str(paper.folder / "chances.json")
    out = str(folder / "x.txt")
    assert "32 bytes" in _run("draw", chances, "--seed", "xy").output
    assert "32 bytes" in _run("draw", chances, "--seed", "00").output
    assert _run("draw", chances, "--seed", SEED, "--ceremony").exit_code == 2
    assert "needs -o" in paper.run("--throw", "desk").output
    typed = "123456\n123456\n"
    result = paper.run("--throw", "desk", "-o", out, typed=typed)
    assert "50 or more rolls" in " ".join(result.output.split())
    assert "no dice that X throws" in paper.run("--throw", "X", "-o", out).output
    paper.throw()
    assert "already" in paper.run("--throw", "desk", "-o", out).output
    assert "needs -o" in paper.run("--commit", "N").output
    assert "takes part" in paper.run("--commit", "X", "-o", out).output
    assert "not drawn" in paper.run("--replay", chances).output
    for how in (["--commit", "N"], ["--throw", "desk"], ["--ceremony"]):
        result = _run("draw", str(folder / "plan.json"), *how, "-o", out)
        assert result.exit_code == 1
        assert "no published chances" in result.output
    (folder / "river" / "draw.yaml").unlink()
    result = _run("draw", chances, "--ceremony")
    assert result.exit_code == 1
    assert "no draw.yaml" in result.output
    assert _run("draw", str(folder / "nowhere.json")).exit_code == 2


def test_whom_a_party_chooses_is_shown_as_chosen(tmp_path: Path) -> None:
    """No draw is blamed for a choice: in the list, in the reason, on the page."""
    with shipped_case("gaza-2023-11") as shipped:
        shutil.copytree(shipped, tmp_path / "gaza")
    gaza, plan, drawn = (tmp_path / each for each in ("gaza", "plan.json", "drawn.json"))
    assert _run("clear", str(gaza), "-o", str(plan)).exit_code == 0
    result = _run("draw", str(plan), "--case", str(gaza))
    assert result.exit_code == 1
    assert "IL to choose" in " ".join(result.output.split())
    chosen = ", ".join(f"il-candidate-{n:04}" for n in range(61, 301))
    (gaza / "draw.yaml").write_text(
        f"choices: [{{term: three-hundred, by: IL, people: [{chosen}]}}]\n", "utf-8"
    )
    result = _run("draw", str(plan), "--case", str(gaza), "--seed", SEED, "-o", str(drawn))
    assert result.exit_code == 0, result.output
    assert "nothing was left to chance" in result.output
    result = _run("explain", str(drawn), "il-candidate-0001", "--case", str(gaza))
    assert "a party chose them" in result.output
    assert _run("explain", str(drawn), "il-candidate-0061", "--case", str(gaza)).exit_code == 0
    page = tmp_path / "page.html"
    assert _run("report", str(drawn), "--case", str(gaza), "-o", str(page)).exit_code == 0
    assert "It picked others." in page.read_text("utf-8")
