"""What law says, as reports tell it: the articles of `canje/data/law/` in three languages.

The words are ours in each of them; the texts that bind are the conventions' own. English is that of
the data.
"""

from __future__ import annotations

from collections.abc import Mapping

from canje.report.catalogue import Text

_FIRST = (
    "children, pregnant women, mothers with infants and young children, the wounded and sick, "
    "and those detained for a long time are the first to be released.",
    "los niños, las mujeres embarazadas, las madres de lactantes y de niños de corta edad, los "
    "heridos y enfermos y quienes llevan mucho tiempo detenidos son los primeros en quedar libres.",
    "يُفرج أولًا عن الأطفال والحوامل وأمهات الرضّع وصغار الأطفال والجرحى والمرضى ومن طال احتجازهم.",
)

LAW: Mapping[str, tuple[Text, Text, Text]] = {
    "law.cited.gc3": (
        "Geneva Convention III, article {article}",
        "III Convenio de Ginebra, artículo {article}",
        "اتفاقية جنيف الثالثة، المادة {article}",
    ),
    "law.cited.gc4": (
        "Geneva Convention IV, article {article}",
        "IV Convenio de Ginebra, artículo {article}",
        "اتفاقية جنيف الرابعة، المادة {article}",
    ),
    "law.cited.crc": (
        "Convention on the Rights of the Child, article {article}",
        "Convención sobre los Derechos del Niño, artículo {article}",
        "اتفاقية حقوق الطفل، المادة {article}",
    ),
    "law.says.gc3-109": (
        "seriously wounded and seriously sick prisoners go home, whatever their number or rank.",
        "los prisioneros heridos o enfermos de gravedad vuelven a casa, sea cual sea su número o "
        "su grado.",
        "يعود إلى بلدهم الأسرى ذوو الجراح أو الأمراض الخطيرة، أيًّا كان عددهم أو رتبتهم.",
    ),
    "law.says.gc3-109-first": (
        "the seriously wounded and sick come first.",
        "los heridos y enfermos graves van primero.",
        "الأولوية للجرحى والمرضى ذوي الحالات الخطيرة.",
    ),
    "law.says.gc3-115": (
        "those who are eligible to go home are not kept back for a disciplinary punishment; "
        "those prosecuted or sentenced may go if the Detaining Power consents.",
        "a quien puede volver a casa no se le retiene por una sanción disciplinaria; quien está "
        "procesado o condenado puede irse si lo consiente la Potencia detenedora.",
        "من استحقّ العودة لا يُستبقى لعقوبة تأديبية؛ ومن كان محاكَمًا أو محكومًا عليه يجوز أن يعود "
        "إذا وافقت الدولة الحاجزة.",
    ),
    "law.says.gc3-118": (
        "all are released and sent home without delay after the end of active hostilities.",
        "todos son liberados y repatriados sin demora al cesar las hostilidades activas.",
        "يُفرج عن الجميع ويُعادون إلى أوطانهم دون إبطاء بعد انتهاء الأعمال العدائية الفعلية.",
    ),
    "law.says.gc4-34": (
        "the taking of hostages is prohibited.",
        "está prohibida la toma de rehenes.",
        "أخذ الرهائن محظور.",
    ),
    "law.says.gc4-45": (
        "no protected person is transferred to a country where they may fear persecution.",
        "no se traslada a ninguna persona protegida a un país donde pueda temer persecución.",
        "لا يُنقل أي شخص محميّ إلى بلد يُخشى أن يتعرّض فيه للاضطهاد.",
    ),
    "law.says.gc4-132-children": _FIRST,
    "law.says.gc4-132": _FIRST,
    "law.says.crc-37": (
        "a child is detained only as a measure of last resort, and for the shortest appropriate "
        "time.",
        "la detención de un niño es solo el último recurso y dura lo menos posible.",
        "لا يُحتجز الطفل إلا كملاذ أخير ولأقصر مدة مناسبة.",
    ),
}
