"""The checker: a plan's bytes and the case in, a verdict out.

A second reading of the same definitions, made apart from the first. It shares no code with what
makes plans and needs no solver; all its arithmetic is of whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from canje.base.canonical import digest
from canje.base.refusals import Book
from canje.clear.check import conflict
from canje.clear.check.announced import keeps
from canje.clear.check.canonical import Json
from canje.clear.check.classes import count
from canje.clear.check.drawn import confirm
from canje.clear.check.field import Stage
from canje.clear.check.floors import settle
from canje.clear.check.form import PLANS, Plan, read
from canje.clear.check.ground import survey
from canje.clear.check.lottery import Lottery
from canje.clear.check.members import Classes, enrol
from canje.clear.check.people import Found, Freed, find, freed
from canje.clear.check.proof import Proof, names, stages, term_rows
from canje.clear.check.reasons import judge
from canje.clear.check.rows import Builder, Meant, holds, slack, system
from canje.clear.check.verdict import WORDS, Verdict
from canje.clear.check.will import willing
from canje.terms.digest import parts
from canje.terms.docket import LAW, Docket
from canje.terms.term import Together


def verify(plan: bytes, docket: Docket, announced: Json | None = None) -> Verdict:
    """Whether everything that the plan says is so, with all that is not.

    `announced` is what the case said of the draw beforehand (`announced.keeps`).

    Where the docket has not what people told the desk, who is not in this round is taken on the
    desk's word: see `Verdict.held_back`.
    """
    check = _Check(docket, announced)
    check.run(plan)
    refusals = tuple(check.book.refusals)
    return Verdict(not refusals, refusals, tuple(check.confirmed), tuple(check.unconfirmed))


class _Check:
    """One run; what is confirmed grows as it goes."""

    def __init__(self, docket: Docket, announced: Json | None) -> None:
        self.docket, self.announced = docket, announced
        self.book = Book(WORDS, "The plan says")
        self.confirmed: list[str] = []
        self.unconfirmed: list[str] = []
        self._seen = 0

    def _passed(self, *codes: str) -> None:
        """Confirm, unless something was refused since the last time."""
        if self.book.count == self._seen:
            self.confirmed.extend(codes)
        self._seen = self.book.count

    def run(self, data: bytes) -> None:
        plan = read(data, self.book)
        if plan is None:
            return
        self._heads(plan)
        self._passed("digests")
        ground = survey(self.docket)
        if ground is None:
            self.book.refuse("docket", "units", found="too many options")
            return
        found = find(plan, ground, self.book)
        moved = freed(plan, found, ground, self.book) if found else None
        self._passed("people")
        if found is None or moved is None:
            return
        builder = Builder(ground, found.count)
        terms = system(builder)
        for term in dict.fromkeys(builder.without_worth):
            self.book.refuse("docket", term, found="somebody without a worth")
        rows = term_rows(builder, terms)
        levels = stages(builder, terms, moved)
        same = [*rows.values(), *(each.row for each in levels)]
        groups = enrol(plan, found, moved, builder, same, self.book)
        if groups is not None:
            count(plan, groups, moved, ground, self.book)
        self._passed("classes")
        self._reasons(plan, found, moved, builder, terms, groups)
        self._terms(plan, terms, moved)
        self._passed("terms")
        if groups is None:
            return  # refused already, and the certificate speaks of classes
        proof = Proof(plan, builder, terms, rows, found, groups, self.book)
        self._outcome(plan, proof, levels, terms)
        if "draw" in plan.top:
            self._draw(Lottery(plan, builder, terms, rows, levels, found, groups, self.book), moved)
        elif any(each["picked"] in ("draw", "choice") for each in plan["classes"]):
            self.book.refuse("draw-picked", "classes", found="no draw in the plan")

    def _draw(self, lottery: Lottery, moved: Freed) -> None:
        if self.book.count:
            return  # what a lottery says rests on everything before
        chances = lottery.run()
        if chances is not None:
            settle(lottery, chances)
            lottery.digests()
        if not self.book.count:
            fair = ["draw:leximin"] if lottery.fair else []
            self._passed("draw:table", "draw:chances", *fair)
            if lottery.plan["draw"]["seed"] is not None:
                lottery.claims += confirm(lottery, moved, self.book)
                self._passed("draw:people", "draw:reserves")
                if lottery.plan["draw"]["ceremony"] is not None:
                    dice = any(each.startswith("draw-dice") for each in lottery.claims)
                    self._passed("draw:ceremony", *([] if dice else ["draw:beacon"]))
            elif any(each["picked"] in ("draw", "choice") for each in lottery.plan["classes"]):
                self.book.refuse("draw-picked", "classes", found="nothing is drawn yet")
        if self.announced is not None and not self.book.count:
            lottery.claims += keeps(lottery.plan["draw"], self.announced, self.book)
            self._passed("draw:announced")
        self.unconfirmed.extend(lottery.claims)

    def _heads(self, plan: Plan) -> None:
        book, docket = self.book, self.docket
        if plan["case"] != docket.case:
            book.refuse("case", "case", plan["case"], docket.case)
        if plan["scenario"] != docket.scenario:
            book.refuse("scenario", "scenario", plan["scenario"], docket.scenario)
        said, found = plan["digest"], parts(docket)
        for name in sorted(found.keys() | said["parts"].keys()):
            if said["parts"].get(name) != found.get(name):
                book.refuse(
                    "digest-part",
                    f"digest.parts.{name}",
                    said["parts"].get(name, ""),
                    found.get(name, "no such part"),
                )
        whole = digest(dict(found))
        if said["case"] != whole:
            book.refuse("digest-case", "digest.case", said["case"], whole)
        if plan["freed"] != len(plan.people["id"]):
            book.refuse("freed", "freed", plan["freed"], len(plan.people["id"]))

    def _reasons(
        self,
        plan: Plan,
        found: Found,
        moved: Freed,
        builder: Builder,
        terms: Sequence[Meant],
        groups: Classes | None,
    ) -> None:
        if self.docket.wills_known:
            willing(found, moved, builder.ground, self.book)
        claims = judge(plan, found, builder, terms, groups, self.book)
        if self.docket.wills_known and claims.pop("desk-word", 0):
            self.confirmed.append("wills")
        claims["desk-picked"] = sum(each["picked"] == "desk" for each in plan["classes"])
        if self.docket.wills_known and claims.pop("desk-picked"):
            self.confirmed.append("desk-picks")
        self.unconfirmed.extend(
            f"{claim}:{count}" for claim, count in sorted(claims.items()) if count
        )
        self._passed("left-out")

    def _terms(self, plan: Plan, terms: Sequence[Meant], moved: Freed) -> None:
        book, said = self.book, plan["terms"]
        names = sorted(each.term.id for each in terms)
        if [each["id"] for each in said] != names:
            book.refuse("term-order", "terms", [each["id"] for each in said], names)
            return
        by_id: Mapping[str, Json] = {each["id"]: each for each in said}
        plans = plan["outcome"] in PLANS
        for meant in terms:
            term, entry = meant.term, by_id[meant.term.id]
            if entry["by"] != term.by:
                book.refuse("term-by", term.id, entry["by"], term.by)
            if entry["force"] != term.force:
                book.refuse("term-force", term.id, entry["force"], term.force)
            state, gap = (
                (_state(meant, moved), slack(meant, moved.by_move)) if plans else (None,) * 2
            )
            if meant.binds and state is False:
                book.refuse("term-broken", term.id)
            if entry["holds"] is not state:
                book.refuse("term-holds", term.id, entry["holds"], state)
            if entry["slack"] != (gap if meant.binds else None):
                book.refuse("term-slack", term.id, entry["slack"], gap)

    def _outcome(
        self, plan: Plan, proof: Proof, levels: Sequence[Stage], terms: Sequence[Meant]
    ) -> None:
        book, outcome, said = self.book, plan["outcome"], plan["objective"]
        if outcome in PLANS:
            proof.levels(levels)
            first = next((each["bound"] for each in said if each["level"] == "freed"), None)
            if plan["bound"] != first:
                book.refuse("bound", "bound", plan["bound"], first)
            self._passed("objective", "bound:tree" if proof.leaves > 1 else "bound:dual")
            proved = all(each["proved"] for each in said)
            if (outcome == "proved") != proved or not said:
                book.refuse("outcome", "outcome", outcome, "proved" if proved else "feasible")
            if plan["conflict"]:
                book.refuse("conflict", "conflict", said=plan["conflict"])
        else:
            self._without_a_plan(plan)
            if outcome == "infeasible":
                conflict.confirm(proof, terms)
                self._passed("infeasible")
                self.unconfirmed.append("conflict-smallest")
            elif plan["certificate"] is not None or plan["conflict"]:
                book.refuse("certificate", "certificate", found="stopped claims nothing")
        if plan["witness"] is not None:
            self._witness(plan)

    def _without_a_plan(self, plan: Plan) -> None:
        """Nobody is freed, and nothing is said of how good a plan could be."""
        none = 0 if plan["outcome"] == "infeasible" else None
        if plan["bound"] != none:
            self.book.refuse("bound", "bound", plan["bound"], none)
        if plan["freed"]:
            self.book.refuse("freed", "freed", plan["freed"], 0)
        if plan["objective"]:
            self.book.refuse("level-order", "objective", plan["objective"], [])

    def _witness(self, plan: Plan) -> None:
        """A second solver's word is recorded and not confirmed, but may not contradict the plan."""
        self.unconfirmed.append("witness")
        word = plan["witness"]["freed_plus_one"]
        denied = word == "feasible" and plan["outcome"] in ("proved", "infeasible")
        if denied or word not in ("infeasible", "feasible", "unknown"):
            self.book.refuse("witness", "witness", said=word)


def _state(meant: Meant, moved: Freed) -> bool | None:
    """Whether a term holds under a plan; None where that is not said.

    It is not of what was withdrawn, of law's terms as advice, and of what concerns the handover. A
    rule about units holds, since they are whole.
    """
    term = meant.term
    if term.force == "withdrawn" or (term.by == LAW and not meant.binds):
        return None
    if meant.meaning is None:
        return True if isinstance(meant.rule, Together) else None
    return holds(meant.meaning, moved.by_move)


__all__ = ["names", "verify"]
