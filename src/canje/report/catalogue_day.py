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
    "manifest.leg": ("Leg {leg}", "Tramo {leg}", "المقطع {leg}"),
    "manifest.way": ("from {start} to {end}", "de {start} a {end}", "من {start} إلى {end}"),
    "manifest.on-the-spot": (
        "Freed on the spot",
        "Liberación en el lugar",
        "إفراج في المكان نفسه",
    ),
    "manifest.no-leg": (
        "To {end}; the way is not written down",
        "A {end}; el recorrido no está indicado",
        "إلى {end}؛ الطريق غير محدد",
    ),
    "manifest.of": ("Held by {party}", "Detenidas por {party}", "المحتجزون لدى {party}"),
    "manifest.for": ("For {party}", "A favor de {party}", "لصالح {party}"),
    "manifest.all.destination": (
        "Destination of all: {what}",
        "Destino de todas: {what}",
        "الوجهة للجميع: {what}",
    ),
    "manifest.all.place": (
        "Place of all: {what}",
        "Lugar de todas: {what}",
        "المكان للجميع: {what}",
    ),
    "manifest.before": (
        {
            "one": "Before this stage starts, this must be met",
            "other": "Before this stage starts, these must be met",
        },
        {
            "one": "Antes de que empiece esta etapa debe cumplirse esto",
            "other": "Antes de que empiece esta etapa debe cumplirse todo esto",
        },
        {"other": "قبل بدء هذه المرحلة يجب أن يتحقق ما يلي"},
    ),
    "manifest.count": (
        {"one": "{n} person ({words})", "other": "{n} people ({words})"},
        {"one": "{n} persona ({words})", "other": "{n} personas ({words})"},
        {"other": "عدد الأشخاص: {n} ({words})"},
    ),
    "manifest.date": ("Date and time", "Fecha y hora", "التاريخ والساعة"),
    "manifest.plan": ("Plan {plan}", "Plan {plan}", "الخطة {plan}"),
    "manifest.page": ("Page {x} of {y}", "Página {x} de {y}", "الصفحة {x} من {y}"),
    "manifest.no": ("No.", "N.º", "الرقم"),
    "manifest.id": ("Id", "Id", "المعرّف"),
    "manifest.holder_number": ("Holder's no.", "N.º de quien detiene", "رقم الجهة المحتجِزة"),
    "manifest.seeker_number": ("Seeker's no.", "N.º de quien reclama", "رقم الجهة المطالِبة"),
    "manifest.name": ("Name", "Nombre", "الاسم"),
    "manifest.born": ("Born", "Nacimiento", "تاريخ الميلاد"),
    "manifest.place": ("Place", "Lugar", "المكان"),
    "manifest.destination": ("Destination", "Destino", "الوجهة"),
    "manifest.health": ("Health needs", "Necesidades de salud", "الحالة الصحية"),
    "manifest.together": ("Travels with no.", "Viaja con n.º", "يسافر مع رقم"),
    "manifest.here": ("Here", "Presente", "حاضر"),
    "manifest.done.hand-over": ("Handed over", "Entregada", "سُلّم"),
    "manifest.done.carry": ("Aboard", "A bordo", "على المتن"),
    "manifest.done.receive": ("Received", "Recibida", "استُلم"),
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
        "herida grave",
        "مصاب بجروح خطيرة",
    ),
    "manifest.health.seriously-sick": ("seriously sick", "enferma grave", "مريض بمرض خطير"),
    "manifest.health.wounded": ("wounded", "herida", "جريح"),
    "manifest.health.sick": ("sick", "enferma", "مريض"),
    "manifest.health.fit": ("fit", "apta", "سليم"),
    "manifest.health.good": ("good", "buena", "جيدة"),
    "manifest.cover.hand-over": (
        "Cover sheet: hand-over",
        "Carátula: entrega",
        "ورقة الغلاف: التسليم",
    ),
    "manifest.cover.carry": (
        "Cover sheet: transport",
        "Carátula: transporte",
        "ورقة الغلاف: النقل",
    ),
    "manifest.cover.receive": (
        "Cover sheet: reception",
        "Carátula: recepción",
        "ورقة الغلاف: الاستلام",
    ),
    "manifest.cover.at-once": (
        "Legs that move at once: {n}",
        "Tramos que se mueven a la vez: {n}",
        "المقاطع التي تتحرك في الوقت نفسه: {n}",
    ),
    "manifest.cover.given": (
        {"one": "Hands over {n} person ({words})", "other": "Hands over {n} people ({words})"},
        {"one": "Entrega {n} persona ({words})", "other": "Entrega {n} personas ({words})"},
        {"other": "عدد من يجري تسليمهم: {n} ({words})"},
    ),
    "manifest.cover.got": (
        {"one": "Receives {n} person ({words})", "other": "Receives {n} people ({words})"},
        {"one": "Recibe {n} persona ({words})", "other": "Recibe {n} personas ({words})"},
        {"other": "عدد من يجري استلامهم: {n} ({words})"},
    ),
    "manifest.cover.leg": ("Leg", "Tramo", "المقطع"),
    "manifest.cover.way": ("Way", "Recorrido", "الطريق"),
    "manifest.cover.hands-over": ("Hands over", "Entrega", "التسليم"),
    "manifest.cover.receives": ("Receives", "Recibe", "الاستلام"),
    "manifest.cover.sheets": ("Sheets", "Hojas", "الأوراق"),
    "manifest.cover.ready": ("Ready", "Listo", "جاهز"),
    "manifest.cover.arrived": ("Arrived", "Llegó", "وصل"),
    "manifest.people": ("People", "Personas", "الأشخاص"),
    "manifest.group.all": (
        "{people}: held by {holder}, for {beneficiary}, to {destination}",
        "{people}: detenidas por {holder}, a favor de {beneficiary}, hacia {destination}",
        "{people}: لدى {holder}، لصالح {beneficiary}، الوجهة {destination}",
    ),
    "manifest.group.given": (
        "{people}: for {beneficiary}, to {destination}",
        "{people}: a favor de {beneficiary}, hacia {destination}",
        "{people}: لصالح {beneficiary}، الوجهة {destination}",
    ),
    "manifest.group.all-home": (
        "{people}: held by {holder}, to {destination}",
        "{people}: detenidas por {holder}, hacia {destination}",
        "{people}: لدى {holder}، الوجهة {destination}",
    ),
    "manifest.group.given-home": (
        "{people}: to {destination}",
        "{people}: hacia {destination}",
        "{people}: الوجهة {destination}",
    ),
    "manifest.group.got": (
        "{people}: held by {holder}, to {destination}",
        "{people}: detenidas por {holder}, hacia {destination}",
        "{people}: لدى {holder}، الوجهة {destination}",
    ),
    "manifest.note": (
        "Only for those who sign here. Nobody travels against their will.",
        "Solo para quienes firman. Nadie viaja contra su voluntad.",
        "للموقّعين أدناه فقط. لا يسافر أحد رغمًا عن إرادته.",
    ),
}
