"""The report of a plan as one page of HTML that needs nothing else: no network, no script.

Without `desk` it holds counts and ids only. The text of the case is escaped wherever it stands;
the same case, plan and prices give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import jinja2
from attrs import frozen
from markupsafe import Markup, escape

from canje.case.case import Case
from canje.clear.plan import Plan
from canje.handover.overlay import continues
from canje.reconcile.funnel import Funnel
from canje.reconcile.persons import Person
from canje.report import curve, flow, funnel, left, lots, offer, orders, proof, stages, summary
from canje.report.bars import bar
from canje.report.cards import labelled
from canje.report.names import Names, code, own, short_id
from canje.report.svg import clean
from canje.report.words import Language, Words
from canje.stage.schedule import Schedule, plan_digest
from canje.terms.digest import case_digest

if TYPE_CHECKING:  # pricing brings the solver, a page needs none
    from canje.clear.explain import Answer
    from canje.clear.price import Point, Prices

DESK_ROWS = 5000
"""People listed one by one for the desk, at most."""


@frozen
class PersonRow:
    """One person, for the desk."""

    id: str
    name: str
    holder: Markup
    outcome: Markup
    why: Markup


def render(
    case: Case,
    plan: Plan,
    prices: Prices | None = None,
    desk: bool = False,
    language: Language = "en",
    what_if: Sequence[Answer] = (),
    schedule: Schedule | None = None,
) -> str:
    """The page; ValueError where the plan is of another case, or the stages of another plan.

    `what_if` is what answers would change, where that was worked out.
    """
    if schedule is not None and schedule.plan_digest != plan_digest(plan):
        raise ValueError("stages of another plan")
    if plan.case != case.id:
        raise ValueError(f"a plan of {plan.case}, and the case {case.id}")
    if case.docket.scenario != plan.scenario:
        case = case.with_scenario(plan.scenario)
    words = Words(language)
    names = Names(case, words)
    told = left.told_to_desk(case) if desk else {}
    groups = left.groups(case, plan, names, told)
    flows = flow.flows(plan, names)
    goes_on = continues(plan)
    return page_of(
        "report.html",
        words,
        names,
        case=case,
        plan=plan,
        desk=desk,
        is_other=not goes_on and case_digest(case.docket) != plan.case_digest,
        goes_on=goes_on,
        unmet=[code(each) for each in summary.unmet(case, plan)],
        sentences=summary.sentences(case, plan, groups, names),
        movable=summary.movable(plan),
        funnel=funnel.told_of(case, names),
        flows=flows,
        flow_figure=flow.figure(flows, names, words),
        changes=offer.scenario(case, names),
        sides=offer.sides(case, plan, names),
        answers=offer.answers(case, names),
        conflict=offer.conflicting(case, plan, names),
        disputes=case.disputes,
        aims=proof.aims(plan, words),
        witness=proof.witness(plan, words),
        lots=lots.rows(plan, words),
        lot_sentences=list(lots.sentences(plan, words)),
        prices=prices,
        dearest=_dearest(prices),
        groups=groups,
        shown_ids=left.shown_ids,
        what_if=[
            _what_if(each, plan, names)
            for each in sorted(what_if, key=lambda each: -each.most.freed)
            if each.frees_more_than(plan)
        ],
        schedule=schedule,
        stage_sentences=list(stages.sentences(schedule, words)) if schedule else [],
        stage_figure=stages.figure(schedule, plan, names) if schedule else "",
        stage_parties=stages.parties(schedule, names) if schedule else [],
        stage_rows=stages.rows(schedule, case, names) if schedule else [],
        balances=left.balances(case, plan, groups, names),
        classes=left.class_rows(plan, words),
        orders=orders.orders(case, names),
        notices=orders.notices(case),
        articles=[orders.article(each, words) for each in case.law],
        people=_people(case, plan, names, told) if desk else [],
        desk_rows=DESK_ROWS,
        version=dict(plan.versions).get("canje", ""),
        digest=plan_digest(plan),
    )


def render_sweep(
    case: Case,
    term: str,
    points: Sequence[Point],
    now: str | None = None,
    language: Language = "en",
) -> str:
    """A page with the curve and the table of a sweep over one term of the case.

    `now` is the label of the point at which the term stands in the case.
    """
    words = Words(language)
    names = Names(case, words)
    found = next((each for each in case.docket.terms if each.id == term), None)
    return page_of(
        "sweep.html",
        words,
        names,
        case=case,
        term=found,
        title=words("sweep.title", term=own(term)),
        points=points,
        now=now,
        figure=curve.figure(points, term, words, now),
        most=max((each.freed for each in points), default=0),
    )


def render_funnel(
    case: Case, found: Sequence[Funnel], persons: Iterable[Person], language: Language = "en"
) -> str:
    """A page on lists and persons alone, where there is no plan yet."""
    words = Words(language)
    names = Names(case, words)
    told = funnel.told(case, found, persons, names)
    return page_of("funnel.html", words, names, case=case, told=told)


def page_of(template: str, words: Words, names: Names | None, **values: object) -> str:
    """A template with its values and with what every page needs."""
    page = (
        _templates()
        .get_template(template)
        .render(
            w=words, names=names, own=own, code=code, bar=bar,
            css=_css() + _printed(words, values.get("plan"), values.get("desk")), **values,
        )
    )  # fmt: skip
    return labelled(page)


def _printed(words: Words, plan: object, desk: object) -> Markup:
    """Style for the margins of printed sheets: which plan, which sheet of how many, for whom."""
    parts = words("manifest.page", x="\0x\0", y="\0y\0").split("\0")
    numbered = " ".join(
        f"counter({'page' if part == 'x' else 'pages'})" if at % 2 else _quoted(part)
        for at, part in enumerate(parts)
    )
    start, end = ("right", "left") if words.rtl else ("left", "right")
    boxes = [(f"bottom-{end}", numbered)]
    if isinstance(plan, Plan):
        short = words("manifest.plan", plan=short_id(plan_digest(plan)))
        boxes.append((f"bottom-{start}", _quoted(short)))
    if desk:
        boxes.append(("top-center", _quoted(words("page.desk"))))
    style = f"direction: {words.direction}; font: 8pt sans-serif; color: #444"
    margins = " ".join(f"@{box} {{ content: {content}; {style} }}" for box, content in boxes)
    return Markup(f"@media print {{ @page {{ {margins} }} }}\n")  # noqa: S704  (our own words)


def _quoted(text: str) -> str:
    """A text as a string of CSS that cannot end the style it stands in."""
    return '"' + "".join(f"\\{ord(each):x} " if each in '"\\<>\n' else each for each in text) + '"'


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("canje.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _css() -> Markup:
    style = files("canje.report").joinpath("templates", "report.css")
    return Markup(style.read_text("utf-8"))  # noqa: S704  (our own file)


def _seen(value: object) -> object:
    """What a template puts on the page: no character of a case's text that nobody could see."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _dearest(prices: Prices | None) -> int:
    """What the dearest term or party costs: all bars of prices are to its scale."""
    if prices is None:
        return 0
    without = [each.without for each in prices.terms]
    without += [each.without for each in prices.parties]
    return max([*without, prices.freed + 1]) - prices.freed


def _what_if(answer: Answer, plan: Plan, names: Names) -> Markup:
    words, most = names.words, answer.most
    number = escape(words.number(most.freed))
    return words(
        "what-if.one",
        party=names.party(answer.party),
        people=words("people", answer.people),
        statement=words(f"statement.{answer.code}"),
        most=number if most.proved else words("prices.least", most.freed),
        freed=words.number(plan.freed),
    )


def _people(case: Case, plan: Plan, names: Names, told: left.Told) -> list[PersonRow]:
    """The first people of the case one by one, with names and the desk's own reasons."""
    people = case.docket.people
    freed = {each.id: each for each in plan.people}
    out = {each.id: each for each in plan.left_out}
    speaker = left.Speaker(case, plan, names)
    holder, name = people.column("holder"), people.column("name")
    rows = []
    for row, each in enumerate(people.ids[:DESK_ROWS]):
        why = Markup("")
        if each in freed:
            outcome = names.words(
                "desk.freed",
                beneficiary=names.party(freed[each].beneficiary),
                destination=names.to(freed[each].destination),
            )
        elif each in out:
            found = out[each]
            key = left.Key(
                holder[row], left.reason_of(found, told), found.by, found.ref, found.terms
            )
            outcome, why = speaker.label(key), speaker.why(key)
        else:
            outcome = names.words("not-stated")
        rows.append(PersonRow(each, name[row], names.party(holder[row]), outcome, why))
    return rows
