"""Made-up lists: a function of their seed, with the noise that they promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.names_made_up import Noise, Script, made_up, write
from canje.reconcile.scripts import script_of

QUIET = Noise(
    brothers=0, father_left_out=0, grandfather_left_out=0, family_left_out=0, turned=0,
    typed_wrong=0, given_otherwise=0, born_missing=0, born_year_only=0, born_turned=0,
    born_digit=0, born_year_off=0, taken_missing=0, taken_off=0, place_missing=0, place_other=0,
)  # fmt: skip


def test_a_seed_makes_one_list() -> None:
    """The same seed the same people, another seed others."""
    one, again, other = (made_up(seed, 50) for seed in (1, 1, 2))
    names = [each.lists[0].entries.column("name").texts() for each in (one, again, other)]
    assert names[0] == names[1] != names[2]
    assert one.truth == again.truth


@pytest.mark.parametrize("script", ["arabic", "latin", "cyrillic", "hebrew"])
def test_names_are_in_the_script_that_was_asked_for(script: Script) -> None:
    """All of them."""
    (made,) = made_up(3, 60, scripts=(script,)).lists
    assert {script_of(text) for text in made.entries.column("name").texts()} == {script}


def test_as_many_as_promised_are_on_both() -> None:
    """Seven in ten, each once."""
    made = made_up(4, 100)
    ids = [set(each.entries.ids) for each in made.lists]
    who = [{made.truth[id] for id in each} for each in ids]
    assert [len(each) for each in who] == [100, 100]
    assert len(who[0] & who[1]) == 70


def test_without_noise_both_say_the_same() -> None:
    """Dates agree, and no name is shortened."""
    made = made_up(5, 80, noise=QUIET)
    said: dict[int, set[tuple[str, str, int]]] = {}
    for each in made.lists:
        columns = [each.entries.column(name).texts() for name in ("born", "taken", "name")]
        for id, born, taken, name in zip(each.entries.ids, *columns, strict=True):
            said.setdefault(made.truth[id], set()).add((born, taken, len(name.split())))
    assert {len(each) for each in said.values()} == {1}


def test_a_list_can_name_people_twice() -> None:
    """Then it is no clean list."""
    (made,) = made_up(6, 200, scripts=("latin",), noise=Noise(twice=0.5)).lists
    assert len(made) > 250
    assert not made.one_each


def test_they_can_be_written(tmp_path: Path) -> None:
    """A header and a line an entry."""
    made = made_up(7, 20)
    for path, each in zip(write(made, tmp_path), made.lists, strict=True):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(each) + 1
        assert lines[0].split(",") == list(each.entries.columns)
