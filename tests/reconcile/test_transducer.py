"""The transducer: its best cuts are best, its bound is sound, and its steps explain its bits."""

from __future__ import annotations

import numpy as np
import pytest

from canje.reconcile import tables
from canje.reconcile.letters import learn as learn_letters
from canje.reconcile.scripts import Script
from canje.reconcile.transducer import END, NEVER, START, Side, Transducer
from tools.names import em

LATIN = ["khalid", "yusuf", "hasan", "umar", "zaynab", "bob", "x", "muhammad", "sharif", "qasim"]
ARABIC = ["خالد", "يوسف", "حسن", "عمر", "زينب", "بوب", "محمد", "شريف", "قاسم", "ه"]


def _brute(made: Transducer, left: str, right: str) -> float:
    """The best cut's worth by looking at every cut."""
    worth = {
        (one, other): float(made.worth[i, j])
        for i, one in enumerate(made.left.groups)
        for j, other in enumerate(made.right.groups)
        if made.worth[i, j] > NEVER
    }
    left, right = START + left + END, START + right + END
    best = {(0, 0): 0.0}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            for (one, other), bits in worth.items():
                before = i - len(one), j - len(other)
                if before in best and left[:i].endswith(one) and right[:j].endswith(other):
                    best[i, j] = max(best.get((i, j), -np.inf), best[before] + bits)
    return best[len(left), len(right)]


def test_best_cuts_are_best() -> None:
    """Against a plain search over all cuts."""
    made = tables.transducer("latin", "arabic")
    for left, right in [("khalid", "خالد"), ("omar", "عمر"), ("x", "محمد"), ("bashir", "بشر")]:
        one, other = made.left.code([left]), made.right.code([right])
        at = np.zeros(1, np.intp)
        bits = made.bits(one, other, at, at)[0]
        own = one.own[0] + other.own[0] + made.base
        assert bits - own == pytest.approx(_brute(made, left, right), abs=1e-3)


@pytest.mark.parametrize(("left", "right"), tables.ORDER)
def test_the_bound_is_sound(left: Script, right: Script) -> None:
    """No pair is worth more than its bound, and none above a floor is missed."""
    made = tables.transducer(left, right)
    words: dict[Script, list[str]] = {
        "latin": LATIN,
        "arabic": ARABIC,
        "hebrew": ["כהנ", "דוד", "מוחמד", "יוספ"],
        "cyrillic": ["иван", "юсуф", "мухаммад", "хасан"],
    }
    one, other = made.left.code(words[left]), made.right.code(words[right])
    rows, columns = (each.ravel() for each in np.indices((len(one), len(other))))
    bits = made.bits(one, other, rows, columns)
    assert (bits <= made.bound(one, other).ravel() + 1e-3).all()
    for floor in (-4.0, 0.0, 3.0):
        found = made.pairs_above(one, other, floor)
        wanted = np.flatnonzero(bits >= floor)
        assert set(zip(found[0].tolist(), found[1].tolist(), strict=True)) == {
            (int(rows[k]), int(columns[k])) for k in wanted
        }


def test_steps_add_up() -> None:
    """The steps spell both words and their bits are those of the best cut."""
    made = tables.transducer("latin", "arabic")
    for left, right in [("khalid", "خالد"), ("noor", "نور"), ("zzz", "محمد")]:
        steps = made.steps(left, right)
        assert "".join(step.left for step in steps) == START + left + END
        assert "".join(step.right for step in steps) == START + right + END
        one, other = made.left.code([left]), made.right.code([right])
        at = np.zeros(1, np.intp)
        whole = float(made.bits(one, other, at, at)[0])
        own = float(one.own[0] + other.own[0]) + made.base
        assert sum(step.bits for step in steps) + own == pytest.approx(whole, abs=1e-3)


def test_a_name_is_told_from_others() -> None:
    """Each word's own spelling in the other script is its best."""
    made = tables.transducer("latin", "arabic")
    left = ["khalid", "yusuf", "hasan", "umar", "zaynab", "muhammad", "sharif", "qasim"]
    right = ["خالد", "يوسف", "حسن", "عمر", "زينب", "محمد", "شريف", "قاسم"]
    rows, columns = (each.ravel() for each in np.indices((len(left), len(right))))
    bits = made.bits(made.left.code(left), made.right.code(right), rows, columns)
    table = bits.reshape(len(left), len(right))
    assert (table.argmax(1) == np.arange(len(left))).all()
    assert (table.argmax(0) == np.arange(len(left))).all()


def test_a_code_is_learned_from_pairs() -> None:
    """A made-up way to write Latin in Hebrew letters: `sh` is one letter, `a` is left out."""
    chance = np.random.default_rng(3)
    code = {"b": "ב", "d": "ד", "g": "ג", "sh": "ש", "a": "", "o": "ו"}
    pairs = []
    for _ in range(400):
        groups = [sorted(code)[int(chance.integers(len(code)))] for _ in range(5)]
        left, right = "".join(groups), "".join(code[group] for group in groups)
        pairs.append((left, right, 1.0))
    models = [
        learn_letters("latin", [(left, 1.0) for left, _, _ in pairs]),
        learn_letters("hebrew", [(right, 1.0) for _, right, _ in pairs]),
    ]
    noise = models[0].bits([p[0] for p in pairs]) + models[1].bits([p[1] for p in pairs])
    found = em.learn(pairs, ("latin", "hebrew"), noise, rounds=5, keep=200, least=20)

    def chance_of(one: str, other: str) -> float:
        if one not in found.left_groups or other not in found.right_groups:
            return 0.0
        return float(found.chance[found.left_groups.index(one), found.right_groups.index(other)])

    assert chance_of("sh", "ש") > 20 * max(chance_of("sh", "ב"), chance_of("sh", "ו"))
    assert chance_of("b", "ב") > 20 * chance_of("b", "ד")
    with np.errstate(divide="ignore"):
        worth = np.where(found.chance > 0, np.log2(found.chance), NEVER).astype(np.float32)
    even = (-0.5, -0.5, 0.0)
    made = Transducer(
        Side("latin", found.left_groups, found.chance.sum(1), even, models[0]),
        Side("hebrew", found.right_groups, found.chance.sum(0), even, models[1]),
        worth,
        0.0,
    )
    ones, others = made.left.code(["shagod", "shagod"]), made.right.code(["שגוד", "שגוב"])
    at = np.arange(2)
    good, bad = made.bits(ones, others, at, at)
    assert good > 0 > bad
