"""Every word of the papers of the day, in English, Spanish and Arabic side by side."""

from __future__ import annotations

from collections.abc import Mapping

from canje.report.catalogue import Text

DAY: Mapping[str, tuple[Text, Text, Text]] = {
    "manifest.hand-over": ("Hand-over list", "Lista de entrega", "قائمة التسليم"),
    "manifest.carry": ("Transport list", "Lista de transporte", "قائمة النقل"),
    "manifest.receive": ("Reception list", "Lista de recepción", "قائمة الاستلام"),
    "manifest.stage": (
        "Stage {stage} of {stages}, day {day}",
        "Etapa {stage} de {stages}, día {day}",
        "المرحلة {stage} من {stages}، اليوم {day}",
    ),
    "manifest.leg": ("Leg {leg}", "Trayecto {leg}", "خط السير {leg}"),
    "manifest.way": ("from {start} to {end}", "de {start} a {end}", "من {start} إلى {end}"),
    "manifest.on-the-spot": (
        "Freed on the spot",
        "Liberados en el lugar",
        "يُفرج عنهم في مكانهم",
    ),
    "manifest.of": ("Held by {party}", "En poder de {party}", "لدى {party}"),
    "manifest.for": ("For {party}", "Para {party}", "لصالح {party}"),
    "manifest.count": (
        {"one": "{n} person ({words})", "other": "{n} people ({words})"},
        {"one": "{n} persona ({words})", "other": "{n} personas ({words})"},
        {"other": "عدد الأشخاص: {n} ({words})"},
    ),
    "manifest.date": ("Date and time", "Fecha y hora", "التاريخ والساعة"),
    "manifest.page": ("Page {x} of {y}", "Página {x} de {y}", "الصفحة {x} من {y}"),
    "manifest.no": ("No.", "N.º", "الرقم"),
    "manifest.id": ("Id", "Id", "المعرّف"),
    "manifest.name": ("Name", "Nombre", "الاسم"),
    "manifest.born": ("Born", "Nacimiento", "تاريخ الميلاد"),
    "manifest.place": ("Place", "Lugar", "المكان"),
    "manifest.health": ("Health needs", "Necesidades de salud", "الحالة الصحية"),
    "manifest.together": ("Travels with no.", "Viaja con n.º", "يسافر مع رقم"),
    "manifest.here": ("Here", "Presente", "حاضر"),
    "manifest.done.hand-over": ("Handed over", "Entregado", "سُلّم"),
    "manifest.done.carry": ("Aboard", "A bordo", "على المتن"),
    "manifest.done.receive": ("Received", "Recibido", "استُلم"),
    "manifest.signed.hand-over": ("Handed over by", "Entrega", "المُسلِّم"),
    "manifest.signed.carry": ("Carried by", "Transporta", "الناقل"),
    "manifest.signed.receive": ("Received by", "Recibe", "المستلِم"),
    "manifest.signature": (
        "Name, signature, time",
        "Nombre, firma, hora",
        "الاسم والتوقيع والساعة",
    ),
    "manifest.health.seriously-wounded": (
        "seriously wounded",
        "herido grave",
        "مصاب بجروح خطيرة",
    ),
    "manifest.health.seriously-sick": ("seriously sick", "enfermo grave", "مريض بمرض خطير"),
    "manifest.health.wounded": ("wounded", "herido", "جريح"),
    "manifest.health.sick": ("sick", "enfermo", "مريض"),
    "manifest.health.fit": ("fit", "apto", "سليم"),
    "manifest.health.good": ("good", "buena", "جيدة"),
    "manifest.note": (
        "Only for those who sign here. Nobody travels against his or her will.",
        "Solo para quienes firman. Nadie viaja contra su voluntad.",
        "للموقّعين أدناه فقط. لا يسافر أحد رغمًا عن إرادته.",
    ),
}
