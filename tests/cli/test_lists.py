"""`canje lists` and `canje list` as a person meets them: exit codes, words, nothing half taken."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from canje.app import service
from canje.case.lists import lists_of
from canje.cli.main import main
from tests.intake.made import xlsx

FAMILIES = Path(service.__file__).parents[1] / "data" / "cases" / "two-families"
GOOD = "No,Full name,Date of birth,X\n1,Ada Made-Up,1980,a\n2,Bo Made-Up,13/05/1981,b\n"
BAD = GOOD.replace("1980", "31/02/1980") + "3,,,=1+1\n"
ARABIC = "م;الاسم الرباعي;تاريخ الميلاد\n1;محمد علي صالح العمري;05/06/1980\n2;سالم ناصر;1/9/1405\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    shutil.copytree(FAMILIES, tmp_path / "case")
    return tmp_path / "case"


def run(*arguments: str | Path, code: int) -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments], env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    lines = [line for line in result.output.splitlines() if "/" not in line]  # a path is as long
    assert all(len(line) <= 80 for line in lines), result.output  # as it is, and never broken
    return result


WHOSE = ("--kind", "held", "--party", "hill", "--date", "2025-04-20")


def put(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_sound_list_is_shown_and_not_taken(tmp_path: Path) -> None:
    """Columns with their reasons, what is not understood, how many entries."""
    result = run("list", "check", put(tmp_path, GOOD), *WHOSE, code=0)
    for words in ("Full name", "not understood", "2 entries", "0 errors to fix", "born 1980"[:4]):
        assert words in result.output
    assert list(tmp_path.iterdir()) == [tmp_path / "list.csv"]


def test_all_that_is_wrong_in_one_go_and_a_copy(tmp_path: Path) -> None:
    """The copy has every row with its findings, and no formula; mended, it is sound."""
    copy = tmp_path / "copy.csv"
    result = run("list", "check", put(tmp_path, BAD), *WHOSE, "-o", copy, code=1)
    for words in ("date.none", "entry.no-name", "line 4", "Not taken in.", "2 errors to fix"):
        assert words in result.output
    text = copy.read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[3][3] == "'=1+1"
    put(tmp_path, text.replace("31/02/1980", "1980").replace("3,,,", "3,Cy Made-Up,,"), "copy.csv")
    assert "3 entries" in run("list", "check", copy, *WHOSE, code=0).output


def test_a_copy_of_a_spreadsheet(tmp_path: Path) -> None:
    """It is one; another ending is refused, and a file that is no list has none."""
    data = put(tmp_path, xlsx([["Full name"], ["12"]]), "list.xlsx")
    run("list", "check", data, *WHOSE, "-o", tmp_path / "copy.xlsx", code=1)
    assert (tmp_path / "copy.xlsx").read_bytes()[:2] == b"PK"
    run("list", "check", data, *WHOSE, "-o", tmp_path / "copy.csv", code=1)
    pdf = put(tmp_path, b"%PDF", "list.pdf")
    assert "list.form" in run("list", "check", pdf, *WHOSE, code=2).output
    run("list", "check", pdf, *WHOSE, "-o", tmp_path / "no.csv", code=1)
    assert not (tmp_path / "no.csv").exists()


def test_screens_in_arabic_fit(tmp_path: Path) -> None:
    """Right to left, with the parts that a name seems to have."""
    result = run("list", "check", put(tmp_path, ARABIC.encode("cp1256")), *WHOSE, code=0)
    assert "cp1256" in result.output
    assert "nisba العمري" in result.output


def test_a_list_is_taken_into_a_case(case: Path, tmp_path: Path) -> None:
    """Its bytes, its hash, its party; then its next version, with what it changes."""
    file = put(tmp_path, GOOD)
    run("list", "take", file, case, *WHOSE, "--by", "an officer", "--one-each", code=0)
    (made,) = lists_of(case)
    assert (made.id, made.one_each, len(made)) == ("hill-held-1", True, 2)
    assert (case / "lists" / "hill-held-1.csv").read_bytes() == file.read_bytes()
    assert "was: list.csv" in (case / "lists" / "lists.yaml").read_text()
    second = put(tmp_path, GOOD.replace("1980", "1979").replace("2,Bo", "3,Cy"), "second.csv")
    result = run("list", "take", second, case, *WHOSE, code=0)
    assert "Taken in as hill-held-2." in result.output
    assert "1 added, 1 dropped, 1 changed, 0 moved" in result.output
    assert [each.version for each in lists_of(case)] == [1, 2]
    result = run("lists", case, code=0)
    assert "hill-held-2" in result.output
    run("check", case, code=0)


def test_all_or_nothing(case: Path, tmp_path: Path) -> None:
    """A list with anything to mend leaves the case as it was; so does one known already."""
    before = sorted(case.rglob("*"))
    run("list", "take", put(tmp_path, BAD), case, *WHOSE, code=1)
    assert sorted(case.rglob("*")) == before
    good = put(tmp_path, GOOD)
    run("list", "take", good, case, *WHOSE, code=0)
    text = (case / "lists" / "lists.yaml").read_bytes()
    assert "list.known" in run("list", "take", good, case, *WHOSE, code=1).output
    assert (case / "lists" / "lists.yaml").read_bytes() == text


def test_what_a_person_says_is_kept_for_the_party(case: Path, tmp_path: Path) -> None:
    """Columns and dates of the list before hold for the next, and for no other party."""
    said = put(tmp_path, "columns: {X: born}\ndates: {born: day-first}\n", "said.yaml")
    first = put(tmp_path, "Full name,X\nAda Made-Up,05/06/1980\n")
    run("list", "take", first, case, *WHOSE, "--columns", said, code=0)
    second = put(tmp_path, "Full name,X\nAda Made-Up,05/06/1981\n", "second.csv")
    result = run("list", "check", second, *WHOSE, "--case", case, code=0)
    assert "as in the party's list before" in result.output
    run("list", "take", second, case, *WHOSE, code=0)
    assert [each.entries.column("born").texts() for each in lists_of(case)] == [
        ["1980-06-05"], ["1981-06-05"],
    ]  # fmt: skip
    other = ("--kind", "held", "--party", "shore", "--date", "2025-04-20")
    assert "list.unread" in run("list", "check", second, *other, "--case", case, code=0).output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--party", "nobody"), "party.unknown"),
        (("--id", "a/b"), "id.malformed"),
        (("--date", "soon"), "value.date"),
        (("--encoding", "no-such"), "list.not-in"),
    ],
)
def test_what_cannot_be_so(
    arguments: tuple[str, str], code: str, case: Path, tmp_path: Path
) -> None:
    """A party that the case has not, a name that is none, a day that is none."""
    file = put(tmp_path, GOOD)
    assert code in run("list", "take", file, case, *WHOSE, *arguments, code=1).output
    assert not (case / "lists").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [("columns: {X: nonsense}", "list.field"), ("nonsense: 1", "key.unknown"),
     ("[a]", "value.shape"), ("dates: {born: x}", "list.dates"), ("&a", "yaml.alias")],
)  # fmt: skip
def test_settings_that_are_none(text: str, code: str, tmp_path: Path) -> None:
    """Told with their place in the file."""
    said = put(tmp_path, text + "\n", "said.yaml")
    result = run("list", "check", put(tmp_path, GOOD), *WHOSE, "--columns", said, code=1)
    assert code in result.output


def test_two_versions_as_files(tmp_path: Path) -> None:
    """Exit code 0 where nothing changed, 1 where something did; all of it as a table."""
    old = put(tmp_path, "Full name,Age\nAda,1\nBo,2\nCy,3\n", "old.csv")
    new = put(tmp_path, "Full name,Age\nBo,2\nCy,4\nAda,1\n=Di,5\n", "new.csv")
    assert "0 added" in run("list", "diff", old, old, code=0).output
    out = tmp_path / "diff.csv"
    result = run("list", "diff", old, new, "-o", out, code=1)
    for words in ("added", "age: 3 > 4", "its place in the list"):
        assert words in result.output
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert rows[0][0] == "change"
    assert [row[0] for row in rows[1:]] == ["added", "moved", "changed"]
    assert rows[1][3] == "'=Di"
    run("list", "diff", old, put(tmp_path, BAD, "bad.csv"), code=1)
    run("list", "diff", old, tmp_path / "none.csv", code=2)


def test_two_versions_of_a_case(case: Path, tmp_path: Path) -> None:
    """By their ids; another id is a finding."""
    run("list", "take", put(tmp_path, GOOD), case, *WHOSE, code=0)
    run("list", "take", put(tmp_path, GOOD + "4,Di,,\n"), case, *WHOSE, code=0)
    assert (
        "1 added"
        in run("list", "diff", "hill-held-1", "hill-held-2", "--case", case, code=1).output
    )
    refused = run("list", "diff", "hill-held-1", "x", "--case", case, code=1).output
    assert "list.unknown" in refused
    assert "hill-held-1, hill-held-2" in refused


def test_a_case_without_lists(case: Path, tmp_path: Path) -> None:
    """Is told so; a folder that is no case cannot be read."""
    assert "no lists" in run("lists", case, code=0).output
    run("lists", tmp_path, code=2)


def test_a_list_that_was_changed_since(case: Path, tmp_path: Path) -> None:
    """`canje lists` says so."""
    run("list", "take", put(tmp_path, GOOD), case, *WHOSE, code=0)
    (case / "lists" / "hill-held-1.csv").write_text(GOOD.replace("Ada", "Bea"))
    assert "list.changed" in run("lists", case, code=1).output


def test_someone_else_was_quicker(tmp_path: Path) -> None:
    """A file of that name, or another index: nothing is written, nothing is left."""
    index, file = tmp_path / "lists.yaml", tmp_path / "a.csv"
    service.take_in(file, b"x", index, b"", b"one\n")
    with pytest.raises(FileExistsError):
        service.take_in(file, b"y", index, b"one\n", b"two\n")
    with pytest.raises(OSError, match="meanwhile"):
        service.take_in(tmp_path / "b.csv", b"y", index, b"", b"two\n")
    assert (file.read_bytes(), index.read_bytes()) == (b"x", b"one\n")
    assert not (tmp_path / "b.csv").exists()
    assert len(service.today()) == 10


def test_a_power_cut_between_a_list_and_its_index(tmp_path: Path) -> None:
    """The list lies there without its index; taking it once more puts that right."""
    index, file = tmp_path / "lists.yaml", tmp_path / "a.csv"
    file.write_bytes(b"x")
    service.take_in(file, b"x", index, b"", b"one\n")
    assert index.read_bytes() == b"one\n"


def test_what_is_added_is_added_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second click with what was read before is told so; a full disk leaves half of nothing."""
    path = tmp_path / "judgements.csv"
    service.add_to(path, b"", b"one\n")
    with pytest.raises(OSError, match="meanwhile"):
        service.add_to(path, b"", b"one\n")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        service.add_to(path, b"one\n", b"two\n")
    assert path.read_bytes() == b"one\n"


def test_lists_without_their_index_are_told(case: Path, tmp_path: Path) -> None:
    """Whose they are is lost with it; what a power cut left of the very list is taken again."""
    run("list", "take", put(tmp_path, GOOD), case, *WHOSE, code=0)
    (case / "lists" / "lists.yaml").unlink()
    other = tmp_path / "other.csv"
    other.write_text(GOOD.replace("Ada", "Eve"), "utf-8")
    commands = (
        ("lists", case),
        ("list", "check", other, *WHOSE, "--case", case),
        ("list", "take", other, case, *WHOSE),
        ("reconcile", case),
    )
    for command in commands:
        assert "list.index" in run(*command, code=1).output
    assert not (case / "lists" / "lists.yaml").exists()
    run("list", "take", tmp_path / "list.csv", case, *WHOSE, code=0)
    assert [each.id for each in lists_of(case)] == ["hill-held-1"]
