"""Two messy workbooks of made-up people, as parties hand them over.

One is in Arabic: the Hill seeks eight people. One is in Spanish and English: the Shore holds nine,
and on a second sheet seeks three. They have titles, headers in two rows with merged cells, headers
in two languages, sums, signatures, dates of many kinds, health in words, and remarks that say in
passing that somebody died or was released.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HILL: list[list[object]] = [
    ["قائمة الأسرى المطلوبين"],
    [],
    ["م", "الاسم الرباعي", "اسم الأم", "الميلاد", "الاعتقال", None, "الجنسية", "الحالة الصحية",
     "ملاحظات"],
    [None, None, None, None, "التاريخ", "المكان", None, None, None],
    [1, "يوسف وليد عمر الجابري", "مريم", "13/05/1980", "يناير 2024", "الوادي", "يمني", "جريح",
     None],
    [2, "خالد سعيد محمد الهادي", "فاطمة", "1990", "15/01/2024", "الوادي", "يمني", "سليم",
     "تم الإفراج عنه"],
    [3, "أحمد محمود يوسف العمري", "زينب", "25/06/1975", "ك2 2024", "الساحل", "يمنية",
     "بجروح خطيرة", None],
    [4, "أبو بكر صالح ناصر الكندي", "سلمى", "17/02/1994", "20/03/2024", "الساحل", "يمني", None,
     "توفي في السجن"],
    [5, "حسن علي قاسم النجار", "هدى", "1988", "شباط 2024", "الجبل", "يمني", "سكري", "لم يفرج عنه"],
    [6, "سيد عمر فارس الحداد", "أمل", "28/11/1969", None, "الجبل", "سعودي", "مريض", None],
    [7, "الشهيد ماجد طارق حسين الزهري", "نورة", "1992", None, None, "يمني", None, None],
    [8, "فارس ولد أحمد الشامي", None, "30/04/1985", "14/02/2024", "الوادي", "موريتاني",
     "إصابة خطيرة", None],
    ["المجموع", "9", None, None, None, None, None, None, None],
    [],
    [None, "توقيع المسؤول: ________", None, None, None, None, None, "الختم", None],
    [None, "العقيد صالح الحداد", None, None, None, None, None, None, None],
]  # fmt: skip

SHORE: list[list[object]] = [
    ["LISTA DE DETENIDOS / LIST OF DETAINEES"],
    ["No.", "Nombre completo / Full name", "Fecha de nacimiento / DOB", "Sexo / Sex",
     "Capture / Captura", None,
     "Nacionalidad / Nationality", "Place / Lugar", "Salud / Health", "Observaciones / Remarks"],
    [None, None, None, None, "Date / Fecha", "Place / Lugar", None, None, None, None],
    [1, "Youssef Walid Al-Jabri", "1980-05-13", "M", "ene-24", "Wadi", "Yemeni",
     "Cárcel central", "herido grave", None],
    [2, "Khaled Said Al-Hadi", "1990", "masculino", "15/01/2024", "Wadi", "yemenita",
     "Cárcel central", "healthy", None],
    [3, "Ahmed Mahmoud Al-Omari", "25/06/1975", "M", "ene. 2024", "Sahel", "Yemen",
     "Cárcel central", "wounded", None],
    [4, "Abubakr Saleh Al-Kindi", "17/02/1994", "M", "mar-24", "Sahel", "YE", "Puerto", "bueno",
     "falleció el 3 de mayo"],
    [5, "Hassan Ali Al-Najjar", "1988", "hombre", "feb-24", "Jabal", "Yemeni", "Puerto",
     "diabetes", None],
    [6, "Sayed Omar Al-Haddad", "28/11/1969", "M", None, "Jabal", "saudí", "Puerto", "enfermo",
     "released, no papers"],
    [7, "Total Okafor", "1971", "M", "dic-23", "Sahel", "Nigerian", "Puerto", "sano", None],
    [8, "Faris Ould Ahmed Al-Shami", "30/04/1985", "M", "14/02/2024", "Wadi", "Mauritania",
     "Puerto", "critical", None],
    [9, "Nour Ibrahim Darwish", "1999", "mujer", "12-ene-24", "Wadi", "Syrian", "Puerto",
     "light injury", None],
    ["TOTAL", "9 personas", None, None, None, None, None, None, None, None],
    [None, "Elaborado por:", None, None, None, None, "Firma y sello", None, None, None],
    [None, "______________", None, None, None, None, "____________", None, None, None],
    [None, "Capitán R. Mora", None, None, None, None, None, None, None, None],
]  # fmt: skip

WANTED: list[list[object]] = [
    ["Nº", "Apellidos y nombres", "Fecha nac.", "Fecha de captura", "Estado de salud", "Obs."],
    [1, "Mora Ruiz, Ana María", "03/02/1991", "ago-23", "herida", None],
    [2, "Pérez Luna, Juan de Dios", "1984", "sept. 2023", "apto", None],
    [3, "Ben Carter Hill", "14/07/1979", "01/10/2023", "gravemente herido", "dicen que murió"],
    ["Total:", 3, None, None, None, None],
    [None, "Firma: ______", None, None, None, None],
]  # fmt: skip


def hill() -> bytes:
    """The Hill's list of those it seeks, in Arabic: one sheet, from right to left."""
    book = openpyxl.Workbook()
    sheet = _sheet(book, "المطلوبون", HILL)
    sheet.sheet_view.rightToLeft = True
    _merge(sheet, "A1:I1", "E3:F3", *(f"{each}3:{each}4" for each in "ABCDGHI"))
    return _bytes(book)


def shore() -> bytes:
    """The Shore's workbook, in Spanish and English: whom it holds, and whom it seeks."""
    book = openpyxl.Workbook()
    _merge(
        _sheet(book, "Detenidos", SHORE),
        "A1:J1", "E2:F2", *(f"{each}2:{each}3" for each in "ABCDGHIJ"),
    )  # fmt: skip
    _sheet(book, "Buscados", WANTED)
    return _bytes(book)


def _sheet(book: openpyxl.Workbook, name: str, rows: Sequence[Sequence[object]]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    for row in rows:
        sheet.append(list(row))
    return sheet


def _merge(sheet: Worksheet, *areas: str) -> None:
    for area in areas:
        sheet.merge_cells(area)


def _bytes(book: openpyxl.Workbook) -> bytes:
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
