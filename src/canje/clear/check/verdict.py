"""What the checker says: accepted or not, each refusal with its reason, and what it confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from canje.base.refusals import Refusal

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "unreadable": "The bytes are no JSON of whole numbers in UTF-8.",
        "not-canonical": "The bytes are not the canonical form of what they say.",
        "key": "A key is missing, or is not one of a plan's.",
        "type": "A value is not of the kind that stands here.",
        "format": "This is not the format that the checker knows.",
        "case": "The plan speaks of another case.",
        "scenario": "The plan speaks of another scenario.",
        "digest-case": "The plan was made from another case than the one at hand.",
        "digest-part": "This part of the case is not as it was when the plan was made.",
        "digest-plan": "The plan is not the one that was sealed.",
        "digest-form": "A digest is not written as one.",
        "docket": "The case itself cannot be checked here.",
        "outcome": "The outcome is not the one that the rest of the plan bears out.",
        "freed": "The number freed is not the number of people listed as freed.",
        "bound": "The bound is not that of the objective.",
        "unknown-person": "Nobody in the case has this id.",
        "person-order": "The people are not in the order of their ids, each once.",
        "person-twice": "A person is both freed and left out.",
        "person-missing": "A person of the case is neither freed nor left out.",
        "holder": "Somebody else holds this person.",
        "cannot-move": "This person is listed as freed and cannot move.",
        "move": "This person cannot be freed for this beneficiary to this destination.",
        "unit-split": "A unit that stays together is freed in part.",
        "unit-destination": "A unit that stays together is sent to two places.",
        "consent": "A person is freed, or counted as free to move, against the person's will.",
        "class-twice": "Two classes have the same id.",
        "class-unknown": "The plan has no such class.",
        "class-none": "Somebody who can move belongs to no class.",
        "class-other": "A person is listed in a class whose facts are not the person's.",
        "class-facts": "The class shows other facts than those that all in it share.",
        "class-order": "The classes do not stand in the order of their people, counted from c1.",
        "class-mixed": "The members of a class differ in what the terms read.",
        "class-split": "Two classes are told apart by nothing that is read.",
        "class-size": "The class has another size.",
        "class-freed": "Another number of the class is freed.",
        "class-options": "The options are not those that all in the class have, as written.",
        "class-option-freed": "Another number of the class takes this option.",
        "pick-order": "Others of the class come first in the order of picking.",
        "pick-desk": "The desk had no cause here to pick otherwise than by the order.",
        "pick-option": "In the order of picking another option falls to this person.",
        "reason": "The reason given is not true of this person.",
        "reason-by": "The reason is put on somebody whose it is not.",
        "reason-ref": "What the reason refers to does not bear it out.",
        "reason-terms": "The reason lists terms that do not stand in its way.",
        "not-in-this-round": "Nothing in consents.csv, a file that the desk alone has, keeps this "
        "person out of the round.",
        "term-order": "The terms are not those of the case, each once.",
        "term-by": "The term is somebody else's.",
        "term-force": "The term has another force.",
        "term-holds": "Whether the term holds is told wrongly.",
        "term-broken": "A term that must hold does not.",
        "term-slack": "The term has another slack.",
        "level-order": "The levels of the objective are not those of the case.",
        "level-title": "The level of the objective has another title.",
        "level-value": "The level of the objective has another value.",
        "level-bound": "The level's bound is not the one that its certificate gives.",
        "level-proved": "The level is proved exactly where value and bound are one.",
        "certificate": "The certificate is not one for this plan.",
        "leaf-row": "A leaf of the certificate uses a row that does not exist there.",
        "leaf-side": "A leaf of the certificate leans on a side that its row does not have.",
        "split": "A branch of the certificate is not one over people, classes or unknowns.",
        "farkas": "A leaf of the certificate that should be impossible is not shown to be.",
        "conflict": "The terms in conflict are not terms that must hold here.",
        "draw-held": "A class is held that should be drawn, or drawn that should be held.",
        "draw-choice": "The people chosen for a pool are not a choice that its party could make.",
        "draw-row": "A row of the lottery's table is not one that could be.",
        "draw-tickets": "The tickets of the rows do not add up.",
        "draw-term": "A row of the lottery's table breaks a term.",
        "draw-level": "A row of the lottery's table is not as good as the plan.",
        "draw-chance": "A chance is not the one that the table gives.",
        "draw-floor": "A floor of the lottery is not the one that its certificate gives.",
        "draw-tolerance": "The lottery falls short of its floors by something else.",
        "draw-method": "The lottery was not made as it says.",
        "draw-digest": "The lottery was frozen under another digest.",
        "draw-announced": "The draw is not the one that the case's draw.yaml announces.",
        "draw-seed": "The seed is not the one that the ceremony gives.",
        "draw-ticket": "The seed draws another ticket.",
        "draw-outcome": "The ticket belongs to another row of the table.",
        "draw-order": "In the order that the seed gives, another option falls to this person.",
        "draw-picked": "The class was picked in another way.",
        "draw-reserves": "Others stand by, or in another order.",
        "unmet": "It is not shown that these terms are the best to leave unmet.",
        "ceremony": "The ceremony has not the form of one in which everybody committed once.",
        "ceremony-order": "The ceremony's words did not come in the order that they must.",
        "ceremony-frozen": "What everybody committed to is not this lottery, so announced.",
        "ceremony-silent": "Nobody revealed a secret in time: the ceremony is void.",
        "ceremony-dice": "The dice that are opened are not those that were committed to.",
        "ceremony-secret": "What is revealed is not what was committed to.",
        "ceremony-beacon": "The beacon did not say this.",
        "witness": "The witness's word and the outcome contradict each other.",
    }
)


@frozen
class Verdict:
    """`unconfirmed` names what the plan claims beyond what can be confirmed from the case.

    Some of it is counted, as in `desk-word:12`: people said not to be in this round (`desk-word`),
    classes picked from by the desk (`desk-picked`), people whom terms or a draw are said to keep
    (`terms-in-the-way`, `terms-untold`, `ties`), classes held by the desk in a draw (`draw-held`);
    `draw-within:N/D` by how much chances may fall short of the fairest, `draw-fairness` that they
    are not shown to be, `draw-seed` that nobody chose the seed, `draw-unannounced` that its
    ceremony had been announced. Of a ceremony rest on somebody's word: `draw-times` when its words
    came, `draw-silent` and `draw-late` who is said to have revealed nothing or too late,
    `draw-dice` who threw, before whom, `draw-closed` (with the closing digest) that the list of
    reveals was closed before the beacon spoke, or `draw-unclosed` that it was complete then;
    `draw-guessable` whose secret was not made by chance; `draw-void` counts earlier ceremonies.
    `witness` and `conflict-smallest` (that no term in conflict could be spared) are not. Never
    confirmed are versions, and `digest.problem`, of which nothing but the order of picking depends.
    """

    accepted: bool
    refusals: tuple[Refusal, ...] = ()
    confirmed: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    @property
    def held_back(self) -> int:
        """How many people the desk says are not in this round, about whom nothing can be checked.

        A plan that holds people back so is not confirmed, whatever else of it is: it could free
        fewer than there are to free, and still be accepted.
        """
        counts = (each.partition(":") for each in self.unconfirmed)
        return sum(int(count) for name, _, count in counts if name == "desk-word")
