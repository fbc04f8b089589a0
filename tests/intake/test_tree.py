"""YAML as a tree of texts: nothing is guessed, nothing refers to anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.findings import Finding, Findings
from canje.intake import tree
from canje.intake.tree import Node, Record, Scalar, Series, parse


def read(text: str | bytes) -> tuple[Node | None, tuple[Finding, ...]]:
    findings = Findings()
    data = text.encode() if isinstance(text, str) else text
    return parse(data, findings.at("a.yaml")), findings.all()


def plain(node: Node | None) -> object:
    """The tree without lines."""
    if isinstance(node, Record):
        return {key: plain(inner) for key, inner in node.entries.items()}
    if isinstance(node, Series):
        return [plain(inner) for inner in node.items]
    return node and node.text


@pytest.mark.parametrize(
    "text",
    ["1:1", "2025-04", "no", "NO", "on", "0x1F", "1_000", "1e3", "12:30:45", "=", "<<", ".5"],
)
def test_a_value_stays_what_its_writer_wrote(text: str) -> None:
    """Norway is NO, a ratio is 1:1, and a month is no number."""
    node, found = read(f"a: {text}\n")
    assert found == ()
    assert plain(node) == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "NULL"])
def test_nothing_is_the_empty_text(text: str) -> None:
    """A key with nothing behind it says nothing; in quotes the words are words."""
    assert plain(read(f"a: {text}\n")[0]) == {"a": ""}
    assert plain(read(f'a: "{text}"\n')[0]) == {"a": text}


def test_every_value_knows_its_line() -> None:
    """Lines are counted from 1, of the value and of its key."""
    node, _ = read("# a comment\na:\n  - b\n  - c: |\n      text\n      more\n    d: e\n")
    assert isinstance(node, Record)
    assert (node.line, node.lines["a"]) == (2, 2)
    series = node.entries["a"]
    assert isinstance(series, Series)
    assert [item.line for item in series.items] == [3, 4]
    inner = series.items[1]
    assert isinstance(inner, Record)
    assert inner.entries["c"] == Scalar("text\nmore\n", 4)
    assert inner.entries["d"] == Scalar("e", 7)


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "\ufeff"])
def test_an_empty_document_is_the_empty_text(text: str) -> None:
    """A file that says nothing is no defect."""
    node, found = read(text)
    assert found == ()
    assert isinstance(node, Scalar)
    assert node.text == ""


def test_letters_are_composed() -> None:
    """The same word typed on two systems is one word."""
    assert plain(read("e\u0301: e\u0301\n")[0]) == {"\u00e9": "\u00e9"}


def test_a_key_that_stands_twice_keeps_its_first_value() -> None:
    """The defect is noted, with both lines, and the rest is read on."""
    node, (finding,) = read("a: 1\nb: 2\na: {c: [3]}\nd: 4\n")
    assert plain(node) == {"a": "1", "b": "2", "d": "4"}
    assert (finding.code, finding.row, finding.params["first"]) == ("yaml.duplicate-key", 3, "1")


def test_laughs_in_their_billions_are_refused() -> None:
    """Aliases are not followed, so nothing grows."""
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    node, found = read("\n".join(lines))
    assert node is None
    assert {each.code for each in found} == {"yaml.alias"}


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[[", "{a: ", "!", "&", "*", "'", '"'])
def test_endless_nesting_is_cut_short(opening: str) -> None:
    """A file of brackets costs nothing: it is left at the first one too many."""
    node, found = read(opening * 500_000)
    assert node is None
    assert len(found) == 1


def test_a_tree_that_is_just_deep_enough() -> None:
    """The limit itself is within it."""
    deep = "[" * tree.DEPTH + "]" * tree.DEPTH
    assert read(deep)[1] == ()
    assert [each.code for each in read(f"[{deep}]")[1]] == ["yaml.depth"]


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values are counted as they come, and reading stops at the first one too many."""
    monkeypatch.setattr(tree, "NODES", 100)
    assert read("[" + "a," * 99 + "]")[1] == ()
    node, (finding,) = read("[" + "a," * 100_000 + "]")
    assert node is None
    assert finding.code == "yaml.nodes"


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ('a:\n  b: "x\\0y"\n', 2, "a.b"),
        ('a:\n  - b: "\\u202E"\n', 2, "a.b"),
        ("a:\n  b: x\u2066y\n", 2, "a.b"),
        ("a:\n  b: x\x07y\n", 2, None),
        ("a:\n  b: x\0y\n", 2, None),
        ('"a\\x9b": b\n', 1, None),
    ],
)
def test_hidden_characters(text: str, row: int, column: str | None) -> None:
    """They are found written as they are and written as escapes."""
    node, (finding,) = read(text)
    assert node is None
    assert (finding.code, finding.row, finding.column) == ("text.hidden", row, column)
    assert (finding.value or "").isprintable()


def test_bytes_that_are_no_text() -> None:
    """UTF-16 is not guessed: the finding names the position."""
    for data, byte in (("a: b".encode("utf-16"), "0"), (b"a: b\nc: \xe9\n", "8")):
        node, (finding,) = read(data)
        assert node is None
        assert (finding.code, finding.params["byte"]) == ("file.encoding", byte)


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_is_read_or_found_wrong(text: str | bytes) -> None:
    """No text makes the reader fail, and what it refuses it says."""
    try:
        node, found = read(text)
    except UnicodeEncodeError:  # the test's own: a lone surrogate
        return
    assert node is not None or found


@given(st.lists(st.sampled_from("[]{}:,-?*&!|>'\"#%@` \n\tab"), max_size=40).map("".join))
def test_any_punctuation_is_read_or_found_wrong(text: str) -> None:
    """The same for what YAML is made of."""
    node, found = read(text)
    assert node is not None or found
