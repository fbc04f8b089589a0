"""Words of health in five languages become a few codes; what is not understood is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.select import mask
from canje.base.words import WORDS
from canje.case.case import Case
from canje.case.folder import inspect
from canje.intake.health import HEALTH, agree, as_code, first, read_asked, read_health
from canje.intake.vocabulary import data
from canje.report.words import Words
from canje.terms import law
from tests.case.folders import write
from tests.intake.made import codes, column, read, sound

SAID = {
    "seriously-wounded": "seriously wounded|severely injured|badly hurt|herido grave"
    "|herida grave"
    "|heridos graves|gravemente herida|lesionado grave|بجروح خطيرة|مصاب بجروح خطيرة"
    "|مصابة بإصابة بليغة|جريح، حالته خطيرة"
    "|тяжело ранен|тяжело ранена|тяжелораненый|тяжёлое ранение|важкопоранений"
    "|важко поранена|тяжке поранення",
    "seriously-sick": "seriously sick|seriously ill|gravely ill|enfermo grave|gravemente enferma"
    "|مريض بمرض خطير"
    "|тяжело болен|тяжелобольной|важкохворий|тяжко хвора|серйозна хвороба",
    "wounded": "wounded|Injured|WOUNDED|lightly wounded|herido|herida|heridos|herido leve|lesión"
    "|جريح|جريحة|جرحى|مصاب"
    "|مصابة|مجروح|إصابة طفيفة|جريح ومريض|ранен|ранена|раненый|ранение|легко ранен|поранений"
    "|поранена|легкопоранений"
    "|wounded and sick|herido, no grave|не тяжёлое ранение",
    "sick": "sick|ill|enfermo|enfermas|enfermedad|مريض|مريضة|أمراض|болен|больна|больной|хворий"
    "|хвора",
    "good": "good|healthy|in good health|sano|sana|bueno|estado de salud: bueno|bien|سليم|سليمة"
    "|بصحة جيدة|حالته جيدة"
    "|здоров|здорова|состояние хорошее|здоровий|здорові|стан здоров’я: добрий",
    "fit": "fit|apto|apta|لائق|годен|придатний",
}  # fmt: skip
CASES = [(text, code) for code, texts in SAID.items() for text in texts.split("|")]

NOTHING = "|-|?|—|unknown|desconocido|غير معروف|неизвестно|невідомо"

STRANGE = (
    "diabetes|سكري|not wounded|no herido|غير مصاب|не ранен|recovered, was wounded"
    "|good but limping|w"
)

PARTLY = [
    ("wounded in the leg", "wounded"),
    ("جريح في الساق", "wounded"),
    ("wounded?", "wounded"),
    ("herido, pero bien", "wounded"),
    ("seriously wounded (leg lost)", "seriously-wounded"),
    ("critical", "seriously-sick"),
    ("حالته خطيرة", "seriously-sick"),
]


@pytest.mark.parametrize(("text", "code"), CASES)
def test_one_thing_in_five_languages(text: str, code: str) -> None:
    """Gender, number, severity, words run together."""
    told = read_health(text)
    assert (told.code, told.sure) == (code, "understood")


@pytest.mark.parametrize("text", NOTHING.split("|"))
def test_a_blank_says_nothing(text: str) -> None:
    """And words for it."""
    assert read_health(text).code is None
    assert read_health(text).sure == "understood"


@pytest.mark.parametrize("text", STRANGE.split("|"))
def test_what_is_not_understood(text: str) -> None:
    """No code is made of it; least of all of a negation."""
    assert read_health(text).code is None
    assert read_health(text).sure == "no"


@pytest.mark.parametrize(("text", "code"), PARTLY)
def test_what_is_understood_in_part(text: str, code: str) -> None:
    """Nobody loses their place for a word more; a human is told."""
    told = read_health(text)
    assert (told.code, told.sure) == (code, "partly")


def test_a_column_that_asks_for_wounds() -> None:
    """Yes and no, in five languages, under a header that says wounded."""
    for text in ("yes", "sí", "نعم", "да", "так", "x"):
        assert read_asked(text).code == "wounded"
    for text in ("no", "لا", "нет", "ні", ""):
        assert read_asked(text).code is None
        assert read_asked(text).sure == "understood"
    assert read_asked("grave").code == "seriously-wounded"
    made = read("Full name,Herido\nAda Made-Up,sí\nBo Made-Up,grave\nCyd Made-Up,no\n")
    assert made.list is not None
    assert column(made.list, "health_code") == ["wounded", "seriously-wounded", "no"]
    assert not made.findings


def test_the_one_that_law_puts_first_holds() -> None:
    """Of codes; a word that is none comes before `good`, and none is dropped."""
    assert first(["wounded", "seriously-wounded"]) == "seriously-wounded"
    assert first(["good", "wounded"]) == "wounded"
    assert first(["good", "diabetes"]) == "diabetes"
    assert first(["diabetes", "سكري"]) == "diabetes / سكري"
    assert first([]) == ""
    assert agree(["wounded", "wounded", ""])
    assert agree(["good", "fit"])
    assert not agree(["wounded", "good"])


def test_the_codes_are_those_of_law_and_of_papers() -> None:
    """What law selects on is understood, and every code has its words in three languages."""
    asked = {
        value
        for article in law.shipped()
        for selection in (article.outside, article.first.of if article.first else None)
        if selection is not None
        for name, condition in selection.conditions
        if name == "health"
        for value in condition.values  # type: ignore[union-attr]
    }
    assert asked == set(HEALTH[:2])
    for language in ("en", "es", "ar"):
        assert all(Words(language).has(f"manifest.health.{code}") for code in HEALTH)
    assert all(set(said) == {"en", "es", "ar", "ru", "uk"} or name.count(" ") for name, said in
               data("health").items())  # fmt: skip


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    """A code, or the text as written."""
    assert as_code(text) in (*HEALTH, text)


def test_a_list_keeps_what_was_written() -> None:
    """The code stands beside it, and each word that is not understood is told on its line."""
    made = read("الاسم الكامل,الحالة الصحية\nآدا,جريح\nبو,سكري\nسيد,جريح في الساق\n")
    assert made.list is not None
    assert column(made.list, "health") == ["جريح", "سكري", "جريح في الساق"]
    assert column(made.list, "health_code") == ["wounded", "سكري", "wounded"]
    assert [(each.code, each.row) for each in made.findings] == [
        ("health.unknown", 3),
        ("health.partly", 4),
    ]
    assert all(code in made.findings[0].mend for code in HEALTH)
    assert WORDS["health.unknown"].severity == "notice"
    assert codes(read("Full name,Health\nAda,wounded\nBo,healthy\n")) == []


PEOPLE = "id,holder,beneficiary,destination,sex,health,days\n{rows}"


def people(*words: str) -> str:
    rows = (f"n{n},NO,SO,SO,f,{word},1\n" for n, word in enumerate(words, 1))
    return PEOPLE.format(rows="".join(rows))


def test_people_csv_is_read_by_the_same_words(tmp_path: Path) -> None:
    """By hand, in Arabic: law puts them first; a term may say it in words as well."""
    rule = "count: {of: {health: مصاب بجروح خطيرة}, exactly: 1}"
    terms = f"- {{id: t, by: SO, text: t, force: must, {rule}}}\n"
    folder = write(
        tmp_path / "case",
        people_csv=people("مصاب بجروح خطيرة", "herido", "سكري"), terms_yaml=terms,
        statements_csv=None, bars_yaml=None, consents_csv=None, scenarios_yaml=None,
        expected_yaml=None, draw_yaml=None, judgements_csv=None, handover_yaml=None,
    )  # fmt: skip
    found = [(each.code, each.row, each.value) for each in inspect(folder)]
    assert ("health.unknown", 4, "سكري") in found
    assert not [code for code, _, _ in found if code.startswith("select.")]
    case = Case.read(folder)
    health = case.docket.people.column("health")
    assert health.texts()[:3] == ["seriously-wounded", "wounded", "سكري"]
    seriously = next(each for each in law.shipped() if each.id == "gc3-109").outside
    assert seriously is not None
    assert [p for p in case.docket.people.ids if _holds(seriously, case, p)] == ["n1"]


def _holds(selection: object, case: Case, person: str) -> bool:
    rows = mask(selection, case.docket.people)  # type: ignore[arg-type]
    return bool(rows[case.docket.people.ids.index(person)])


def test_a_group_is_read_so_too(tmp_path: Path) -> None:
    """Where groups.yaml says what the many alike have."""
    who = "holder: SO, beneficiary: NO, destination: NO, days: 5, health: ранен"
    groups = f"- {{id: south, count: 3, {who}}}\n"
    case = Case.read(write(tmp_path / "case", groups_yaml=groups))
    assert case.docket.people.column("health").texts()[-3:] == ["wounded"] * 3


def test_lists_do_not_agree(tmp_path: Path) -> None:
    """People.csv as `canje persons` leaves it: check says so until somebody takes the word out."""
    head = "id,holder,beneficiary,destination,sex,health,days,differs,health_written,to_ask\n"
    rows = (
        "n1,NO,SO,SO,f,wounded,1,born health,A-1#2: جريح; B-1#3: good,\n"
        "n2,NO,SO,SO,f,,1,born,,died? A-1#4: توفي\n"
    )
    found = inspect(write(tmp_path / "case", people_csv=head + rows))
    told = [(each.code, each.row, each.severity) for each in found]
    assert ("health.differs", 2, "notice") in told
    assert ("person.to-ask", 3, "notice") in told
    (differs,) = [each for each in found if each.code == "health.differs"]
    assert "A-1#2: جريح; B-1#3: good" in differs.why
    quiet = rows.replace("born health", "born").replace("died? A-1#4: توفي", "")
    again = {each.code for each in inspect(write(tmp_path / "two", people_csv=head + quiet))}
    assert not again & {"health.differs", "person.to-ask"}


def test_a_sound_list_of_health() -> None:
    """Nothing is compared by how it is written."""
    made = sound("Full name,Health\nAda,جريح\nBo,ранена\n")
    assert made.entries.compared("health").texts() == ["wounded", "wounded"]
