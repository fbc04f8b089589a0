"""How long lists take: `python -m bench.intake` reads made-up lists as CSV and as XLSX.

Times are of `read_list`: from bytes to entries, with columns mapped, every cell checked, dates read
and names looked at; of a spreadsheet the child process is part of it. Beside it, for the same
bytes, what takes only the cells: Python's csv, and openpyxl in its read-only mode.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import resource
import time
from collections.abc import Callable, Iterator

import openpyxl

from bench.__main__ import machine
from canje.base.dates import PartialDate
from canje.intake.corrected import corrected
from canje.intake.diff import diff
from canje.intake.reading import About, Read, read_list

HEADER = [
    "م", "الاسم الرباعي", "اسم الأم", "تاريخ الميلاد", "العمر", "الجنس", "تاريخ الأسر", "الجبهة",
    "المحافظة", "رقم الهوية", "الرتبة", "ملاحظات",
]  # fmt: skip
GIVEN_NAMES = "محمد|أحمد|علي|صالح|سالم|ناصر|حسن|حسين|خالد|يحيى|إبراهيم|عمر|فهد|سعيد|جمال"
FAMILY_NAMES = "العمري|الحداد|اليماني|الشامي|القحطاني|الزبيدي|الصنعاني|التعزي|المقطري"
GIVEN, FAMILY = GIVEN_NAMES.split("|"), FAMILY_NAMES.split("|")
PLACES = ["تعز", "مأرب", "الجوف", "الحديدة", "صعدة", "الضالع"]


def rows(count: int, seed: int) -> Iterator[list[object]]:
    """A made-up list in Arabic: twelve columns, dates whole or years alone, some remarks."""
    chance = random.Random(seed)
    yield list(HEADER)
    for number in range(count):
        year = chance.randint(1960, 2005)
        day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}"
        names = [chance.choice(GIVEN) for _ in range(3)]
        yield [
            number + 1, " ".join([*names, chance.choice(FAMILY)]), chance.choice(GIVEN),
            f"{day}/{year}" if chance.random() < 0.7 else str(year), 2024 - year,
            "ذكر" if chance.random() < 0.95 else "أنثى",
            f"{day}/{chance.randint(2015, 2023)}", chance.choice(PLACES), chance.choice(PLACES),
            str(chance.randint(10**8, 10**9)), "جندي",
            f"لا خبر عنه منذ ذلك اليوم {number}" if chance.random() < 0.2 else "",
        ]  # fmt: skip


def as_csv(table: list[list[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    return out.getvalue().encode()


def as_xlsx(table: list[list[object]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("list")
    for row in table:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, version: int = 1) -> Read:
    day = PartialDate.parse("2025-04-20")
    return read_list(data, About(party="N", kind="held", date=day, file="list", version=version))


def only_csv(data: bytes) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(data.decode(), newline="")))


def only_openpyxl(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def timed(name: str, repeat: int, work: Callable[[], object]) -> None:
    """The fastest of some runs, by the clock and by the processor (children counted)."""
    best = (float("inf"), float("inf"))
    for _ in range(repeat):
        start, before = time.perf_counter(), processor()
        work()
        best = min(best, (time.perf_counter() - start, processor() - before))
    print(f"  {name:<44}{best[0]:>8.2f} s{best[1]:>10.2f} s of the processor")


def processor() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(each.ru_utime + each.ru_stime for each in map(resource.getrusage, whose))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.intake", description=__doc__)
    parser.add_argument("--rows", type=int, default=15_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    print(machine())
    table = list(rows(asked.rows, asked.seed))
    text = as_csv(table)
    print(f"{asked.rows:,} entries of {len(HEADER)} columns, seed {asked.seed}")
    first = read(text)
    assert first.list is not None
    assert len(first.list) == asked.rows
    timed("CSV, from bytes to entries", asked.repeat, lambda: read(text))
    timed("  its cells alone (csv)", asked.repeat, lambda: only_csv(text))
    if asked.rows <= 100_000:
        book = as_xlsx(table)
        made = read(book)
        assert made.list is not None
        names = made.list.entries.column("name").texts()
        assert names == first.list.entries.column("name").texts()
        timed("XLSX, from bytes to entries, in a child", asked.repeat, lambda: read(book))
        timed("  its cells alone (openpyxl, read-only)", asked.repeat, lambda: only_openpyxl(book))
        timed("the corrected copy as XLSX", asked.repeat, lambda: corrected(made))
    changed = [row for number, row in enumerate(table) if number % 50 != 7]
    second = read(as_csv(changed), 2).list
    assert second is not None
    old = first.list
    timed("one version against the last", asked.repeat, lambda: diff(old, second))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  peak {peak:,} MB")


if __name__ == "__main__":
    main()
