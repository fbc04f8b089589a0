"""What proves a plan, in plain words: the certificate of each aim, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen
from markupsafe import Markup, escape

from canje.clear.plan import Plan, PlanLevel
from canje.report.names import code, own
from canje.report.words import Words

_RESTS = 12
"""Terms that are named for one bound, at most."""


@frozen
class Aim:
    """A row of the table: an aim, what is reached, the bound, and what proves the bound."""

    title: Markup
    reached: str
    most: Markup
    proved: bool
    certificate: Markup
    rests: Markup


def aims(plan: Plan, words: Words) -> list[Aim]:
    """The aims in their order; for an infeasible case, that nothing meets the terms."""
    trees = {each["level"]: each["tree"] for each in (plan.certificate or {}).get("levels", ())}
    if plan.outcome == "infeasible":
        tree = trees.get("conflict")
        title = words("proof.conflict")
        return [Aim(title, "–", Markup("–"), tree is not None, *_certificate(tree, words))]
    return [_aim(each, trees.get(each.level), words) for each in plan.objective]


def _aim(level: PlanLevel, tree: Mapping[str, Any] | None, words: Words) -> Aim:
    bound = level.bound
    most = words("proof.unknown") if bound is None else escape(words.number(bound))
    reached = words.number(level.value)
    return Aim(_title(level, words), reached, most, level.proved, *_certificate(tree, words))


def witness(plan: Plan, words: Words) -> Markup:
    """What the second solver says, if one was asked."""
    if plan.witness is None:
        return Markup("")
    said = plan.witness.get("freed_plus_one", "")
    answer = words(f"witness.{said}") if words.has(f"witness.{said}") else own(said)
    return words("proof.witness", solver=own(plan.witness.get("solver", "")), answer=answer)


def _title(level: PlanLevel, words: Words) -> Markup:
    if level.level in ("freed", "wishes"):
        return words(f"level.{level.level}")
    if level.level.startswith("prefer:"):
        return words("level.prefer", column=own(level.level.removeprefix("prefer:")))
    known = f"title.{level.title}"
    return words(known) if words.has(known) else own(level.title)


def _certificate(tree: Mapping[str, Any] | None, words: Words) -> tuple[Markup, Markup]:
    if tree is None:
        return words("proof.none"), Markup("–")
    leaves = list(_leaves(tree))
    terms = sorted({term for leaf in leaves for term in _terms(leaf)})
    named = [code(term) for term in terms[:_RESTS]]
    if len(terms) > _RESTS:
        named.append(words("others", len(terms) - _RESTS))
    rests = words.listed(named) if named else Markup("–")
    if len(leaves) > 1:
        return words("proof.tree", len(leaves)), rests
    return words("proof.dual" if terms else "proof.trivial"), rests


def _leaves(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every leaf, without recursion: a tree may be deep."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if "split" in node:
            waiting += [node["ge"], node["le"]]
        else:
            yield node


def _terms(leaf: Mapping[str, Any]) -> Iterator[str]:
    """The terms whose rows a leaf multiplies by something else than nothing."""
    duals: Mapping[str, int] = leaf.get("duals") or leaf.get("farkas") or {}
    for row, weight in duals.items():
        if weight and not row.startswith(("branch:", "level:")):
            yield row.rpartition("#")[0] or row
