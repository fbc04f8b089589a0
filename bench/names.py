"""`python -m bench names --data DIR`: how well names are told apart, beside the peers.

Sets, each made from the shared data with a fixed seed, none learned from:

* tokens: pairs of words held out by name from training; for each, the other-script words of its two
  most similar Latin words (Jaro-Winkler) and of one at random, where those are no known pair;
* Hebrew full names: the same with whole names, and with one name that shares a word;
* person cases: the peer's own labelled cases;
* lists: a Latin and a Hebrew list of full names, words of every name shuffled, 70 % in both; each
  side scores all pairs (ours: the pairs that share a likely word), the best one-to-one assignment
  follows.

The threshold is chosen on one half of each set (split by the Latin name) and F1 is of the other.
rapidfuzz: the best of its measures on anyascii's spelling. nomenklatura runs in a Python of its own
(`--peers`, where it is installed); without it its columns are empty.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from attrs import frozen
from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import JaroWinkler, Levenshtein
from scipy.optimize import linear_sum_assignment

from canje.reconcile.evidence import Names
from canje.reconcile.scripts import Script, normal
from canje.reconcile.tokens import core
from tools.names.pairs import held_out

NAME = "names"
DATA = Path("../shared/data")
PEERS = Path(".peers/bin/python")

Pair = tuple[str, str]
Array = npt.NDArray[np.float64]

FILES: dict[Script, str] = {
    "arabic": "data_wd_arabic_80",
    "hebrew": "data_wd_hebrew_80",
    "cyrillic": "data_wd_russian_80",
}
FULL = "wd_hebrew_fullnames_80.tsv"
CASES = "nomenklatura-cases.csv"

RAPIDFUZZ: dict[str, Callable[[str, str], float]] = {
    "jaro-winkler": JaroWinkler.similarity,
    "levenshtein": Levenshtein.normalized_similarity,
    "token_sort": fuzz.token_sort_ratio,
    "token_set": fuzz.token_set_ratio,
    "WRatio": fuzz.WRatio,
}


@frozen(eq=False)
class Labelled:
    """Pairs of names that are one or not; `half` says which half each belongs to."""

    name: str
    pairs: tuple[Pair, ...]
    same: npt.NDArray[np.bool_]
    half: npt.NDArray[np.int64]


def digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _labelled(name: str, true: Sequence[Pair], none: Sequence[Pair]) -> Labelled:
    pairs = (*true, *none)
    half = np.array([digest("half " + left) % 2 for left, _ in pairs])
    return Labelled(name, pairs, np.arange(len(pairs)) < len(true), half)


def tokens(data: Path, script: Script, most: int = 2500, seed: int = 1) -> Labelled:
    """Held-out words of a script, each with similar ones that are another name."""
    lines = (data / "names" / FILES[script]).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    pairs = [(row[0], row[1].replace(" ", "")) for row in cells if len(row) == 3]
    chance = np.random.default_rng(seed)
    mine = [pair for pair in pairs if held_out(core(pair[0])[1])]
    mine = [mine[place] for place in chance.permutation(len(mine))[:most]]
    return _with_others(f"{script} tokens", mine, pairs, chance)


def _with_others(
    name: str, mine: Sequence[Pair], pairs: Sequence[Pair], chance: np.random.Generator
) -> Labelled:
    by: dict[str, list[str]] = defaultdict(list)
    for left, right in pairs:
        by[left].append(right)
    known = {(normal(left)[1], normal(right)[1]) for left, right in pairs}
    words = sorted({left for left, _ in mine})
    alike = process.cdist(
        [left for left, _ in mine], words, scorer=JaroWinkler.similarity, dtype=np.float32
    )
    none: list[Pair] = []
    for row, (left, _) in enumerate(mine):
        likely = [words[column] for column in np.argsort(-alike[row], kind="stable")[:12]]
        random = [words[int(chance.integers(len(words)))] for _ in range(3)]
        for choice, wanted in ((likely, 2), (random, 1)):
            other = [
                by[word][0]
                for word in choice
                if word != left and (normal(left)[1], normal(by[word][0])[1]) not in known
            ]
            none += [(left, each) for each in other[:wanted]]
    return _labelled(name, mine, none)


def full_names(data: Path, most: int = 2500, seed: int = 1) -> Labelled:
    """Hebrew full names with similar others and with one that shares a word."""
    pairs = _full(data)
    chance = np.random.default_rng(seed)
    mine = [pairs[place] for place in chance.permutation(len(pairs))[:most]]
    made = _with_others("Hebrew full names", mine, pairs, chance)
    by: dict[str, list[Pair]] = defaultdict(list)
    for pair in mine:
        for word in pair[0].split():
            by[word].append(pair)
    sharing = []
    for left, right in mine:
        others = [pair for word in left.split() for pair in by[word] if pair[1] != right]
        if others:
            sharing.append((left, others[int(chance.integers(len(others)))][1]))
    none = [pair for pair, same in zip(made.pairs, made.same, strict=True) if not same]
    return _labelled(made.name, mine, [*none, *sharing])


def _full(data: Path) -> list[Pair]:
    lines = (data / "names" / FULL).read_text(encoding="utf-8").splitlines()
    found = [tuple(line.split("\t")) for line in lines]
    return [(row[0], row[1]) for row in found if len(row) == 2 and len(row[0].split()) > 1]


def cases(data: Path) -> Labelled:
    """The person cases of nomenklatura."""
    with (data / "names" / CASES).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] == "Person"]
    both: dict[bool, list[Pair]] = {True: [], False: []}
    for row in rows:
        both[row["is_match"] == "true"].append((row["name1"], row["name2"]))
    return _labelled("nomenklatura person cases", both[True], both[False])


def lists(data: Path, size: int = 1000, seed: int = 2) -> tuple[list[str], list[str], list[int]]:
    """Two lists in shuffled word order, and for each of the first its place in the second or -1."""
    pairs = [pair for pair in _full(data) if "," not in pair[1] and len(pair[1].split()) > 1]
    chance = np.random.default_rng(seed)
    some = [pairs[place] for place in chance.permutation(len(pairs))[: int(size * 1.3)]]
    shared = int(size * 0.7)
    left = [latin for latin, _ in some[:size]]
    right = [other for _, other in some[:shared] + some[size:]]
    order = chance.permutation(len(right))
    right = [right[place] for place in order]
    where = {int(was): now for now, was in enumerate(order)}
    truth = [where[place] if place < shared else -1 for place in range(size)]

    def shuffled(name: str) -> str:
        words = name.split()
        return " ".join(words[place] for place in chance.permutation(len(words)))

    return [shuffled(each) for each in left], [shuffled(each) for each in right], truth


def f1(scores: Array, made: Labelled) -> float:
    """F1 on the second half at the threshold that is best on the first."""
    first, second = made.half == 0, made.half == 1
    threshold = _best(scores[first], made.same[first])
    said = scores[second] >= threshold
    return _f1(int((said & made.same[second]).sum()), int(said.sum()), int(made.same[second].sum()))


def _f1(right: int, said: int, true: int) -> float:
    return 2 * right / max(1, said + true)


def _best(scores: Array, same: npt.NDArray[np.bool_]) -> float:
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(same[order])
    figure = 2 * right / (np.arange(1, len(order) + 1) + same.sum())
    last = np.append(np.diff(scores[order]) != 0, True)  # a threshold takes all equal scores
    return float(scores[order][np.argmax(np.where(last, figure, 0))])


def ours(pairs: Sequence[Pair]) -> Array:
    left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    at = np.arange(len(pairs))
    return Names.shipped().compare_many(left, right, np.stack([at, at], 1)).score.astype(np.float64)


def rapidfuzz(pairs: Sequence[Pair], measure: str) -> Array:
    scorer = RAPIDFUZZ[measure]
    clean = utils.default_process
    return np.array([scorer(clean(anyascii(a)), clean(anyascii(b))) for a, b in pairs], np.float64)


_PEER = """
import json, sys
from followthemoney import EntityProxy, model
from nomenklatura.matching import get_algorithm
asked = json.load(sys.stdin)
made = get_algorithm(asked["algorithm"])
config = made.default_config()
def person(name):
    return EntityProxy.from_dict({"id": name[:99] or "x", "schema": "Person",
                                  "properties": {"name": [name]}})
known = {}
def of(name):
    if name not in known:
        known[name] = person(name)
    return known[name]
print(json.dumps([made.compare(of(a), of(b), config).score for a, b in asked["pairs"]]))
"""


def nomenklatura(pairs: Sequence[Pair], algorithm: str, python: Path) -> Array | None:
    """Scores of the peer in its own Python; None where it is not there."""
    if not python.exists():
        return None
    asked = json.dumps({"algorithm": algorithm, "pairs": pairs})
    done = subprocess.run(
        [str(python), "-c", _PEER], input=asked, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-800:])
    return np.array(json.loads(done.stdout), np.float64)


def assigned(scores: Array, truth: Sequence[int]) -> float:
    """F1 of the best one-to-one assignment, threshold chosen on one half of the left list."""
    rows, columns = linear_sum_assignment(-scores)
    found = scores[rows, columns]
    answer = np.array(truth)
    half = np.array([digest(f"row {row}") % 2 for row in range(len(truth))])
    figures = []
    for threshold in np.unique(found):
        said = found >= threshold
        right = said & (answer[rows] == columns)
        figures.append(
            [
                _f1(
                    int((right & (half[rows] == part)).sum()),
                    int((said & (half[rows] == part)).sum()),
                    int(((answer >= 0) & (half == part)).sum()),
                )
                for part in (0, 1)
            ]
        )
    table = np.array(figures)
    return float(table[table[:, 0].argmax(), 1])


def our_lists(left: Sequence[str], right: Sequence[str], most: int = 10) -> Array:
    """Scores of the pairs that share likely words; evidence breaks ties."""
    names = Names.shipped()
    pairs = candidates(names, left, right, most)
    made = names.compare_many(left, right, pairs)
    scores = np.zeros((len(left), len(right)))
    scores[pairs[:, 0], pairs[:, 1]] = made.score + 1e-4 * np.clip(made.bits, 0, 99)
    return scores


def candidates(
    names: Names, left: Sequence[str], right: Sequence[str], most: int
) -> npt.NDArray[np.intp]:
    """For each name the others that share the most evidence in single words, both ways."""
    parsed = [
        [[each.text for each in names.tokens(name)] for name in side] for side in (left, right)
    ]
    words = [sorted({word for name in side for word in name}) for side in parsed]
    table = names.token_table(words[0], words[1], 0.0).tocsr()
    total = np.zeros((len(left), len(right)), np.float32)
    place = {word: number for number, word in enumerate(words[1])}
    holders: dict[int, list[int]] = defaultdict(list)
    for row, name in enumerate(parsed[1]):
        for word in set(name):
            holders[place[word]].append(row)
    number = {word: at for at, word in enumerate(words[0])}
    for row, name in enumerate(parsed[0]):
        for word in set(name):
            line = table[number[word]]
            for column, bits in zip(line.indices, line.data, strict=True):
                total[row, holders[int(column)]] += min(float(bits), 8.0) + 2
    keep = np.zeros(total.shape, bool)
    for turned in (False, True):
        side = total.T if turned else total
        top = np.argpartition(-side, min(most, side.shape[1] - 1), axis=1)[:, :most]
        rows = np.repeat(np.arange(len(side)), top.shape[1])
        picked = np.zeros(side.shape, bool)
        picked[rows, top.ravel()] = True
        keep |= picked.T if turned else picked
    keep &= total > 0
    return np.argwhere(keep)


def main(data: Path, peers: Path) -> None:
    """Print the tables."""
    head = ("set", "pairs", "canje", "rapidfuzz", "logic-v2", "name-based")
    print(_row(head))
    for made in (
        tokens(data, "arabic"),
        tokens(data, "cyrillic"),
        tokens(data, "hebrew"),
        full_names(data),
        cases(data),
    ):
        best = max((f1(rapidfuzz(made.pairs, each), made), each) for each in RAPIDFUZZ)
        theirs = [nomenklatura(made.pairs, each, peers) for each in ("logic-v2", "name-based")]
        print(
            _row(
                (
                    made.name,
                    f"{len(made.pairs):,}",
                    f"{f1(ours(made.pairs), made):.3f}",
                    f"{best[0]:.3f}",
                    *("" if each is None else f"{f1(each, made):.3f}" for each in theirs),
                )
            )
        )
    _lists(data, peers)
    _speed(data)


def _lists(data: Path, peers: Path) -> None:
    left, right, truth = lists(data, 400)
    spelled = [[utils.default_process(anyascii(each)) for each in side] for side in (left, right)]
    fuzzy = max(
        assigned(process.cdist(*spelled, scorer=scorer).astype(np.float64), truth)
        for scorer in (fuzz.token_sort_ratio, fuzz.token_set_ratio, fuzz.WRatio)
    )
    pairs = [(one, other) for one in left for other in right]
    theirs = []
    for algorithm in ("logic-v2", "name-based"):
        found = nomenklatura(pairs, algorithm, peers)
        shape = (len(left), len(right))
        theirs.append("" if found is None else f"{assigned(found.reshape(shape), truth):.3f}")
    mine = assigned(our_lists(left, right), truth)
    print(_row(("lists, shuffled", f"{len(pairs):,}", f"{mine:.3f}", f"{fuzzy:.3f}", *theirs)))
    left, right, truth = lists(data, 2000)
    start = time.perf_counter()
    mine = assigned(our_lists(left, right), truth)
    seconds = time.perf_counter() - start
    print(_row(("lists of 2,000, shuffled", "", f"{mine:.3f}", f"({seconds:.0f} s)")))


def _speed(data: Path) -> None:
    """Seconds of processor time, so that whatever runs beside does not count."""
    names = Names.shipped()
    left, right, _ = lists(data, 2000)
    pairs = candidates(names, left, right, 10)
    start = time.process_time()
    names.compare_many(left, right, pairs)
    whole = len(pairs) / (time.process_time() - start)
    made = tokens(data, "arabic", 2000)
    words = [sorted({pair[side] for pair in made.pairs}) for side in (0, 1)]
    start = time.process_time()
    names.token_table(words[0], words[1])
    table = len(words[0]) * len(words[1]) / (time.process_time() - start)
    print(f"\nwhole names {whole:,.0f} a second and core; word pairs {table:,.0f}")


def _row(cells: Sequence[str]) -> str:
    widths = (27, 10, 9, 11, 11, 12)
    return "".join(
        cell.ljust(width) if not place else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=False))
    ).rstrip()
