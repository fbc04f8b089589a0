"""judgements.csv: read, refused with reasons, and only ever added to."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canje.base.dates import PartialDate
from canje.base.findings import Findings, Refused
from canje.base.judgewords import JUDGEMENTS
from canje.base.words import WORDS
from canje.case.folder import inspect
from canje.case.judgements import FILE, read_human, rows_to_add
from canje.case.reconciled import read_work
from canje.intake.table import read_csv
from canje.reconcile.register import Judgement
from tests.case.folders import write

ENTRIES = ("A-held-1#2", "A-held-1#3", "B-sought-1#2", "B-sought-1#3")
HEADER = "left,right,verdict,by,date,why\n"
SOUND = "A-held-1#2,B-sought-1#2,same,ana,2025-04-01,same town\n"


class Defect(NamedTuple):
    """A finding, the line and column that it points to, and the rows that bring it about."""

    code: str
    row: int
    column: str
    rows: str


DEFECTS = [
    Defect("entry.unknown", 2, "left", SOUND.replace("A-held-1#2", "A-held-1#9")),
    Defect("entry.unknown", 2, "right", SOUND.replace("B-sought-1#2", "ada")),
    Defect("entry.unknown", 2, "right", SOUND.replace("B-sought-1#2", "")),
    Defect("judgement.verdict", 2, "verdict", SOUND.replace("same,ana", "yes,ana")),
    Defect("judgement.itself", 2, "right", SOUND.replace("B-sought-1#2", "A-held-1#2")),
    Defect("judgement.unsigned", 2, "by", SOUND.replace("ana", "")),
    Defect("judgement.unsigned", 2, "why", SOUND.replace("same town", "")),
    Defect("judgement.undated", 2, "date", SOUND.replace("2025-04-01", "1.4.2025")),
    Defect("judgement.earlier", 3, "date", SOUND + SOUND.replace("2025-04-01", "2025-03-01")),
]


def folder(place: Path, judgements: str = "", statements: str = "", head: str = "") -> Path:
    """A case of two lists with two entries each."""
    lists = [
        "- {file: a.csv, party: NO, kind: held, date: 2025-03-01, id: A-held, one_each: yes}\n",
        "- {file: b.csv, party: SO, kind: sought, date: 2025-03-02, id: B-sought, one_each: yes}\n",
    ]
    made = write(
        place, lists__lists_yaml="".join(lists), people_csv=None, groups_yaml=None,
        terms_yaml=None, bars_yaml=None, consents_csv=None, scenarios_yaml=None,
        handover_yaml=None, draw_yaml=None, expected_yaml=None, claims_yaml=None,
        statements_csv=statements or None, judgements_csv=judgements or None,
    )  # fmt: skip
    (made / "lists" / "a.csv").write_text("name,born\nAda Made-Up,1980-05-13\nBen Made-Up,1990\n")
    (made / "lists" / "b.csv").write_text("name,born\nAda Madeup,1980\nCyd Other,1970\n")
    text = (made / "case.yaml").read_text()
    kept = [line for line in text.splitlines(True) if not line.startswith("objective")]
    (made / "case.yaml").write_text("".join(kept) + head)
    return made


@pytest.mark.parametrize(
    "defect", DEFECTS, ids=[f"{n}-{each.code}" for n, each in enumerate(DEFECTS)]
)
def test_each_defect_is_found(tmp_path: Path, defect: Defect) -> None:
    """At its line and column; an error refuses all, a notice nothing."""
    made = folder(tmp_path / "case", HEADER + defect.rows)
    if JUDGEMENTS[defect.code][2:] == ("notice",):
        assert len(read_human(made, ENTRIES).judgements) == 2
        assert (defect.code, defect.row) in {(each.code, each.row) for each in inspect(made)}
        return
    with pytest.raises(Refused) as caught:
        read_human(made, ENTRIES)
    (found,) = caught.value.findings
    assert (found.code, found.file, found.row, found.column) == (
        defect.code, FILE, defect.row, defect.column,
    )  # fmt: skip
    assert found.why
    assert found.mend


def test_every_word_about_judgements_is_brought_about() -> None:
    """Those about persons are in test_persons and tests/cli."""
    elsewhere = {"persons.holder", "persons.edited"}
    assert {each.code for each in DEFECTS} | elsewhere == set(JUDGEMENTS)


@pytest.mark.parametrize(
    "text", ["", HEADER, HEADER.strip(), "why;by;date;right;left;verdict\n", "\ufeff" + HEADER]
)
def test_a_row_that_is_added_is_read_again(tmp_path: Path, text: str) -> None:
    """In whatever columns and separator the file has, and behind a last line without its end."""
    judgement = Judgement(
        left="A-held-1#2", right="B-sought-1#3", verdict="different", by="ana, of the desk",
        why='another "mother"; told so\nby phone', date=PartialDate(2025, 4, 1),
    )  # fmt: skip
    path = tmp_path / FILE
    path.write_bytes(text.encode() + rows_to_add(text.encode(), [judgement]))
    path.write_bytes(path.read_bytes() + rows_to_add(path.read_bytes(), [judgement]))
    findings = Findings()
    assert read_csv(path, findings.at(FILE)) is not None
    made = folder(tmp_path / "case", path.read_text("utf-8"))
    assert read_human(made, ENTRIES).judgements == (judgement, judgement)


def test_a_sound_file_is_part_of_a_sound_case(tmp_path: Path) -> None:
    """And the settings beside it are read; an unknown party in them is found."""
    made = folder(tmp_path / "a", HEADER + SOUND, head="two_persons: yes\nput_to: {B-sought: NO}\n")
    assert [each.severity for each in inspect(made)] == []
    human = read_human(made, ENTRIES)
    assert human.two_persons
    assert dict(human.put_to) == {"B-sought": "NO"}
    wrong = folder(tmp_path / "b", head="put_to: {B-sought: XX}\n")
    assert [each.code for each in inspect(wrong)] == ["party.unknown"]


def test_answers_about_entries_wait_for_persons(tmp_path: Path) -> None:
    """They are no statement about anybody yet, and their entry must be there."""
    rows = "person,party,code,date\nB-sought-1#2,NO,deceased,2025-04-02\n"
    made = folder(tmp_path / "a", statements=rows)
    assert inspect(made) == ()
    (said,) = read_work(made).human.said
    assert (said.entry, said.party, said.code) == ("B-sought-1#2", "NO", "deceased")
    by_id = folder(tmp_path / "c", statements=rows.replace("#", ".") + "ada,NO,held,2025-04-02\n")
    assert read_work(by_id).human.said == (said,)  # people.csv calls the person so
    wrong = folder(tmp_path / "b", statements=rows.replace("#2", "#9"))
    with pytest.raises(Refused) as caught:
        read_work(wrong)
    assert [each.code for each in caught.value.findings] == ["entry.unknown"]


CELLS = st.sampled_from(
    [
        "",
        *ENTRIES,
        "same",
        "different",
        "unsure",
        "ana",
        "2025-04-01",
        "2025",
        "#",
        '"',
        "\x00",
        "ñ",
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=5, max_size=7).map(",".join), max_size=5).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(ROWS.map(lambda rows: (HEADER + rows).encode()) | st.binary(max_size=200))
def test_whatever_stands_in_the_file_it_is_judgements_or_findings(data: bytes) -> None:
    """Never a crash; what is taken is about two known entries, signed and dated."""
    with TemporaryDirectory() as place:
        made = folder(Path(place) / "case")
        (made / FILE).write_bytes(data)
        try:
            found = read_human(made, ENTRIES).judgements
        except Refused as refused:
            found = ()
            codes = {each.code for each in refused.findings}
            assert codes <= set(WORDS)
    for each in found:
        assert {each.left, each.right} <= set(ENTRIES)
        assert each.left != each.right
        assert each.by
        assert each.why
        assert each.date is not None
