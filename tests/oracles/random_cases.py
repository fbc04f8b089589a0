"""Made-up dockets with every kind of rule in them, each a function of a seed.

`small` makes what brute force can try out; `middling` makes a few hundred people. Numbers in
terms are taken from the people at hand, so that many terms bind, most dockets have a plan, and
some have none.
"""

from __future__ import annotations

from random import Random

from attrs import evolve, field, frozen

from canje.base.dates import PartialDate
from canje.base.people import CHOICES, People
from canje.base.select import All as Every
from canje.base.select import Compare, Condition, Missing, Not, OneOf, Selection
from canje.terms import term as kinds
from canje.terms.docket import (
    DESK,
    LAW,
    Bar,
    Consent,
    Docket,
    First,
    Forbids,
    Freed,
    Level,
    Party,
    Prefer,
    Statement,
    StatementCode,
    Wishes,
)
from canje.terms.term import Force, How, Rule, Term

PARTIES = ("AA", "BB", "CC", "DD")
WORTH = {"private": 1, "sergeant": 2, "captain": 3, "colonel": 5}
CODES: tuple[StatementCode, ...] = ("held", "held", "not-held", "unanswered", "deceased", "refused")
DAY = PartialDate(2025, 4, 20)
FORBIDS: tuple[Forbids, ...] = ("release", "release", "transfer", "destination", "destination")
SERIOUS = Selection((("health", OneOf(("seriously-sick", "seriously-wounded"))),))
EXCHANGES = 6_000
"""At most so many ways to free people or not, before any term: what brute force has to try."""


def small(seed: int) -> Docket:
    """Up to nine people, and few enough moves to try every exchange."""
    return draw(Random(seed))


def middling(seed: int) -> Docket:
    """From 60 to 300 people."""
    rng = Random(seed)
    return draw(rng, count=rng.randint(60, 300), terms=rng.randint(2, 6))


def under_orders(seed: int) -> Docket:
    """A few people with choices under several orders, whose words are of every shape."""
    rng = Random(seed)
    made = small(rng.randrange(10**6))
    places = (*PARTIES, "ZZ", "")
    texts = {name: column.texts() for name, column in made.people.columns.items()}
    for row in rng.sample(range(len(made.people)), 2):
        if "|" not in texts["beneficiary"][row] + texts["destination"][row]:
            texts["destination"][row] = "|".join(rng.sample(places[:-1], 2))
    bars = tuple(
        Bar(
            id=f"b{number}",
            order="an order",
            court=f"court {number}",
            covers=_any_selection(rng, places),
            forbids=(forbids := rng.choice(FORBIDS)),
            start=DAY,
            destinations=tuple(rng.sample(places[:-1], 2)) * (forbids == "destination"),
        )
        for number in range(rng.choice((1, 2, 2, 3, 4)))
    )
    people = People.of(made.people.ids, texts)
    return evolve(
        made, people=people, bars=bars, consents=(), consent_required=False, law_applies=True
    )


def contradicting(seed: int) -> Docket:
    """A few people under many terms, among them ones that shape units and ratios."""
    rng = Random(seed)
    made = small(rng.randrange(10**6))
    maker = _Maker(rng, PARTIES[:3])
    texts = {name: column.texts() for name, column in made.people.columns.items()}
    maker.rows.extend(
        {"id": person, **{name: column[row] for name, column in texts.items()}}
        for row, person in enumerate(made.people.ids)
    )
    some = [each["id"] for each in maker.rows]
    rules: list[Rule] = [
        kinds.Outside(rng.choice((maker.narrow(), SERIOUS))),
        kinds.Named(tuple(rng.sample(some, 2))),
        maker.deal(),
        kinds.Together(rng.choice(("family", "cell", "category"))),
        kinds.If("pause", rng.choice(("yes", "no")), kinds.Outside(maker.narrow())),
        kinds.Either((maker.rule(1), maker.rule(1))),
        maker.count(),
        kinds.Named((rng.choice(some),)),
        kinds.All(maker.narrow()),
    ]
    more = [
        Term(f"m{number}", rng.choice(PARTIES[:3]), "one more", rule)
        for number, rule in enumerate(rng.sample(rules, rng.randint(2, 6)))
    ]
    return evolve(made, terms=(*made.terms, *more))


def choosing(seed: int) -> Docket:
    """A few people, most of whom could go to several places, or for several parties."""
    rng = Random(seed)
    made = small(rng.randrange(10**6))
    texts = {name: column.texts() for name, column in made.people.columns.items()}
    for row in rng.sample(range(len(made.people)), 3):
        name, among = rng.choice((("beneficiary", PARTIES), ("destination", (*PARTIES, "ZZ"))))
        if "|" not in texts["beneficiary"][row] + texts["destination"][row]:
            texts[name][row] = "|".join(rng.sample(among, 2))
    return evolve(made, people=People.of(made.people.ids, texts))


def _any_selection(rng: Random, places: tuple[str, ...], depth: int = 0) -> Selection:
    conditions: list[tuple[str, Condition]] = []
    for _ in range(rng.choice((0, 1, 1, 2))):
        if rng.random() < 0.7:
            column, values = rng.choice(CHOICES), places
        else:
            column, values = rng.choice((("holder", PARTIES), ("sex", ("f", "m", ""))))
        conditions.append((column, _any_condition(rng, values)))
    any_of: tuple[Selection, ...] = ()
    if depth < 2 and rng.random() < 0.3:
        parts = (_any_selection(rng, places, depth + 1) for _ in range(rng.choice((1, 2, 2))))
        any_of = tuple(parts)
    return Selection(tuple(conditions), any_of)


def _any_condition(rng: Random, values: tuple[str, ...], depth: int = 0) -> Condition:
    kind = rng.choice(("one", "one", "some", "missing", "not", "not", "all"))
    if kind == "missing":
        return Missing(rng.random() < 0.5)
    if kind == "not" and depth < 3:
        return Not(_any_condition(rng, values, depth + 1))
    if kind == "all" and depth < 3:
        return Every(tuple(_any_condition(rng, values, depth + 1) for _ in range(2)))
    return OneOf(tuple(rng.sample(values, 1 if kind == "one" else 2)))


def draw(rng: Random, count: int | None = None, terms: int | None = None) -> Docket:
    """A docket by chance."""
    return _Maker(rng, parties=PARTIES[: rng.choice((2, 2, 3, 3, 4))]).docket(count, terms)


def draw_term(rng: Random, name: str) -> Term:
    """A must-term by chance that concerns the clearing, about people such as `small` makes."""
    maker = _Maker(rng, PARTIES[:3])
    maker.rows.extend(maker.person(number, many=False) for number in range(6))
    return Term(name, rng.choice(maker.parties), "one more", maker.rule())


@frozen(eq=False)
class _Maker:
    rng: Random
    parties: tuple[str, ...]
    rows: list[dict[str, str]] = field(factory=list)

    def docket(self, count: int | None, terms: int | None) -> Docket:
        rng = self.rng
        left = EXCHANGES if count is None else 10**9
        for number in range(count or rng.choice((3, 4, 5, 6, 7, 7, 8, 8, 9))):
            row = self.person(number, many=count is not None)
            ways = 1 + len(row["beneficiary"].split("|")) * len(row["destination"].split("|"))
            if ways > 2 and left // ways < 2 ** max(0, 9 - number):
                row["beneficiary"] = row["beneficiary"].split("|")[0]
                row["destination"] = row["destination"].split("|")[0]
                ways = 2
            left //= ways
            self.rows.append(row)
        rng.shuffle(self.rows)
        made = [self.term(f"t{number}") for number in range(terms or rng.randint(1, 6))]
        bars = [self.bar(f"b{number}") for number in range(self.few())]
        wills = self.consents()
        if rng.random() < 0.1 and count is None:
            made.append(Term("unbroken", DESK, "unbroken", kinds.Together("family")))
            self.companion(bars, wills)
        if rng.random() < 0.7:
            made.append(Term("deal", self.parties[0], "the deal", self.deal()))
        if rng.random() < 0.3:
            rule = kinds.Outside(SERIOUS)
            made.append(Term("law.gc3-109", LAW, "the seriously wounded and sick go home", rule))
        rng.shuffle(made)
        return Docket(
            case=f"made-up-{rng.randrange(10**6)}",
            date=DAY,
            parties=tuple(Party(each, f"Party {each}", "state") for each in self.parties),
            people=People.of(
                [row["id"] for row in self.rows],
                {name: [row[name] for row in self.rows] for name in self.rows[0] if name != "id"},
            ),
            terms=tuple(made),
            statements=tuple(self.statement() for _ in range(self.few())),
            bars=tuple(bars),
            consents=tuple(wills),
            facts={"pause": "yes", "proof": "none"},
            levels=self.levels(),
            law_applies=rng.random() < 0.8,
            consent_required=rng.random() < 0.05,
            unsought_free=rng.random() < 0.5,
        )

    def few(self) -> int:
        return self.rng.choice((0, 0, 0, 0, 0, 1, 1, 2))

    # People and what stands in their way

    def person(self, number: int, many: bool) -> dict[str, str]:
        rng = self.rng
        holder = (
            self.parties[number % len(self.parties)] if number < 4 else rng.choice(self.parties)
        )
        others = [each for each in self.parties if each != holder]
        rng.shuffle(others)
        beneficiary = "" if rng.random() < 0.05 else "|".join(others[: 1 + (rng.random() < 0.15)])
        places = [*self.parties, "ZZ"]
        rng.shuffle(places)
        destination = "|".join(places[: rng.choice((0, 0, 0, 0, 1, 1, 1, 2))])
        tie = 0.35 if not many else 0.1
        size = 3 if not many else 40
        return {
            "id": f"P{number:03}",
            "holder": holder,
            "beneficiary": beneficiary,
            "destination": destination,
            "category": rng.choice(("private", "private", "private", *WORTH)),
            "health": rng.choice(("", "", "fit", "fit", "seriously-sick", "seriously-wounded")),
            "sex": rng.choice(("f", "m", "m", "")),
            "age": rng.choice(("", "9", "17", "18", "30", "61")),
            "born": rng.choice(("", "1964", "1995-02", "2007", "2007-06-01", "2016-01-31")),
            "family": f"f{rng.randrange(size)}" if rng.random() < tie else "",
            "cell": f"c{rng.randrange(size)}" if rng.random() < tie / 2 else "",
            "group": rng.choice(("", "", "g1", "g2")),
            "days": str(rng.choice((0, 3, 10, 10, 250, 1_999))),
            "status": rng.choice(("held", *("",) * 40, *CODES)),
        }

    def statement(self) -> Statement:
        rng = self.rng
        row = rng.choice(self.rows)
        return Statement(
            person=rng.choice((row["id"], row["id"], row["group"] or row["id"])),
            party=rng.choice((row["holder"], row["holder"], *self.parties)),
            code=rng.choice(CODES),
            date=rng.choice((None, PartialDate(2025, 1, 1), PartialDate(2025, 1), DAY)),
        )

    def bar(self, name: str) -> Bar:
        rng = self.rng
        dates = (None, None, PartialDate(2025), PartialDate(2025, 4, 19), PartialDate(2030))
        covers = self.narrow()
        if rng.random() < 0.5:
            covers = rng.choice((self.wide(), Selection((("destination", Missing(True)),))))
        forbids = rng.choice(("release", "release", "transfer", "destination", "destination"))
        return Bar(
            id=name,
            order="an order",
            court="a court",
            covers=covers,
            forbids=forbids,  # type: ignore[arg-type]  # rng.choice widens the literals
            start=rng.choice((PartialDate(2024), DAY, PartialDate(2025, 4), PartialDate(2026))),
            until=rng.choice(dates),
            destinations=tuple(rng.sample((*self.parties, "ZZ"), 2)) * (forbids == "destination"),
        )

    def companion(self, bars: list[Bar], wills: list[Consent]) -> None:
        """Someone with no destination written down goes with another, who may go elsewhere."""
        rng = self.rng
        one, other = rng.sample(self.rows, 2)
        place = (one["destination"] or "ZZ").split("|")[0]
        one |= {"family": "f9", "destination": one["destination"] or place}
        other |= {"family": "f9", "destination": ""}
        if rng.random() < 0.5:
            who = Selection((("id", OneOf((other["id"],))),))
            bars.append(Bar("b9", "an order", "a court", who, "destination", DAY, None, (place,)))
        elif not any(will.person == other["id"] for will in wills):
            wills.append(Consent(other["id"], "no", place))

    def consents(self) -> list[Consent]:
        rng = self.rng
        said = {}
        for row in self.rows:
            elsewhere = [rng.choice((*self.parties, "ZZ"))] if rng.random() < 0.2 else []
            if elsewhere and not row["destination"]:  # then it is about the beneficiary
                elsewhere = [row["beneficiary"].split("|")[0]]
            for destination in ("", *row["destination"].split("|"), *elsewhere):
                word = rng.choice((None,) * 20 + ("yes",) * 10 + ("not-asked", "no"))
                if word is not None and (row["id"], "") not in said:
                    said[row["id"], destination] = word
        return [
            Consent(person, word, destination)  # type: ignore[arg-type]  # as above
            for (person, destination), word in said.items()
        ]

    # Selections

    def narrow(self) -> Selection:
        """Few of the people, usually."""
        rng = self.rng
        row = rng.choice(self.rows)
        conditions: tuple[tuple[str, Condition], ...] = rng.choice(
            (
                (("id", OneOf((row["id"],))),),
                (("category", OneOf((row["category"],))), ("holder", OneOf((row["holder"],)))),
                (("health", OneOf((row["health"] or "fit",))), ("sex", OneOf((row["sex"],)))),
                (("age", Compare("lt", "18")),),
                (("born", Compare("ge", "2007")), ("age", Not(Missing(True)))),
                (("group", OneOf(("g1",))),),
                (("category", OneOf(("captain", "colonel"))),),
            )
        )
        return Selection(conditions)

    def wide(self) -> Selection:
        """Many of the people, usually; some of these speak of the move, not of the person."""
        rng = self.rng
        party = rng.choice(self.parties)
        parts = (
            Selection((("holder", OneOf((party,))),)),
            Selection((("beneficiary", OneOf((party,))),)),
            Selection((("destination", Missing(rng.random() < 0.5)),)),
            Selection((("destination", Not(OneOf((party, "ZZ")))),)),
            Selection((("category", Not(OneOf(("private",)))),)),
            Selection((("days", Every((Compare("ge", "3"), Compare("lt", "300")))),)),
            Selection((("born", Compare("le", "2007")),)),
            Selection(),
        )
        found = rng.choice(parts[:2] if rng.random() < 0.5 else parts)
        if rng.random() < 0.15:
            found = Selection(any_of=(found, self.narrow()))
        return found

    def sides(self) -> tuple[Selection, Selection]:
        """What a party gives and what it gets."""
        rng = self.rng
        party = rng.choice(self.parties)
        more: tuple[tuple[str, Condition], ...] = ()
        if rng.random() < 0.2:
            more = rng.choice(((("category", OneOf(("private",))),), (("sex", OneOf(("m",))),)))
        give = (("holder", OneOf((party,))),)
        get = (("beneficiary", OneOf((party,))), *more)
        if rng.random() < 0.3:
            other = rng.choice([each for each in self.parties if each != party])
            return (
                Selection((*give, ("beneficiary", OneOf((other,))))),
                Selection((*get, ("holder", OneOf((other,))))),
            )
        return Selection(give), Selection(get)

    def size(self, selection: Selection) -> int:
        """How many it speaks of, roughly; enough to find numbers near what is possible."""
        wanted = dict(selection.conditions).get("holder")
        if isinstance(wanted, OneOf):
            return sum(row["holder"] in wanted.values for row in self.rows)
        return max(1, len(self.rows) // 2)

    # Terms

    def term(self, name: str) -> Term:
        rng = self.rng
        if rng.random() < 0.07:
            return Term(name, DESK, "for the handover", self.handover())
        if rng.random() < 0.22:
            rule: Rule = kinds.Outside(self.narrow())
            if rng.random() < 0.65:
                rule = kinds.Together(rng.choice(("family", "cell")))
            if rng.random() < 0.15:
                rule = kinds.If("pause", rng.choice(("yes", "no")), rule)
            return Term(name, DESK, "units, or outside the count", rule)
        force: Force = rng.choice(("must", "must", "must", "must", "must", "wish", "wish"))
        if rng.random() < 0.04:
            force = "withdrawn"
        return Term(name, rng.choice(self.parties), f"term {name}", self.rule(), force)

    def handover(self) -> Rule:
        return self.rng.choice(
            (
                kinds.Before(self.narrow(), self.wide()),
                kinds.Exposed(self.parties[0], 2),
                kinds.Guard(self.narrow(), "proof of life"),
            )
        )

    def rule(self, depth: int = 0) -> Rule:
        rng = self.rng
        kind = rng.choices(
            ("ratio", "count", "pool", "all", "none", "named", "never", "either", "if"),
            (9, 8, 2, 1, 2, 1, 2, 3 - depth, 3 - depth),
        )[0]
        match kind:
            case "ratio":
                return self.deal()
            case "count":
                return self.count()
            case "pool":
                of = self.wide()
                return kinds.Pool(of, rng.randint(0, self.size(of) // 2 + 1))
            case "all":
                return kinds.All(self.narrow())
            case "none":
                return kinds.AllOrNone(rng.choice((self.narrow(), self.wide())))
            case "named":
                few = rng.sample(self.rows, rng.choice((1, 1, min(2, len(self.rows)))))
                return kinds.Named(tuple(row["id"] for row in few))
            case "never":
                return kinds.Never(self.narrow())
            case "either":
                count = rng.choice((2, 2, 3))
                return kinds.Either(tuple(self.rule(depth + 1) for _ in range(count)))
            case _:
                then = self.rule(depth + 1)
                otherwise = self.rule(depth + 1) if rng.random() < 0.5 else None
                fact, value = rng.choice((("pause", "yes"), ("pause", "no"), ("proof", "none")))
                return kinds.If(fact, value, then, otherwise)

    def deal(self) -> Rule:
        rng = self.rng
        at = rng.choice(((1, 1), (1, 1), (1, 1), (2, 1), (1, 2), (3, 2)))
        how: How = rng.choice(("exactly", "exactly", "exactly", "at-most", "at-least"))
        if rng.random() < 0.55:
            return kinds.Ratio(*self.sides(), *at, how)
        return kinds.Tariff(*self.sides(), "category", WORTH, *at, how)

    def count(self) -> Rule:
        rng = self.rng
        of = self.wide() if rng.random() < 0.7 else self.narrow()
        size = self.size(of)
        low, high = sorted((rng.randint(0, size), rng.randint(0, size)))
        match rng.choice(("cap", "cap", "floor", "range", "exactly")):
            case "cap":
                return kinds.Count(of, at_most=high)
            case "floor":
                return kinds.Count(of, at_least=low)
            case "range":
                return kinds.Count(of, low, high)
            case _:
                return kinds.Count(of, low, low)

    def levels(self) -> tuple[Level, ...]:
        children = First("children", Selection((("age", Compare("lt", "18")),)))
        choices: tuple[tuple[Level, ...], ...] = (
            (Freed(), Wishes()),
            (Freed(), First("seriously wounded and sick", SERIOUS), children, Wishes()),
            (Freed(), Prefer("days"), Wishes()),
            (Freed(), First("a party's own", self.wide()), Prefer("days")),
            (children, Freed(), Wishes(), Prefer("days")),
            (Wishes(), Freed()),
        )
        return self.rng.choices(choices, (4, 4, 4, 2, 1, 1))[0]
