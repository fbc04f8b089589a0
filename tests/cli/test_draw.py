"""`canje draw` as parties meet it: chances, commitments, the ceremony, the replay, refusals."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from canje.app.service import shipped_case
from tests.cli.test_main import _run

SEED = "07" * 32

CASE = {
    "case.yaml": """\
id: river
title: Nine people and six seats
date: 2025-04-20
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
beacon: {kind: dice, witnesses: [first, second]}
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
    drawn, other = folder / "drawn.json", folder / "other.json"
    result = _run("draw", str(folder / "chances.json"), "--seed", SEED, "-o", str(drawn))
    assert result.exit_code == 0
    assert "6 people go" in result.output
    assert "Nobody can tell" in result.output
    assert "of them   go   first in reserve" in result.output
    assert "announces a ceremony" in result.output
    assert _run("draw", str(folder / "plan.json"), "--seed", SEED, "-o", str(other)).exit_code == 0
    assert drawn.read_bytes() == other.read_bytes()
    result = _run("verify", str(drawn), str(folder / "river"))
    assert result.exit_code == 1
    assert "not the one that the case's draw.yaml announces" in " ".join(result.output.split())
    (folder / "river" / "draw.yaml").unlink()
    result = _run("verify", str(drawn), str(folder / "river"))
    assert result.exit_code == 0
    assert "nobody chose the seed" in result.output
    for plan in ("plan.json", "chances.json", "drawn.json"):
        result = _run("draw", str(folder / plan), "--replay", str(drawn))
        assert result.exit_code == 0, result.output
        assert "to the byte" in result.output
    value = json.loads(drawn.read_bytes())
    value["draw"]["seed"] = "08" * 32
    other.write_text(json.dumps(value, sort_keys=True, separators=(",", ":")) + "\n")
    result = _run("draw", str(folder / "plan.json"), "--replay", str(other))
    assert result.exit_code == 1
    assert "Not the same" in result.output
    assert _run("explain", str(drawn), "w-0001").exit_code == 0
    for waiting in value["draw"]["reserves"].values():
        for place, person in enumerate(waiting[:2], 1):
            told = f"{'First' if place == 1 else 'Number 2'} in reserve, of {len(waiting)}"
            assert told in _run("explain", str(drawn), person).output
    assert "in reserve" not in _run("explain", str(folder / "chances.json"), person).output


def test_a_ceremony_from_announcement_to_people(folder: Path) -> None:
    """Two parties and the desk commit; one stays silent; dice fall; the draw is verified."""
    chances, drawn = str(folder / "chances.json"), folder / "drawn.json"
    file = folder / "river" / "draw.yaml"
    said = yaml.safe_load(file.read_text()) | {"deadline": "2025-05-01T12:00:00Z"}
    commitments = []
    for party in ("N", "S", "desk"):
        result = _run("draw", chances, "--commit", party, "-o", str(folder / f"{party}.txt"))
        assert result.exit_code == 0, result.output
        (word,) = re.findall(r"commitment: ([0-9a-f]{64})", result.output)
        commitments.append({"party": party, "commitment": word, "date": "2025-04-28"})
    said["commitments"] = commitments
    file.write_text(json.dumps(said))
    result = _run("draw", chances, "--ceremony")
    assert result.exit_code == 1
    assert "not spoken" in result.output
    said["reveals"] = [
        {"party": party, "nonce": (folder / f"{party}.txt").read_text().strip()}
        for party in ("N", "desk")
    ]
    said["beacon"]["rolls"] = "3 5 1 6 2 4 " * 9
    file.write_text(json.dumps(said))
    result = _run("draw", chances, "--ceremony", "-o", str(drawn))
    assert result.exit_code == 0, result.output
    assert "not revealed: S" in result.output
    result = _run("verify", str(drawn), str(folder / "river"))
    assert result.exit_code == 0
    assert "draw:ceremony" in result.output
    assert _run("draw", chances, "--replay", str(drawn)).exit_code == 0
    said["reveals"][0]["nonce"] = "ab" * 32
    file.write_text(json.dumps(said))
    result = _run("draw", chances, "--ceremony")
    assert result.exit_code == 1
    assert "not what it committed to" in result.output


def test_the_secret_is_for_one_pair_of_eyes(folder: Path) -> None:
    """Nobody else on the machine may read the file, and no screen shows it."""
    path = folder / "secret.txt"
    result = _run("draw", str(folder / "chances.json"), "--commit", "N", "-o", str(path))
    assert path.stat().st_mode & 0o077 == 0
    assert path.read_text().strip() not in result.output


def test_what_cannot_be_is_refused_in_words(folder: Path) -> None:
    """A seed that is none, two ways at once, no ceremony, nobody of that name, no file."""
    chances = str(folder / "chances.json")
    assert "32 bytes" in _run("draw", chances, "--seed", "xy").output
    assert "32 bytes" in _run("draw", chances, "--seed", "00").output
    assert _run("draw", chances, "--seed", SEED, "--ceremony").exit_code == 2
    assert "needs -o" in _run("draw", chances, "--commit", "N").output
    out = str(folder / "x.txt")
    assert "takes part" in _run("draw", chances, "--commit", "X", "-o", out).output
    assert "not drawn" in _run("draw", chances, "--replay", chances).output
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
