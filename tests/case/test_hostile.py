"""Whatever is in a folder: findings come out, in bounded memory, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from canje.base.findings import Refused
from canje.case.folder import inspect, read
from tests.case.folders import SOUND, write

MEMORY = 600
"""Megabytes of address space that reading may take, the interpreter and numpy among them."""

CHILD = f"""
import resource, sys
from pathlib import Path
from canje.case.folder import inspect
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY} << 20, {MEMORY} << 20))
found = inspect(Path(sys.argv[1]))
sys.stdout.write(" ".join(sorted({{each.code for each in found}})))
"""


def codes_of(folder: Path) -> set[str]:
    """What a child of little memory finds in a folder."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path), "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return set(done.stdout.split())


LAUGHS = "\n".join(
    ["a0: &a0 lol"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)]
)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("yaml.alias", {"terms_yaml": LAUGHS}),
        ("yaml.depth", {"terms_yaml": "[" * 10_000_000}),
        ("yaml.depth", {"claims_yaml": "- " * 5_000_000}),
        ("yaml.depth", {"case_yaml": "{a: " * 3_000_000}),
        ("list.too-long", {"groups_yaml": "[" + "x," * 500_000 + "]"}),
        ("text.too-long", {"terms_yaml": "x" * 10_000_000}),
        ("csv.line-too-long", {"people_csv": "id,holder\n1,NO" + "x" * 10_000_000 + "\n"}),
        ("text.too-long", {"people_csv": "id,holder\n1,NO" + "x" * 5_000_000 + "\n"}),
        ("csv.line-too-long", {"people_csv": "id,holder\n" + "x" * 50_000_000}),
        ("text.too-long", {"people_csv": 'id,holder\n"' + "x\n" * 20_000_000}),
        ("csv.too-much", {"people_csv": "id,holder\n" + "\n" * 20_000_000}),
        ("csv.too-much", {"people_csv": ",".join(f"c{i}" for i in range(100_000))}),
        ("people.too-much", {"groups_yaml": "- {id: g, count: 2000000, holder: NO}\n" * 1}),
        ("people.too-much", {"groups_yaml": "".join(
            f"- {{id: g{i}, count: 2000000, holder: NO}}\n" for i in range(1_000))}),
        ("people.too-much", {"groups_yaml": "".join(
            f"- {{id: g{i}, count: 9, holder: NO, c{i}: x}}\n" for i in range(1_000))}),
        ("value.number", {"groups_yaml": f"- {{id: g, count: {'9' * 30_000}, holder: NO}}\n"}),
        ("text.hidden", {"people_csv": "id,holder\n1\0,NO\n"}),
        ("file.encoding", {"people_csv": b"\xff\xfe" + "id,holder\n1,NO\n".encode("utf-16-le")}),
        ("file.encoding", {"terms_yaml": bytes(range(256)) * 1_000}),
    ],
)  # fmt: skip
def test_hostile_files_cost_little(
    code: str, changes: dict[str, str | bytes | None], tmp_path: Path
) -> None:
    """Laughs, towers of brackets, endless cells and crowds are refused in little memory."""
    assert code in codes_of(write(tmp_path / "case", **changes))


def test_a_sparse_gigabyte_in_the_place_of_every_file(tmp_path: Path) -> None:
    """None of them is read."""
    folder = write(tmp_path / "case")
    for name in SOUND:
        with (folder / name).open("wb") as stream:
            stream.truncate(2**30)
    assert codes_of(folder) == {"file.too-large"}


def outcome(folder: Path) -> None:
    """Reading either gives a case or refuses it with findings, and inspect says the same."""
    found = inspect(folder)
    if any(each.severity == "error" for each in found):
        with pytest.raises(Refused) as caught:
            read(folder)
        assert caught.value.findings == found
    else:
        assert read(folder).findings == found
    for each in found:
        assert f"{each.file} {each.row} {each.column} {each.value} {each.why} {each.mend}".encode()


@given(st.sampled_from(sorted(SOUND)), st.binary(max_size=300))
def test_any_bytes_in_any_file(
    tmp_path_factory: pytest.TempPathFactory, file: str, data: bytes
) -> None:
    """Random bytes in the place of a file."""
    folder = write(tmp_path_factory.mktemp("any"), **{file.replace(".", "_"): data})
    outcome(folder)


@given(st.sampled_from(sorted(SOUND)), st.data())
def test_any_damage_to_any_file(
    tmp_path_factory: pytest.TempPathFactory, file: str, data: st.DataObject
) -> None:
    """A sound file of which a piece is missing, doubled, or replaced by something else."""
    text = SOUND[file]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    middle = data.draw(
        st.sampled_from(["", text[start:end] * 2, "\n", " ", "- ", "[", "]", "{", "}", ",", ": "])
        | st.text(st.characters(blacklist_categories=["Cs"]), max_size=5)
    )
    changed = text[:start] + middle + text[end:]
    folder = write(tmp_path_factory.mktemp("any"), **{file.replace(".", "_"): changed})
    outcome(folder)


TREES = st.recursive(
    st.sampled_from(["", "NO", "n1", "held", "yes", "2025", "1:1", "x", "-1", "s1"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["id", "by", "text", "of", "any", "holder", "not", "lt", "either", "if", "then", "fact",
             "is", "never", "ratio", "give", "get", "at", "count", "exactly", "named", "people",
             "tariff", "worth", "column", "table", "facts", "terms", "title", "covers", "from"]
        ),
        inner, max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.sampled_from([name for name in sorted(SOUND) if name.endswith("yaml")]), TREES)
def test_any_tree_in_any_file(
    tmp_path_factory: pytest.TempPathFactory, file: str, tree: object
) -> None:
    """YAML that is sound and says nothing sensible."""
    text = yaml.safe_dump(tree, allow_unicode=True)
    folder = write(tmp_path_factory.mktemp("any"), **{file.replace(".", "_"): text})
    outcome(folder)


@given(TREES)
def test_no_term_is_lost_in_silence(tmp_path_factory: pytest.TempPathFactory, rule: object) -> None:
    """A term that cannot be read is an error: no case stands without it."""
    rules = rule if isinstance(rule, dict) else {"never": rule}
    terms = [{"id": "t", "by": "NO", "text": "x", **rules}]
    folder = write(tmp_path_factory.mktemp("any"), terms_yaml=yaml.safe_dump(terms))
    try:
        case = read(folder)
    except Refused:
        return
    assert len(case.docket.terms) == 2
