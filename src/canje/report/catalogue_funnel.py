"""Every word of the page on lists and persons, in English, Spanish and Arabic side by side."""

from __future__ import annotations

from collections.abc import Mapping

from canje.report.catalogue import Text

FUNNEL: Mapping[str, tuple[Text, Text, Text]] = {
    "funnel": ("From lists to people", "De las listas a las personas", "من القوائم إلى الأشخاص"),
    "funnel.kind": ("lists and persons", "listas y personas", "القوائم والأشخاص"),
    "funnel.title": (
        "From those sought to those who can go",
        "De las personas buscadas a las que pueden salir",
        "من المطلوبين إلى من يمكن أن يخرجوا",
    ),
    "funnel.of": (
        "{seeker} seeks, {holder} answers",
        "{seeker} busca, {holder} responde",
        "طلب {seeker} وجواب {holder}",
    ),
    "funnel.says": (
        "Counts are of persons. Several entries of lists may be one person: who they are was "
        "judged by people, or is a suggestion where the table says so.",
        "Las cifras son de personas. Varias anotaciones de las listas pueden ser una misma "
        "persona: quiénes son lo juzgaron personas, o es una propuesta donde la tabla lo indica.",
        "الأعداد أعداد أشخاص. قد تدل عدة قيود في القوائم على شخص واحد: بتّ في ذلك بشر، أو هو اقتراح "
        "حيث يبيّن الجدول ذلك.",
    ),
    "funnel.desc": (
        "A bar for each step, to the scale of those sought. The table that follows has the same "
        "numbers. {steps}",
        "Una barra por paso, a la escala de las personas buscadas. La tabla que sigue tiene las "
        "mismas cifras. {steps}",
        "شريط لكل خطوة بمقياس عدد المطلوبين. وفي الجدول التالي الأرقام نفسها. {steps}",
    ),
    "funnel.one": ("{step}: {number}.", "{step}: {number}.", "{step}: {number}."),
    "funnel.step": ("Step", "Paso", "الخطوة"),
    "funnel.persons": ("Persons", "Personas", "الأشخاص"),
    "funnel.share": ("Of those sought", "De las buscadas", "من المطلوبين"),
    "funnel.meaning": (
        "Who is counted, and on whose word",
        "Quién se cuenta, y según quién",
        "من يُحتسب، وبقول من",
    ),
    "funnel.by.case": (
        "this case: answers, orders, consent, destinations",
        "este caso: respuestas, órdenes, consentimiento, destinos",
        "هذا الملف: الأجوبة والأوامر والموافقة والوجهات",
    ),
    "funnel.lists": (
        "The lists behind it:",
        "Las listas en que se basa:",
        "القوائم التي يستند إليها:",
    ),
    "funnel.list": (
        "{party}, {kind}, {date}",
        "{party}, {kind}, {date}",
        "{party}، {kind}، {date}",
    ),
    "funnel.list.undated": ("{party}, {kind}", "{party}, {kind}", "{party}، {kind}"),
    "funnel.kind.sought": ("sought", "personas buscadas", "مطلوبون"),
    "funnel.kind.held": ("held", "personas retenidas", "محتجزون"),
    "funnel.kind.agreed": ("agreed", "personas acordadas", "متفق عليهم"),
    "funnel.kind.moved": ("crossed", "personas que han cruzado", "عابرون"),
    "funnel.step.sought": ("sought", "buscadas", "مطلوبون"),
    "funnel.step.answered": ("answered", "con respuesta", "أُجيب عنهم"),
    "funnel.step.acknowledged": ("acknowledged", "reconocidas", "أُقرّ باحتجازهم"),
    "funnel.step.eligible": ("eligible", "pueden salir", "يمكن أن يخرجوا"),
    "funnel.step.agreed": ("agreed", "acordadas", "متفق عليهم"),
    "funnel.step.moved": ("crossed", "han cruzado", "عبروا"),
    "funnel.means.sought": (
        "on a list of those sought",
        "en una lista de personas buscadas",
        "واردون في قائمة مطلوبين",
    ),
    "funnel.means.answered": (
        "the holder said anything about them",
        "el retenedor dijo algo sobre ellas",
        "قال المحتجِز شيئًا عنهم",
    ),
    "funnel.means.acknowledged": (
        "the holder says that it holds them",
        "el retenedor dice que las retiene",
        "يقول المحتجِز إنه يحتجزهم",
    ),
    "funnel.means.eligible": (
        "of these, nothing keeps them from moving",
        "de estas, nada les impide salir",
        "منهم من لا يمنع خروجهم شيء",
    ),
    "funnel.means.agreed": (
        "on a signed list",
        "en una lista firmada",
        "واردون في قائمة موقّعة",
    ),
    "funnel.means.moved": (
        "on a list of those who crossed",
        "en una lista de quienes cruzaron",
        "واردون في قائمة من عبروا",
    ),
    "funnel.entries": (
        {
            "one": "Behind them stands {n} entry of lists.",
            "other": "Behind them stand {n} entries of lists.",
        },
        {
            "one": "Detrás hay {n} anotación de las listas.",
            "other": "Detrás hay {n} anotaciones de las listas.",
        },
        {"other": "عدد قيود القوائم التي تقابلهم: {n}."},
    ),
    "funnel.unsought": (
        {
            "one": "The holder acknowledges {n} person more whom nobody seeks.",
            "other": "The holder acknowledges {n} people more whom nobody seeks.",
        },
        {
            "one": "El retenedor reconoce a {n} persona más a quien nadie busca.",
            "other": "El retenedor reconoce a {n} personas más a quienes nadie busca.",
        },
        {"other": "عدد من يقرّ المحتجِز باحتجازهم ولا يطلبهم أحد: {n}."},
    ),
    "funnel.codes": (
        "What the holder says of those sought",
        "Lo que el retenedor dice de las personas buscadas",
        "ما يقوله المحتجِز عن المطلوبين",
    ),
    "funnel.code": ("Answer", "Respuesta", "الجواب"),
    "funnel.joined": (
        "How entries became persons",
        "Cómo las anotaciones se hicieron personas",
        "كيف صارت القيود أشخاصًا",
    ),
    "funnel.entries-are": ("Entries", "Anotaciones", "القيود"),
    "funnel.joined.alone": ("one entry alone", "una sola anotación", "قيد واحد فقط"),
    "funnel.joined.judged": ("joined by judgements", "unidas por juicios", "جُمعت بأحكام"),
    "funnel.joined.proposed": (
        "joined by a suggestion that nobody has judged",
        "unidas por una propuesta que nadie ha juzgado",
        "جُمعت باقتراح لم يبتّ فيه أحد",
    ),
}
