"""The fields of a mapping, read one by one; what is missing, unknown or of another shape is noted.

Each reading method gives the value, or None (or an empty one) where there is none or it was noted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, TypeVar

from attrs import define, field

from canje.base.dates import PartialDate
from canje.base.findings import At, listed
from canje.intake.tree import Node, Record, Scalar, Series

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
MOST = 1_000_000_000

ENTRIES = 100_000
"""Entries of one list, at most, where nothing less is said."""
T = TypeVar("T")
W = TypeVar("W", bound=str)


class Place(NamedTuple):
    """Where a value stands: the line, and the path of keys."""

    row: int
    path: str


def kind(node: Node) -> str:
    """What a node is, in words."""
    if isinstance(node, Scalar):
        return "a single value" if node.text else "nothing"
    return "a list" if isinstance(node, Series) else "a mapping of keys and values"


@define
class Fields:
    """One mapping with the place where it stands; `close` notes the keys that nobody asked for."""

    record: Record
    path: str
    note: At
    _asked: list[str] = field(factory=list)

    @classmethod
    def of(cls, node: Node, path: str, note: At) -> Fields | None:
        if isinstance(node, Record):
            return cls(node, path, note)
        wrong(node, path, note, "a mapping of keys and values")
        return None

    def at(self, key: str) -> Place:
        """Where the value of a key stands; the mapping itself where it has no such key."""
        return Place(self.record.lines.get(key, self.record.line), join(self.path, key))

    def has(self, key: str) -> bool:
        return key in self.record.entries

    def node(self, key: str, needed: bool = False, among: Collection[str] = ()) -> Node | None:
        """The value of a key as it stands; an empty one is none.

        `among` are the values that could stand there, told where one is needed and missing.
        """
        self._asked.append(key)
        node = self.record.entries.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            if needed:
                row, path = self.at(key)
                choices = f" It is one of: {listed(sorted(among))}." if among else ""
                self.note("key.missing", row, path, key=key, choices=choices)
            return None
        return node

    def text(self, key: str, needed: bool = False, among: Collection[str] = ()) -> str | None:
        node = self.node(key, needed, among)
        return None if node is None else text(node, join(self.path, key), self.note)

    def texts(self, key: str, needed: bool = False) -> tuple[str, ...]:
        """A text or a list of texts."""
        node = self.node(key, needed)
        return () if node is None else texts(node, join(self.path, key), self.note)

    def id(self, key: str = "id") -> str | None:
        """An id that is well formed."""
        value = self.text(key, needed=True)
        if value is not None and not ID.fullmatch(value):
            self.wrong(key, "id.malformed", value)
            return None
        return value

    def date(self, key: str, needed: bool = False) -> PartialDate | None:
        value = self.text(key, needed)
        if value is None:
            return None
        try:
            return PartialDate.parse(value)
        except ValueError:
            self.wrong(key, "value.date", value)
            return None

    def whole(self, key: str, least: int = 0, most: int = MOST, needed: bool = False) -> int | None:
        node = self.node(key, needed)
        return None if node is None else whole(node, join(self.path, key), self.note, least, most)

    def choice(self, key: str, known: tuple[W, ...], needed: bool = False) -> W | None:
        """One of the words that are known here."""
        value = self.text(key, needed, known)
        if value is None:
            return None
        for word in known:
            if word == value:
                return word
        self.wrong(key, "value.choice", value, among=known)
        return None

    def flag(self, key: str) -> bool:
        """yes or no (also true or false); no where nothing is said."""
        value = self.text(key)
        if value is None or value.lower() in ("no", "false"):
            return False
        if value.lower() not in ("yes", "true"):
            self.wrong(key, "value.choice", value, among=("yes", "no"))
        return True

    def known(
        self, key: str, code: str, known: Collection[str], needed: bool = False
    ) -> str | None:
        """A text that is one of those that the case has; `code` is the finding where it is not."""
        value = self.text(key, needed, known)
        if value is None or value in known:
            return value
        self.wrong(key, code, value, among=known)
        return None

    def entries(self, key: str, needed: bool = False) -> Iterator[Fields]:
        """The mappings in a list."""
        node = self.node(key, needed)
        if node is not None:
            yield from entries(node, join(self.path, key), self.note)

    def mapping(self, key: str, needed: bool = False) -> Iterator[tuple[str, Node]]:
        """The keys and values of a mapping whose keys are the writer's own."""
        node = self.node(key, needed)
        if isinstance(node, Record):
            yield from node.entries.items()
        elif node is not None:
            wrong(node, join(self.path, key), self.note, "a mapping of keys and values")

    def by_name(self, key: str) -> dict[str, str]:
        """A mapping of the writer's own names to texts, such as the facts of the case."""
        place = self.at(key).path
        read = {name: text(node, join(place, name), self.note) for name, node in self.mapping(key)}
        return {name: value for name, value in read.items() if value is not None}

    def sub(self, key: str, needed: bool = False) -> Fields | None:
        """The mapping under a key."""
        node = self.node(key, needed)
        return None if node is None else Fields.of(node, join(self.path, key), self.note)

    def wrong(
        self,
        key: str,
        code: str,
        value: str | None = None,
        *,
        among: Collection[str] | None = None,
        **params: str,
    ) -> None:
        """Note a finding about the value of a key."""
        row, path = self.at(key)
        self.note(code, row, path, value, among=among, **params)

    def close(self, *also: str) -> None:
        """Note every key that was not asked for."""
        known = dict.fromkeys((*self._asked, *also))
        for key in self.record.entries:
            if key not in known:
                self.wrong(key, "key.unknown", key, among=tuple(known))


def entries(node: Node, path: str, note: At, most: int = ENTRIES) -> Iterator[Fields]:
    """The mappings in a list; an empty file is an empty list."""
    if isinstance(node, Scalar) and not node.text:
        return
    if not isinstance(node, Series):
        wrong(node, path, note, "a list")
        return
    if len(node.items) > most:
        note("list.too-long", node.line, path or None, f"{len(node.items):,}", most=f"{most:,}")
        return
    for number, item in enumerate(node.items, 1):
        fields = Fields.of(item, f"{path}[{number}]", note)
        if fields is not None:
            yield fields


def unique(read: Iterable[tuple[T, Fields]], file: str) -> Iterator[T]:
    """What was read, but each id only once; where it stands for the second time, that is noted."""
    first: dict[str, int] = {}
    for value, fields in read:
        row, _ = fields.at("id")
        identifier = fields.text("id") or ""
        if identifier in first:
            where = {"first": str(first[identifier]), "where": file}
            fields.wrong("id", "id.duplicate", identifier, **where)
        else:
            first[identifier] = row
            yield value


def text(node: Node, path: str, note: At) -> str | None:
    if isinstance(node, Scalar):
        return node.text.strip()
    wrong(node, path, note, "a single value")
    return None


def texts(node: Node, path: str, note: At) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text.strip(),)
    if isinstance(node, Record):
        wrong(node, path, note, "a value or a list of values")
        return ()
    read = (text(item, f"{path}[{number}]", note) for number, item in enumerate(node.items, 1))
    return tuple(value for value in read if value is not None)


def whole(node: Node, path: str, note: At, least: int = 0, most: int = MOST) -> int | None:
    value = text(node, path, note)
    if value is None:
        return None
    number = int(value) if re.fullmatch(r"[0-9]{1,10}", value) else -1
    if not least <= number <= most:
        note("value.number", node.line, path, value, least=f"{least:,}", most=f"{most:,}")
        return None
    return number


def wrong(node: Node, path: str, note: At, wanted: str) -> None:
    """Note that a value has another shape than it should."""
    value = node.text if isinstance(node, Scalar) else None
    note("value.shape", node.line, path or None, value, found=kind(node), wanted=wanted)


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
