"""YAML as a tree of texts that know their line.

Every value stays what its writer wrote: `no`, `1:1` and `2025-04` are texts, and it is for the
reader of a field to say what they mean. Anchors, aliases and tags are refused: they are what makes
a small file large, or a text a program.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import yaml
from attrs import define, field, frozen
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs hide it

from canje.base.findings import HIDDEN, At, shown

DEPTH = 32
"""Lists and mappings within one another, at most."""

NODES = 2_000_000
"""Values in one file, at most."""

TEXT = 32_767
"""Characters in one value, at most: what a cell of a spreadsheet can hold."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})


@frozen
class Scalar:
    """One value as written; nothing, `~` and `null` without quotes are the empty text."""

    text: str
    line: int


@frozen
class Series:
    """A list."""

    items: tuple[Node, ...]
    line: int


@frozen
class Record:
    """A mapping: each key once, with the line that it stands on."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int


Node = Scalar | Series | Record


@define
class _Open:
    """A list or a mapping that is being read."""

    line: int
    entries: dict[str, Node] | None
    lines: dict[str, int]
    items: list[Node]
    key: Scalar | None = None
    skip: bool = False  # the value of a key that stands here twice

    def close(self) -> Node:
        if self.entries is None:
            return Series(tuple(self.items), self.line)
        return Record(self.entries, self.lines, self.line)


def parse(data: bytes, note: At) -> Node | None:
    """Read one YAML document; None where nothing of it can be used (then the reason is noted).

    An empty document is the empty text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        row = data.count(b"\n", 0, problem.start) + 1
        note(
            "file.encoding",
            row,
            value=repr(data[problem.start : problem.start + 4])[2:-1],
            byte=str(problem.start),
        )
        return None
    reader = _Reader(note)
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            if not reader.take(event):
                return None
    except yaml.reader.ReaderError as problem:
        character = problem.character
        shown_character = shown(character if isinstance(character, str) else chr(character))
        note("text.hidden", _line_of(text, problem.position), value=shown_character)
        return None
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        words = " ".join(filter(None, (problem.context, problem.problem)))
        note("yaml.syntax", mark.line + 1 if mark else None, problem=words)
        return None
    finally:
        parser.dispose()
    return None if reader.refused else reader.root


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


@define
class _Reader:
    """Builds the tree event by event, on a stack of its own: depth costs no recursion."""

    note: At
    root: Node = field(factory=lambda: Scalar("", 1))
    stack: list[_Open] = field(factory=list)
    nodes: int = 0
    documents: int = 0
    refused: bool = False

    def take(self, event: yaml.Event) -> bool:
        """Take in one event; False where it makes no sense to go on."""
        mark = event.start_mark
        line = mark.line + 1 if mark is not None else 1
        match event:
            case yaml.ScalarEvent():
                self._decorated(event, line)
                return self._count(line) and self._put(self._scalar(event, line))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._decorated(event, line)
                if len(self.stack) >= DEPTH:
                    self.note("yaml.depth", line, most=str(DEPTH))
                    return False
                mapping = isinstance(event, yaml.MappingStartEvent)
                self.stack.append(_Open(line, {} if mapping else None, {}, []))
                return self._count(line)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                return self._put(self.stack.pop().close())
            case yaml.AliasEvent():
                self.note("yaml.alias", line, value=f"*{event.anchor}")
                self.refused = True
                return self._put(Scalar("", line))
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.note("yaml.documents", line)
                    return False
        return True

    def _decorated(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor is not None:
            self.note("yaml.alias", line, value=f"&{event.anchor}")
            self.refused = True
        if event.tag is not None:
            self.note("yaml.tag", line, value=event.tag)
            self.refused = True

    def _count(self, line: int) -> bool:
        self.nodes += 1
        if self.nodes > NODES:
            self.note("yaml.nodes", line, most=f"{NODES:,}")
            return False
        return True

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Scalar:
        text = event.value
        if len(text) > TEXT:
            self.note(
                "text.too-long",
                line,
                self._place(),
                text,
                most=f"{TEXT:,}",
                length=f"{len(text):,}",
            )
            self.refused = True
            return Scalar("", line)
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        if not text.isprintable() and HIDDEN.search(text):
            self.note("text.hidden", line, self._place(), text)
            self.refused = True
        if not event.style and text in _NULL:  # no quotes
            text = ""
        return Scalar(text, line)

    def _place(self) -> str | None:
        keys = [level.key.text for level in self.stack if level.key is not None]
        return ".".join(keys) or None

    def _put(self, node: Node) -> bool:
        if not self.stack:
            self.root = node
            return True
        level = self.stack[-1]
        if level.entries is None:
            level.items.append(node)
        elif level.key is None:
            if not isinstance(node, Scalar):
                self.note("yaml.key", node.line)
                self.refused = True
                node = Scalar(f"[{len(level.entries)}]", node.line)
            level.key = node
            level.skip = node.text in level.entries
            if level.skip:
                first = str(level.lines[node.text])
                self.note("yaml.duplicate-key", node.line, node.text, first=first)
        else:
            if not level.skip:
                level.entries[level.key.text] = node
                level.lines[level.key.text] = level.key.line
            level.key = None
        return True
