"""The lists of a case folder: read with what lists.yaml says, extended, and held to their hash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from canje.base.findings import Refused, Unreadable
from canje.case.case import Case
from canje.case.folder import inspect
from canje.case.lists import entry, extended, lists_of, read_index, read_listed
from canje.intake.grid import Settings
from tests.case.folders import write

LIST = "Full name,X\nAda Made-Up,05/06/1980\n"
INDEX = """\
- {file: a.csv, party: NO, kind: held, date: 2025-04-01, columns: {X: born}, \
dates: {born: day-first}}
- {file: b.csv, party: NO, kind: held, date: 2025-04-02, by: an officer, one_each: yes}
- {file: a.csv, party: SO, kind: sought, date: 2025-04-02, id: missing, version: 3}
"""


def folder(tmp_path: Path, index: str | None = INDEX) -> Path:
    return write(tmp_path / "case", lists__lists_yaml=index, lists__a_csv=LIST, lists__b_csv=LIST)


def codes(action: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        action()
    return [each.code for each in refused.value.findings]


def test_the_lists_of_a_case(tmp_path: Path) -> None:
    """Each with its series and version, read as lists.yaml says."""
    made = lists_of(folder(tmp_path))
    assert [each.id for each in made] == ["NO-held-1", "NO-held-2", "missing-3"]
    assert made[0].entries.ids == ("NO-held-1#2",)
    assert made[0].entries.column("born").texts() == ["1980-06-05"]
    assert made[1].one_each
    assert (made[2].party, made[2].kind, made[2].series) == ("SO", "sought", "missing")
    case = Case.read(tmp_path / "case")
    assert [(each.id, each.by) for each in case.lists][1] == ("NO-held-2", "an officer")


def test_a_file_that_was_changed(tmp_path: Path) -> None:
    """Its hash says so, and nothing of it is used."""
    index = read_index(folder(tmp_path))
    read = read_listed(index, index.listings[0])
    path = tmp_path / "case" / "lists" / "lists.yaml"
    text = path.read_text().replace("columns: {X", f"sha256: {read.sha256}, columns: {{X")
    path.write_text(text)
    assert len(lists_of(tmp_path / "case")) == 3
    (tmp_path / "case" / "lists" / "a.csv").write_text(LIST.replace("Ada", "Bea"))
    assert "list.changed" in codes(lambda: lists_of(tmp_path / "case"))


def test_a_list_that_cannot_be_taken(tmp_path: Path) -> None:
    """All lists or none."""
    case = folder(tmp_path)
    (case / "lists" / "b.csv").write_text(LIST.replace("Ada Made-Up", ""))
    assert codes(lambda: lists_of(case)) == ["entry.no-name"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("version: 1", "list.version"),
        ("version: 0", "value.number"),
        ("id: a/b", "id.malformed"),
        ("dates: {born: backwards}", "list.dates"),
        ("dates: {died: day-first}", "key.unknown"),
        ("one_each: perhaps", "value.choice"),
        ("nonsense: 1", "key.unknown"),
    ],
)
def test_what_is_wrong_in_lists_yaml(line: str, code: str, tmp_path: Path) -> None:
    """Told with the case, and where the lists alone are read."""
    case = folder(tmp_path, INDEX.replace("by: an officer, one_each: yes", line))
    assert [each.code for each in inspect(case)] == [code]
    assert codes(lambda: read_index(case)) == [code]


def test_an_index_that_cannot_be_read(tmp_path: Path) -> None:
    """No case, no list, a file in the place of the folder."""
    with pytest.raises(Unreadable):
        read_index(tmp_path)
    assert read_index(write(tmp_path / "none")).listings == ()
    case = write(tmp_path / "file")
    (case / "lists").write_text("")
    assert codes(lambda: read_index(case)) == ["file.unreadable"]
    assert codes(lambda: read_index(folder(tmp_path, "- &a {file: a.csv}\n"))) == ["yaml.alias"]


def test_a_new_list_is_added_below_the_others(tmp_path: Path) -> None:
    """What stood there stays as it was, comments and all."""
    case = folder(tmp_path, "# ours\n" + INDEX)
    index = read_index(case)
    read = read_listed(index, index.listings[0])
    made = entry(read, index.listings[0].settings, "NO-held-3.csv", "list.csv", "")
    text = extended(index, made | {"version": 4})
    assert text.startswith(index.text)
    (case / "lists" / "NO-held-3.csv").write_text(LIST)
    (case / "lists" / "lists.yaml").write_bytes(text)
    last = read_index(case).listings[-1]
    assert (last.id, last.was, last.sha256) == ("NO-held-4", "list.csv", read.sha256)
    assert dict(last.columns) == {"X": "born"}
    assert dict(last.settings.dates) == {"born": "day-first"}
    assert len(lists_of(case)) == 4


def test_an_index_that_cannot_be_extended(tmp_path: Path) -> None:
    """In brackets there is no below."""
    case = folder(tmp_path, "[{file: a.csv, party: NO, kind: held, date: 2025-04-01}]\n")
    index = read_index(case)
    assert codes(lambda: extended(index, {"file": "b.csv"})) == ["list.index-form"]


def test_what_is_kept_for_a_party(tmp_path: Path) -> None:
    """The columns and dates of its newest list of the kind; of another party or kind nothing."""
    index = read_index(folder(tmp_path, INDEX.splitlines(keepends=True)[0]))
    assert dict(index.kept("NO", "held").kept) == {"X": "born"}
    assert index.kept("SO", "held") == Settings()
    assert index.kept("NO", "sought") == Settings()


def test_a_list_on_a_link_is_not_read(tmp_path: Path) -> None:
    """It could lead anywhere."""
    case = folder(tmp_path)
    (case / "lists" / "b.csv").unlink()
    (case / "lists" / "b.csv").symlink_to(tmp_path / "case" / "people.csv")
    assert codes(lambda: lists_of(case)) == ["file.link"]
