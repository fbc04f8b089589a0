"""From entries that are one person to that person's row: sought by whom, held by whom, who says so.

The four kinds of list are never mixed: that somebody is sought says nothing about who holds them;
only a party's own held list, or its own answer, acknowledges. Where entries of one person say
different things about a fact, the row says no more than all of them do, and that they differ; of
health it says what law puts first, until somebody decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Literal

from attrs import field, frozen

from canje.base.dates import PartialDate
from canje.base.findings import At
from canje.intake import health
from canje.intake.fields import ID
from canje.intake.lists import List
from canje.intake.remarks import FIELDS as SPOKEN_OF
from canje.intake.remarks import says
from canje.reconcile.register import Pair
from canje.reconcile.scripts import script_of
from canje.reconcile.versions import Standing

FACTS = ("born", "sex", "nationality", "taken", "age", "rank", "health")
"""Facts that a row takes over from entries, besides the name."""

_DATES = ("born", "taken")

WRITTEN, TO_ASK = "health_written", "to_ask"
"""Columns for whoever decides: health as lists write it; remarks that raise a question."""

ENDED = frozenset({"deceased", "released", "exchanged-elsewhere"})
"""Answers that end a person's detention, and with it the question whether it has ended."""

COLUMNS = (
    "id", "name", "holder", "beneficiary", "destination", "status", *FACTS, "sought_by", "held_by",
    "acknowledged", "agreed_by", "moved_by", "joined", "differs", WRITTEN, TO_ASK, "also",
    "name_other", "holder_number", "seeker_number", "entries",
)  # fmt: skip
"""The columns of people.csv that are made here."""


RESTS_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {TO_ASK: (TO_ASK,), "differs": ("differs", "health", WRITTEN)}
)
"""Columns in which people answer a question of ours, and what the question is made of: when lists
say something new there, it is asked again."""

Source = Literal["alone", "judged", "proposed"]
"""What joined the entries of a person: there is but one; judgements; or a suggestion too."""


@frozen
class Said:
    """A party's answer about an entry: a code of statements."""

    entry: str
    party: str
    code: str
    date: PartialDate | None = None


def _readonly(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


@frozen(eq=False, kw_only=True)
class Person:
    """One person, by the entries that were joined.

    `held_by` are pairs: who holds, according to whom. `holder` is who acknowledges it, or else who
    was asked. `differs` names the facts on which the entries do not agree. The numbers are pairs of
    a party and the number of the person on its `held` and on its `sought` lists.
    """

    id: str
    entries: tuple[str, ...]
    joined: Source
    holder: str
    sought_by: tuple[str, ...] = ()
    sought_entries: int = 0
    held_by: tuple[tuple[str, str], ...] = ()
    status: str = "unanswered"
    agreed_by: tuple[str, ...] = ()
    moved_by: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(converter=_readonly)
    differs: tuple[str, ...] = ()
    holder_numbers: tuple[tuple[str, str], ...] = ()
    seeker_numbers: tuple[tuple[str, str], ...] = ()

    @property
    def acknowledged(self) -> bool:
        """Whether the holder itself says that it holds this person."""
        return self.status == "held"

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        return tuple(each for each in self.sought_by if each != self.holder)

    def row(self) -> dict[str, str]:
        """The person's row in people.csv."""
        wanted = "|".join(self.beneficiaries)
        return {
            **dict.fromkeys(COLUMNS, ""), **self.facts,
            "id": self.id, "holder": self.holder, "beneficiary": wanted, "destination": wanted,
            "status": self.status, "sought_by": " ".join(self.sought_by),
            "held_by": "; ".join(f"{who} according to {says}" for who, says in self.held_by),
            "acknowledged": "yes" if self.acknowledged else "no",
            "agreed_by": " ".join(self.agreed_by), "moved_by": " ".join(self.moved_by),
            "joined": self.joined, "differs": " ".join(self.differs),
            "holder_number": _by_party(self.holder_numbers),
            "seeker_number": _by_party(self.seeker_numbers),
            "entries": " ".join(self.entries),
        }  # fmt: skip


@frozen(eq=False)
class Entry:
    """One entry with what bears on its person."""

    id: str
    list: List
    row: int
    order: tuple[str, int, int]
    struck: bool

    def fact(self, name: str) -> str:
        return self.list.entries.column(name)[self.row]

    def compared(self, name: str) -> str:
        return self.list.entries.compared(name)[self.row]


def entries_of(standing: Standing) -> dict[str, Entry]:
    """Every standing entry by its id."""
    found = {}
    for made in standing.lists:
        for row, each in enumerate(made.entries.ids):
            order = (made.series or made.id, made.version, _line(each))
            found[each] = Entry(each, made, row, order, each in standing.struck)
    return found


def _line(entry: str) -> int:
    last = entry.rpartition("#")[2]
    return int(last) if last.isdecimal() else 0


def persons(
    standing: Standing,
    joined: Sequence[Collection[str]],
    same: Iterable[Pair],
    said: Iterable[Said],
    parties: Mapping[str, str],
    put_to: Mapping[str, str],
    note: At,
) -> tuple[Person, ...]:
    """A person for each set of entries, in the order of ids; `same` are the links judged so.

    `parties` are the parties' kinds by id; `put_to[series]` is who answers a sought list. Where
    nobody can be said to hold somebody, that is noted, a list at a time.
    """
    known = entries_of(standing)
    answers: dict[str, list[Said]] = defaultdict(list)
    for each in said:
        answers[standing.now.get(each.entry, each.entry)].append(each)
    before = standing.before
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in same:
        near[one].add(other)
        near[other].add(one)
    asked = _asked(standing.lists, parties, put_to)
    made_of = _Making(known, answers, before, near, asked, note)
    found = [made_of.person(tuple(each)) for each in joined]
    return tuple(sorted((each for each in found if each), key=lambda each: each.id))


def _asked(
    lists: Iterable[List], parties: Mapping[str, str], put_to: Mapping[str, str]
) -> dict[str, str]:
    """Who was asked about each sought list: as said, or the one other party that holds people."""
    found = {}
    for each in lists:
        series = each.series or each.id
        others = [one for one, kind in parties.items() if one != each.party and kind != "body"]
        if series in put_to:
            found[series] = put_to[series]
        elif len(others) == 1:
            found[series] = others[0]
    return found


@frozen(eq=False)
class _Making:
    known: Mapping[str, Entry]
    answers: Mapping[str, Sequence[Said]]
    before: Mapping[str, tuple[str, ...]]
    near: Mapping[str, Collection[str]]
    asked: Mapping[str, str]
    note: At

    def person(self, ids: tuple[str, ...]) -> Person | None:
        entries = sorted((self.known[each] for each in ids), key=lambda each: each.order)
        live = [each for each in entries if not each.struck]
        sought = [each for each in live if each.list.kind == "sought"]
        seekers = tuple(sorted({each.list.party for each in sought}))
        answers = [each for entry in entries for each in self.answers.get(entry.id, ())]
        held_by = self._held_by(live, sought, answers)
        holder, sure = _holder(held_by, seekers)
        holder = holder or self._last_resort(entries, answers, seekers)
        facts, differs = _facts(entries)
        status = _status(holder, live, answers)
        facts[TO_ASK] = "; ".join(
            f"{' or '.join(each.says)}? {each.entry.id}: {each.remark}"
            for each in (to_ask(live, answers) if status not in ENDED else ())
        )
        if not holder:
            self._note_holder(entries)
            return None
        if held_by and not sure:
            differs.append("holder")
        return Person(
            id=person_id(self._first(entries)),
            entries=tuple(each.id for each in entries),
            joined=self._joined(ids),
            holder=holder,
            sought_by=seekers,
            sought_entries=len(sought),
            held_by=held_by,
            status=status,
            agreed_by=_parties(live, "agreed"),
            moved_by=_parties(live, "moved"),
            facts=facts,
            differs=tuple(differs),
            holder_numbers=_numbers(live, "held"),
            seeker_numbers=_numbers(live, "sought"),
        )

    def _held_by(
        self, live: Sequence[Entry], sought: Sequence[Entry], answers: Sequence[Said]
    ) -> tuple[tuple[str, str], ...]:
        """Who holds the person according to whom; what a party says of itself comes first."""
        own = {each.list.party for each in live if each.list.kind == "held"}
        own |= {each.party for each in answers if each.code == "held"}
        found = [(party, party) for party in sorted(own)]
        for entry in live:
            told = entry.fact("holder")
            if told in self.asked.values() or told in own:
                found.append((told, entry.list.party))
        for entry in sought:
            party = self.asked.get(entry.list.series or entry.list.id)
            if party is not None:
                found.append((party, entry.list.party))
        return tuple(dict.fromkeys(found))

    def _last_resort(
        self, entries: Sequence[Entry], answers: Sequence[Said], seekers: Collection[str]
    ) -> str:
        """Who holds somebody of whom no list that stands says so: who once did, who answered, or
        who was asked."""
        once = [each.list.party for each in entries if each.list.kind == "held"]
        spoke = sorted({each.party for each in answers} - set(seekers))
        asked = [self.asked.get(each.list.series or each.list.id, "") for each in entries]
        return next((each for each in (*once, *spoke, *asked) if each), "")

    def _first(self, entries: Sequence[Entry]) -> str:
        """The entry under which the person has been known for longest."""
        old = [each for entry in entries for each in self.before.get(entry.id, ())]
        return min([*old, *(each.id for each in entries)], key=_age_of)

    def _joined(self, ids: Sequence[str]) -> Source:
        if len(ids) == 1:
            return "alone"
        rest, reached = set(ids[1:]), [ids[0]]
        while reached and rest:  # whom judgements alone bring together
            more = rest.intersection(self.near.get(reached.pop(), ()))
            rest -= more
            reached += more
        return "proposed" if rest else "judged"

    def _note_holder(self, entries: Sequence[Entry]) -> None:
        made = entries[0].list
        self.note("persons.holder", None, "put_to", made.series or made.id)


def _age_of(entry: str) -> tuple[str, int, int]:
    """Entries in the order of series, versions, lines."""
    name, _, line = entry.rpartition("#")
    series, _, version = name.rpartition("-")
    number = int(version) if version.isdecimal() else 0
    return series, number, int(line) if line.isdecimal() else 0


def person_id(entry: str) -> str:
    """An id for a person: the entry's, as an id may be written."""
    written = entry.replace("#", ".")
    return written if ID.fullmatch(written) else f"p{sha256(entry.encode()).hexdigest()[:20]}"


def _parties(entries: Iterable[Entry], kind: str) -> tuple[str, ...]:
    return tuple(sorted({each.list.party for each in entries if each.list.kind == kind}))


def _numbers(entries: Iterable[Entry], kind: str) -> tuple[tuple[str, str], ...]:
    """A party's number for the person on its lists of a kind: the number under which it keeps the
    person, else the number of the line as the list has it, else the entry's id."""
    told = [
        (each.list.party, each.fact("reference") or each.fact("number") or each.id)
        for each in entries
        if each.list.kind == kind
    ]
    return tuple(dict.fromkeys(sorted(told)))


def _by_party(numbers: Iterable[tuple[str, str]]) -> str:
    return " | ".join(f"{party}: {number}" for party, number in numbers)


def _holder(held_by: Sequence[tuple[str, str]], seekers: Collection[str]) -> tuple[str, bool]:
    """Who holds the person, and whether all who say so say the same.

    Who says so of itself comes before whom others name.
    """
    own = sorted({who for who, says in held_by if who == says and who not in seekers})
    own = own or sorted({who for who, says in held_by if who == says})
    named = own or sorted({who for who, _ in held_by})
    return (named[0], len(named) == 1) if named else ("", False)


def _status(holder: str, live: Sequence[Entry], answers: Sequence[Said]) -> str:
    """The holder's last word. That one entry is a duplicate is no word about the person."""
    said = [each for each in answers if each.party == holder and each.code != "duplicate"]
    for each in live:
        if each.list.kind == "held" and each.list.party == holder:
            said.append(Said(each.id, holder, "held", each.list.date))
        if each.list.kind == "moved":
            said.append(Said(each.id, holder, "released", each.list.date))
    if not said:
        only = any(each.party == holder and each.code == "duplicate" for each in answers)
        return "duplicate" if only else "unanswered"
    if len(said) > 1:  # silence is no word against an answer
        said = [each for each in said if each.code != "unanswered"] or said
    order = ("released", "held")
    return max(
        said,
        key=lambda each: (
            each.date.latest.toordinal() if each.date else 0,
            -order.index(each.code) if each.code in order else -9,
            each.code,
        ),
    ).code


def _facts(entries: Sequence[Entry]) -> tuple[dict[str, str], list[str]]:
    """What all entries together say, and on what they differ."""
    names = list(dict.fromkeys(text for each in entries if (text := each.fact("name"))))
    facts = {
        "name": names[0] if names else "",
        "also": " | ".join(names[1:]),
        "name_other": _in_another_script(names),
    }
    differs = []
    for name in FACTS:
        told = list(dict.fromkeys(text for each in entries if (text := each.compared(name))))
        if name in _DATES:
            facts[name], agree = common_date(told)
        else:
            facts[name], agree = _AGREE.get(name, _one)(told)
        if not agree:
            differs.append(name)
    facts[WRITTEN] = _written(entries, facts["health"], "health" not in differs)
    return facts, differs


def _in_another_script(names: Sequence[str]) -> str:
    """The first of the names that is written in another script than the very first.

    >>> _in_another_script(["Sami Haddad", "Samy Hadad", "سامي حداد"])
    'سامي حداد'
    """
    first = script_of(names[0]) if names else None
    return next((each for each in names[1:] if script_of(each) != first), "")


def _one(told: Sequence[str]) -> tuple[str, bool]:
    """The one value that is told; nothing where there are several."""
    return (told[0] if len(told) == 1 else ""), len(told) <= 1


def _health(told: Sequence[str]) -> tuple[str, bool]:
    """Of several the one that law puts first, until somebody decides: nobody loses their place
    because lists do not agree."""
    return (health.first(told) if told else ""), health.agree(told)


def _nationality(told: Sequence[str]) -> tuple[str, bool]:
    """Whoever is said to have one nationality and, elsewhere, that one and another has both."""
    sets = [frozenset(each.split("|")) for each in told]
    most = max(sets, key=len, default=frozenset())
    if all(each <= most for each in sets):
        return "|".join(sorted(most)), True
    return "", False


def _rank(told: Sequence[str]) -> tuple[str, bool]:
    """One rank; two in different scripts may be the same, and are kept side by side."""
    if len({script_of(each) for each in told}) == len(told):
        return " / ".join(told), len(told) <= 1
    return _one(told)


_AGREE = {"health": _health, "nationality": _nationality, "rank": _rank}


def _written(entries: Iterable[Entry], health: str, agree: bool) -> str:
    """Health as each list writes it, where that is not what the row says; all of it where lists do
    not agree."""
    return "; ".join(
        f"{each.id}: {text}"
        for each in entries
        if (text := each.fact("health")) and not (agree and text == health)
    )


@frozen
class Asked:
    """A remark in a list that says in passing that somebody died, or was released."""

    entry: Entry
    says: tuple[str, ...]
    remark: str


def to_ask(entries: Iterable[Entry], answers: Iterable[Said]) -> tuple[Asked, ...]:
    """The remarks about one person that nobody has answered since: a question to be asked.

    Any answer that the person is held no more closes it, and every other one of the list's day or
    later.
    """
    said = [each for each in answers if each.code not in ("unanswered", "duplicate")]
    found = []
    for entry in entries:
        told, made = entry.fact("says"), entry.list
        if not told or entry.struck:
            continue
        if any(each.code in ENDED or _since(each, made) for each in said):
            continue
        texts = [entry.fact(name) for name in SPOKEN_OF]
        remark = next((text for text in texts if text and says(text)), entry.fact("name"))
        found.append(Asked(entry, tuple(told.split()), remark))
    return tuple(found)


def _since(answer: Said, made: List) -> bool:
    day, then = made.date, answer.date
    return day is not None and then is not None and then.earliest >= day.latest


def common_date(texts: Sequence[str]) -> tuple[str, bool]:
    """As much of a date as all say, and whether none goes against another.

    >>> common_date(["1980-05-13", "1980"]), common_date(["1980-05-13", "1980-06"])
    (('1980-05-13', True), ('1980', False))
    """
    if not texts:
        return "", True
    longest = max(sorted(texts), key=len)
    if all(longest.startswith(each) for each in texts):
        return longest, True
    parts = zip(*(each.split("-") for each in texts), strict=False)
    agreed = []
    for part in parts:
        if len(set(part)) > 1:
            break
        agreed.append(part[0])
    return "-".join(agreed), False
