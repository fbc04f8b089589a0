"""Candidates on a back end of Splink: found, counted and compared there, in SQL.

What would fill a machine, the pairs, never leaves the back end (DuckDB here, Spark on many
machines) unless it is likely. Splink blocks: an entry has an array of keys (`index.listed`), which
Splink explodes and joins, asking our sieve; since few entries share a key, none holds up the
others. Splink then predicts, by one comparison, which is ours: odds above a level or not. Its own
weights, and its clusters, are not used; which pairs there are, and what they are worth, is the same
as without it.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.index import listed
from canje.reconcile.likeness import Likeness
from canje.reconcile.link import spread
from canje.reconcile.pool import Pool
from canje.reconcile.sieve import Sieve
from canje.reconcile.spoken import spoken
from canje.reconcile.workers import Alike, Likely, Work

Pairs = npt.NDArray[np.int32]
Found = tuple[Pairs, Pairs]

_AT_ONCE = 50_000_000
"""Pairs that are put through the sieve at a time."""

_NO_KEY = np.zeros(0, np.int64)

_WORTH, _ALIKE, _LIKELY = "canje_worth", "canje_alike", "canje_likely"


class Backend(Protocol):
    """Where Splink runs: its database, and a way to make a function of ours known to its SQL."""

    def splink(self) -> Any:
        """Splink's face of it, a new one for each linkage: it remembers which pairs it had."""

    @property
    def joins_in_crumbs(self) -> bool:
        """Whether a join asks a function about a few dozen pairs at a time, which is slow."""

    def teach(self, name: str, work: Work, once: bool = False) -> None:
        """`once`: SQL may not work it out again for a pair, as planners else do."""


@frozen(eq=False)
class SplinkPairs:
    """The candidates of a pool, held by a back end. Entries are numbers in it, and so are words."""

    on: Backend
    api: Any
    pool: Pool
    entries: Any
    linker: Any
    pairs: Any

    @classmethod
    def blocked(cls, on: Backend, pool: Pool, most: int) -> SplinkPairs:
        """Pairs that share a key which `most` entries have at most: those of `index.indexed`."""
        api = on.splink()
        on.teach(_WORTH, Sieve.of(pool, spoken(pool)))
        keys, count = _keys(pool, most)
        if not on.joins_in_crumbs:
            entries, linker = _linker(api, pool, keys, f"{_WORTH}(l.entry, r.entry) = 1")
            pairs = linker.inference.compute_blocked_pairs_for_predict()
        else:
            entries, linker = _linker(api, pool, keys)
            pairs = _sieved(api, linker, 1 + count // _AT_ONCE)
        return cls(on, api, pool, entries, linker, pairs)

    @classmethod
    def given(cls, on: Backend, pool: Pool, left: Pairs, right: Pairs) -> SplinkPairs:
        """Pairs that were found elsewhere."""
        api = on.splink()
        entries, linker = _linker(api, pool, _arrays(np.zeros(len(pool), np.int64), _NO_KEY))
        table = api.register(
            _table(join_key_l=left, join_key_r=right, match_key=np.zeros(len(left), np.int8))
        )
        pairs = linker.table_management.register_blocked_pairs_for_predict(table)
        return cls(on, api, pool, entries, linker, pairs)

    def __len__(self) -> int:
        found = self._ask(f"select cast(count(*) as bigint) as pairs from {self._pairs}")
        return int(found["pairs"][0])

    def likeness(self) -> Likeness:
        """Likeness of the words that meet in pairs, worked out there; those alike come here."""
        self.on.teach(_ALIKE, Alike(self.pool.words), once=True)
        words = self.api.register(_words(self.pool)).physical_name
        # Two steps, or a planner may join words with words before it knows which entries meet.
        half = self.api.query_sql(f"""
            select b.join_key_r as entry, w.field, w.word from {self._pairs} as b
            inner join {words} as w on w.entry = b.join_key_l""")
        met = f"""
            select distinct least(h.word, w.word) as one, greatest(h.word, w.word) as other
            from {half.physical_name} as h
            inner join {words} as w on w.entry = h.entry and w.field = h.field
            where h.word <> w.word"""
        found = self._ask(f"""
            select one, other, value from (
                select one, other, {_ALIKE}(one, other) as value from ({met}) as met
            ) as alike where value > 0""")
        half.drop_table_from_database_and_remove_from_cache()
        one, other = found["one"].astype(np.int64), found["other"].astype(np.int64)
        return _likeness(self.pool, one, other, found["value"].astype(np.uint8))

    def picked(self, share: float) -> Found:
        """The pairs of a share of the entries, the same whatever the order."""
        least = math.ceil(share * (1 << 24))
        return self._found(f"""
            select b.join_key_l as one, b.join_key_r as other from {self._pairs} as b
            inner join {self.entries.physical_name} as e on e.unique_id = b.join_key_l
            where e.spread < {least}""")

    def likely(self, work: Likely) -> Found:
        """The pairs that may be one person, as Splink predicts by our comparison."""
        self.on.teach(_LIKELY, work, once=True)
        found = self.linker.inference.predict(threshold_match_weight=0, warning_mode="never")
        return self._found(
            f"select unique_id_l as one, unique_id_r as other from {found.physical_name}"
        )

    def inside(self, of: npt.NDArray[np.integer[Any]]) -> Found:
        """The pairs whose two entries have one number in `of`; -1 is none."""
        has = np.flatnonzero(of >= 0)
        table = self.api.register(_table(entry=has, part=of[has]))
        part = table.physical_name
        return self._found(f"""
            select b.join_key_l as one, b.join_key_r as other from {self._pairs} as b
            inner join {part} as l on l.entry = b.join_key_l
            inner join {part} as r on r.entry = b.join_key_r
            where l.part = r.part""")

    def every(self) -> Found:
        """All pairs, brought here."""
        return self._found(f"select join_key_l as one, join_key_r as other from {self._pairs}")

    @property
    def _pairs(self) -> str:
        return str(self.pairs.physical_name)

    def _ask(self, sql: str) -> dict[str, npt.NDArray[Any]]:
        found = self.api.query_sql(sql)
        table = found.as_pyarrow_table()
        columns = {name: table[name].to_numpy() for name in table.column_names}
        found.drop_table_from_database_and_remove_from_cache()
        return columns

    def _found(self, sql: str) -> Found:
        """Pairs in the order of their entries: a back end brings them in any."""
        found = self._ask(sql)
        order = np.lexsort((found["other"], found["one"]))
        return found["one"][order].astype(np.int32), found["other"][order].astype(np.int32)


def _sieved(api: Any, linker: Any, parts: int) -> Any:
    """Pairs blocked in parts, each put through the sieve before the next is blocked."""
    kept = []
    for part in range(1, parts + 1):
        block = linker.inference.compute_blocked_pairs_for_predict_chunk((part, parts), (1, 1))
        kept.append(
            api.query_sql(f"""
                select match_key, join_key_l, join_key_r from {block.physical_name}
                where {_WORTH}(join_key_l, join_key_r) = 1""")
        )
        block.drop_table_from_database_and_remove_from_cache()
    every = api.query_sql(
        " union all ".join(f"select * from {each.physical_name}" for each in kept)
    )
    for each in kept:
        each.drop_table_from_database_and_remove_from_cache()
    return linker.table_management.register_blocked_pairs_for_predict(every)


def _linker(api: Any, pool: Pool, keys: Any, sieve: str = "true") -> tuple[Any, Any]:
    splink, rules = import_module("splink"), import_module("splink.blocking_rule_library")
    library = import_module("splink.comparison_library")
    number = np.arange(len(pool), dtype=np.int32)
    entries = api.register(
        _table(
            unique_id=number, entry=number, list=pool.of.astype(np.int32),
            one_each=pool.clean[pool.of].astype(np.int8), spread=spread(number).astype(np.int32),
            keys=keys,
        )
    )  # fmt: skip
    sure = 0.999
    person = library.CustomComparison(
        output_column_name="person",
        comparison_levels=[
            _level("entry_l is null or entry_r is null", "missing", null=True),
            _level(f"{_LIKELY}(entry_l, entry_r) = 1", "may be one person", sure),
            _level("ELSE", "two", 1 - sure),
        ],
    )
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            rules.CustomRule(
                f"l.keys = r.keys and (l.list <> r.list or l.one_each = 0) and {sieve}",
                arrays_to_explode=["keys"],
            )
        ],
        comparisons=[person],
        probability_two_random_records_match=0.5,
        retain_matching_columns=False,
    )
    return entries, splink.Linker(entries, settings, log_level=logging.ERROR)


def _level(condition: str, label: str, m: float = 0.0, null: bool = False) -> dict[str, Any]:
    level = {"sql_condition": condition, "label_for_charts": label, "is_null_level": null}
    return level if null else level | {"m_probability": m, "u_probability": 1 - m}


def _table(**columns: Any) -> Any:
    arrow = import_module("pyarrow")
    return arrow.table({name: arrow.array(column) for name, column in columns.items()})


def _keys(pool: Pool, most: int) -> tuple[Any, int]:
    """The keys of each entry as an array, numbered through: keys of two facts are never equal.

    And how many pairs are under them, those that are under several counted so often.
    """
    entries: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
    numbers: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
    above = count = 0
    for key, rows, size in listed(pool, most):
        if len(key):
            count += int((size - 1).sum()) // 2
            number = above + np.cumsum(np.append(False, key[1:] != key[:-1]))
            above = int(number[-1]) + 1
            entries.append(rows)
            numbers.append(number)
    entry, key = np.concatenate(entries), np.concatenate(numbers)
    order = np.argsort(entry, kind="stable")
    return _arrays(np.bincount(entry, minlength=len(pool)), key[order]), count


def _arrays(counts: npt.NDArray[np.int64], values: npt.NDArray[np.int64]) -> Any:
    arrow = import_module("pyarrow")
    ends = np.append(0, np.cumsum(counts)).astype(np.int64)
    made = arrow.LargeListArray.from_arrays(arrow.array(ends), arrow.array(values))
    return made.cast(arrow.list_(arrow.int64()))


def _words(pool: Pool) -> Any:
    """A row for each word of each entry: of its name (field 0), and of its facts."""
    parts: list[Sequence[npt.NDArray[Any]]] = []
    chains = [pool.chain]
    chains += [words[pool.facts[name].codes] for name, words in pool.fact_words.items()]
    for field, chain in enumerate(chains):
        entry, place = np.nonzero(chain >= 0)
        parts.append((entry, np.full(len(entry), field), chain[entry, place]))
    joined = [np.concatenate(each).astype(np.int32) for each in zip(*parts, strict=True)]
    return _table(**dict(zip(("entry", "field", "word"), joined, strict=True)))


def _likeness(
    pool: Pool, one: npt.NDArray[np.int64], other: npt.NDArray[np.int64], value: npt.NDArray[Any]
) -> Likeness:
    key = one * len(pool.words) + other
    order = np.argsort(key)
    return Likeness(len(pool.words), None, key[order], value[order])
