"""Judgements: the last word stands, none is lost, and what cannot all be true is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.register import VERDICTS, Judgement, Verdict, register


def judged(left: str, right: str, verdict: Verdict, by: str = "Ada") -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by=by)


def test_a_later_judgement_undoes_an_earlier_one() -> None:
    """Same, then different, by one person: different stands, whichever entry is named first."""
    found = register([judged("a", "b", "same"), judged("b", "a", "different")])
    assert found.same == ()
    assert found.different == (("a", "b"),)


def test_unsure_undoes_too() -> None:
    """Who is no longer sure takes the judgement back."""
    found = register([judged("a", "b", "same"), judged("a", "b", "unsure")])
    assert (found.same, found.different) == ((), ())
    assert [each.verdict for each in found.standing] == ["unsure"]


def test_two_people_must_agree_where_that_is_the_rule() -> None:
    """One voice does not stand; a second one makes it; a second one against it does not."""
    one = [judged("a", "b", "same")]
    assert register(one, people=2).same == ()
    assert register([*one, judged("a", "b", "same", "Bo")], people=2).same == (("a", "b"),)
    assert register([*one, judged("a", "b", "different", "Bo")], people=2).standing == ()


def test_one_person_saying_it_twice_is_one_voice() -> None:
    """The two-person rule counts people, not words."""
    twice = [judged("a", "b", "same"), judged("a", "b", "same", " Ada ")]
    assert register(twice, people=2).same == ()


def test_a_contradiction_is_told_with_its_weakest_link_first() -> None:
    """A = B, B = C, A is not C: all three are shown; the link of fewest bits gives."""
    said = [judged("a", "b", "same"), judged("b", "c", "same"), judged("a", "c", "different")]
    found = register(said, {("a", "b"): 9.0, ("b", "c"): -3.0, ("a", "c"): 1.0})
    (told,) = found.contradictions
    assert told.apart.pair == ("a", "c")
    assert [each.pair for each in told.links] == [("a", "b"), ("b", "c")]
    assert [each.pair for each in told.weakest] == [("b", "c"), ("a", "c"), ("a", "b")]
    assert found.left_out == (("b", "c"),)
    assert found.persons("abc") == (("a", "b"), ("c",))


def test_that_two_are_different_is_strong_where_the_machine_thinks_so_too() -> None:
    """Its bits are for one person: the fewer there are, the better the word to the contrary."""
    said = [judged("a", "b", "same"), judged("b", "c", "same"), judged("a", "c", "different")]
    for bits, place in ((-12.0, 2), (12.0, 0)):
        (told,) = register(
            said, {("a", "b"): 9.0, ("b", "c"): 3.0, ("a", "c"): bits}
        ).contradictions
        assert told.weakest[place].pair == ("a", "c")


def test_what_more_people_said_is_the_stronger_link() -> None:
    """Two voices outweigh the machine's bits."""
    said = [judged("a", "b", "same"), judged("a", "b", "same", "Bo"), judged("b", "c", "same"),
            judged("a", "c", "different")]  # fmt: skip
    assert register(said, {("b", "c"): 30.0}).left_out == (("b", "c"),)


def test_an_entry_is_itself() -> None:
    """A judgement of an entry with itself says nothing."""
    assert register([judged("a", "a", "different")]).standing == ()


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from(VERDICTS)),
        max_size=25,
    )
)
def test_persons_keep_every_entry_and_every_difference(
    said: list[tuple[str, str, Verdict]],
) -> None:
    """Whatever is said: each entry is in one person, and nobody is with whom they differ from."""
    found = register([judged(*each) for each in said])
    persons = found.persons("abcdef")
    assert sorted(entry for person in persons for entry in person) == list("abcdef")
    where = {entry: number for number, person in enumerate(persons) for entry in person}
    for one, other in found.different:
        assert where[one] != where[other]
    for one, other in found.same:
        assert where[one] == where[other]
    assert bool(found.left_out) <= bool(found.contradictions)
