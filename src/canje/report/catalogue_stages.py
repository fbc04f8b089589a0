"""Every word of the stages on a page, in English, Spanish and Arabic side by side."""

from __future__ import annotations

from collections.abc import Mapping

from canje.report.catalogue import Text

STAGES: Mapping[str, tuple[Text, Text, Text]] = {
    "stages": ("Stages of the handover", "Etapas de la entrega", "مراحل التسليم"),
    "stages.lead": (
        {
            "one": "The handover takes {n} stage, in which all sides move at once.",
            "other": "The handover takes {n} stages. In each of them all sides move at once.",
        },
        {
            "one": "La entrega se hace en {n} etapa, en la que todas las partes se mueven a la "
            "vez.",
            "other": "La entrega se hace en {n} etapas. En cada una todas las partes se mueven a "
            "la vez.",
        },
        {
            "one": "يتم التسليم في مرحلة واحدة تتحرك فيها جميع الأطراف معًا.",
            "two": "يتم التسليم في مرحلتين، تتحرك في كل منهما جميع الأطراف معًا.",
            "few": "يتم التسليم في {n} مراحل، تتحرك في كل منها جميع الأطراف معًا.",
            "many": "يتم التسليم في {n} مرحلة، تتحرك في كل منها جميع الأطراف معًا.",
            "other": "يتم التسليم في {n} مرحلة، تتحرك في كل منها جميع الأطراف معًا.",
        },
    ),
    "stages.proved": (
        "It is proved that none has fewer stages, nor as few with a smaller worst exposure.",
        "Está demostrado que no hay ninguna con menos etapas, ni con las mismas y una exposición "
        "máxima menor.",
        "ثبت أنه لا يمكن أن تكون المراحل أقل، ولا أن يكون أسوأ انكشاف أصغر بالعدد نفسه من المراحل.",
    ),
    "stages.feasible": (
        "It is not proved that there are no better ones. There cannot be fewer stages than "
        "{bound}.",
        "No está demostrado que no haya otras mejores. No puede haber menos etapas que {bound}.",
        "لم يثبت أنه لا توجد مراحل أفضل. لا يمكن أن يقل عدد المراحل عن {bound}.",
    ),
    "stages.exposure": (
        "A party's exposure is how many more people it has given than it got, at worst: if nobody "
        "who should come to it in that very stage arrives.",
        "La exposición de una parte es cuántas personas más ha entregado de las que ha recibido, "
        "en el peor caso: si no llega nadie de quienes debían llegarle en esa misma etapa.",
        "انكشاف الطرف هو ما يزيد به عدد من سلّمهم على عدد من تسلّمهم في أسوأ الأحوال: إذا لم يصل "
        "أحد ممن كان يجب أن يصلوا إليه في المرحلة نفسها.",
    ),
    "stages.title": (
        "Who moves in each stage, and how far each party is exposed",
        "Quién se mueve en cada etapa y cuán expuesta está cada parte",
        "من يتحرك في كل مرحلة، ومدى انكشاف كل طرف",
    ),
    "stages.desc": (
        "A bar for each stage above, and one for each party after each stage below. The table that "
        "follows has the same numbers. {stages}",
        "Arriba una barra por etapa; abajo, una por parte tras cada etapa. La tabla que sigue "
        "tiene las mismas cifras. {stages}",
        "في الأعلى عمود لكل مرحلة، وفي الأسفل عمود لكل طرف بعد كل مرحلة. وفي الجدول التالي الأرقام "
        "نفسها. {stages}",
    ),
    "stages.one": (
        {"one": "Stage {stage}: {n} person.", "other": "Stage {stage}: {n} people."},
        {"one": "Etapa {stage}: {n} persona.", "other": "Etapa {stage}: {n} personas."},
        {"other": "المرحلة {stage}، عدد الأشخاص: {n}."},
    ),
    "stages.people": ("People who move", "Personas que se mueven", "الأشخاص المتحركون"),
    "stages.of": ("Given by {party}", "Entrega: {party}", "من جانب {party}"),
    "stages.worst": (
        "{party}: at worst {worst}",
        "{party}: en el peor caso {worst}",
        "{party}: في أسوأ الأحوال {worst}",
    ),
    "stages.limit": ("tolerates {limit}", "tolera {limit}", "يتحمل {limit}"),
    "stages.scale": (
        "Each party's bars have a scale of their own. Below the line it has got more than it gave.",
        "Las barras de cada parte tienen su propia escala. Bajo la línea ha recibido más de lo que "
        "ha entregado.",
        "لأعمدة كل طرف مقياسها الخاص. وما تحت الخط يعني أنه تسلّم أكثر مما سلّم.",
    ),
    "stages.caption": (
        "Stages with their legs, what they wait for, and each party's exposure afterwards",
        "Etapas con sus trayectos, lo que esperan y la exposición posterior de cada parte",
        "المراحل وخطوط سيرها وما تنتظره وانكشاف كل طرف بعدها",
    ),
    "stages.stage": ("Stage", "Etapa", "المرحلة"),
    "stages.day": ("Day", "Día", "اليوم"),
    "stages.rides": ("Legs and people", "Trayectos y personas", "خطوط السير والأشخاص"),
    "stages.way": ("from {start} to {end}", "de {start} a {end}", "من {start} إلى {end}"),
    "stages.spot": ("freed on the spot", "liberación en el lugar", "إفراج في المكان"),
    "stages.no-leg": (
        "without a leg: the way is not written down",
        "sin trayecto: no está indicado",
        "دون خط سير محدد",
    ),
    "stages.exposed": ("Exposure of {party}", "Exposición de {party}", "انكشاف {party}"),
    "stages.waits": (
        "Before it starts: {needs}",
        "Antes de empezar: {needs}",
        "قبل أن تبدأ: {needs}",
    ),
    "stages.waits.still": (
        "Still needed: {needs}",
        "Sigue haciendo falta: {needs}",
        "ما زال مطلوبًا: {needs}",
    ),
}
