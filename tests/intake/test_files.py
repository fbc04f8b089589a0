"""Opening files: links, pipes and what is too large are findings, not surprises."""

from __future__ import annotations

from pathlib import Path

import pytest

from canje.base.findings import Findings
from canje.intake.files import whole
from canje.intake.table import read_csv


def codes(path: Path, most: int = 100) -> tuple[bytes | None, list[str]]:
    findings = Findings()
    data = whole(path, most, findings.at(path.name))
    return data, [each.code for each in findings.all()]


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """As many bytes as the limit are within it."""
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    assert codes(path) == (b"x" * 100, [])
    path.write_bytes(b"x" * 101)
    assert codes(path) == (None, ["file.too-large"])


def test_a_sparse_gigabyte_is_not_read(tmp_path: Path) -> None:
    """Its size is asked before its bytes."""
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(2**30)
    findings = Findings()
    assert read_csv(path, findings.at("a.csv")) is None
    assert [each.code for each in findings.all()] == ["file.too-large"]


@pytest.mark.parametrize("name", ["missing", "a\0b", "x" * 300, "a/b"])
def test_a_file_that_is_not_there(name: str, tmp_path: Path) -> None:
    """The finding says what the system says, and nothing of the reader's machine."""
    findings = Findings()
    assert whole(tmp_path / name, 100, findings.at("a")) is None
    (finding,) = findings.all()
    assert finding.code == "file.unreadable"
    assert str(tmp_path) not in finding.why


def test_what_cannot_be_read_midway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails while it is read is a finding too."""

    class Failing:
        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def fileno(self) -> int:
            return 0

        def read(self, _: int) -> bytes:
            raise OSError(5, "Input/output error")

    path = tmp_path / "a.csv"
    path.write_bytes(b"id\n")
    status = path.stat()
    monkeypatch.setattr("canje.intake.files.os.fdopen", lambda *_: Failing())
    monkeypatch.setattr("canje.intake.files.os.fstat", lambda _: status)
    assert codes(path) == (None, ["file.unreadable"])
    findings = Findings()
    assert read_csv(path, findings.at("a.csv")) is None
    assert [each.params["problem"] for each in findings.all()] == ["Input/output error"]


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read is measured again."""
    path = tmp_path / "a"
    path.write_bytes(b"")
    status = path.stat()
    path.write_bytes(b"x" * 200)
    monkeypatch.setattr("canje.intake.files.os.fstat", lambda _: status)
    assert codes(path) == (None, ["file.too-large"])


def test_a_file_that_becomes_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was opened is looked at again."""
    path = tmp_path / "a"
    path.write_bytes(b"")
    folder = tmp_path.stat()
    monkeypatch.setattr("canje.intake.files.os.fstat", lambda _: folder)
    assert codes(path) == (None, ["file.kind"])
