"""Of which country somebody is: one answer in five languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.intake.countries import as_code, country
from tests.intake.made import column, sound

SAID = {
    "YE": "Yemen|Yemeni|yemenita|يمني|اليمن|يمنية|الجمهورية اليمنية|йеменец|йеменка|єменець|YE|YEM",
    "SA": "Saudi|Saudi Arabia|saudí|سعودي|المملكة العربية السعودية",
    "UA": "Ukraine|Ukrainian|ucraniana|أوكراني|украинец|гражданка Украины|Україна|українка",
    "RU": "Russia|Russian Federation|ruso|روسي|РФ|россиянин|росіянин",
    "VE": "Venezuela|venezolano|Venezolana|فنزويلي|венесуэлец|VEN",
    "US": "USA|U.S.|EE. UU.|estadounidense|American|أمريكي|الولايات المتحدة|США",
    "SV": "El Salvador|salvadoreña|de El Salvador|سلفادوري|сальвадорец",
    "SD": "Sudan|سوداني|sudanés",
    "SS": "South Sudan|جنوب السودان|Южный Судан",
    "NE": "Niger|النيجر",
    "NG": "Nigeria|Nigerian|نيجيري",
    "MA": "Moroccan|marroquí|مغربي",
    "IN": "Indian|هندي",
    "ID": "Indonesian|اندونيسي",
    "DO": "República Dominicana|Dominican",
}
CASES = [(text, code) for code, texts in SAID.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "code"), CASES)
def test_one_country(text: str, code: str) -> None:
    """Its name, its people, in either gender; neighbours are told apart."""
    assert country(text) == code


@pytest.mark.parametrize(
    "text", ["Atlantis", "stateless", "بدون", "indígena", "Latin American", ""]
)
def test_what_is_no_country_stays_as_written(text: str) -> None:
    """Compared as it is."""
    assert as_code(text) == text


def test_two_nationalities() -> None:
    """Both, in one order."""
    assert as_code("venezolana / colombiana") == as_code("Colombian and Venezuelan") == "CO|VE"
    assert as_code("Yemeni / Atlantean") == "Yemeni / Atlantean"


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    """Never an error."""
    assert as_code(text) is not None


def test_a_list_keeps_what_was_written() -> None:
    """The code stands beside it."""
    made = sound("Full name,Nationality\nAda,يمنية\nBo,Yemeni\nCyd,Atlantis\n")
    assert column(made, "nationality") == ["يمنية", "Yemeni", "Atlantis"]
    assert column(made, "nationality_code") == ["YE", "YE", "Atlantis"]
