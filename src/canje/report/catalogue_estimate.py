"""Every word of the page on people who are on no list, in English, Spanish and Arabic."""

from __future__ import annotations

from collections.abc import Mapping

from canje.report.catalogue import Text

ESTIMATE: Mapping[str, tuple[Text, Text, Text]] = {
    "estimate.kind": ("Estimate", "Estimación", "تقدير"),
    "estimate.title": (
        "How many are on no list",
        "Cuántas personas no están en ninguna lista",
        "كم شخصًا لا تضمه أي قائمة",
    ),
    "estimate.seen": (
        {"one": "{n} person on any list", "other": "{n} people on any list"},
        {"one": "{n} persona en alguna lista", "other": "{n} personas en alguna lista"},
        {"other": "عدد من تضمهم القوائم: {n}"},
    ),
    "estimate.spread": (
        "Between {low} and {high} more are on none of them, by models that fit about equally well.",
        "Entre {low} y {high} más no están en ninguna, según modelos que se ajustan más o menos "
        "igual de bien.",
        "بين {low} و{high} آخرين لا تضمهم أي منها، وفق نماذج تلائم القوائم بالقدر نفسه تقريبًا.",
    ),
    "estimate.spread.one": (
        "About {low} more are on none of them, by the one model that fits; see the interval.",
        "Unas {low} más no están en ninguna, según el único modelo que se ajusta; véase el "
        "intervalo.",
        "نحو {low} آخرين لا تضمهم أي منها، وفق النموذج الوحيد الملائم؛ انظر المجال.",
    ),
    "estimate.spread.odds": (
        "Between {low} and {high} more are on none of them, by how much the two lists depend on "
        "each other, which they cannot show.",
        "Entre {low} y {high} más no están en ninguna, según cuánto dependan las dos listas una de "
        "otra, cosa que ellas no pueden mostrar.",
        "بين {low} و{high} آخرين لا تضمهم أي منها، بحسب مدى ارتباط القائمتين إحداهما بالأخرى، وهو "
        "ما لا تستطيعان إظهاره.",
    ),
    "estimate.average": (
        "In all: {people} on average, each model by its weight.",
        "En total: {people} de media, cada modelo según su peso.",
        "المجموع: {people} في المتوسط، كل نموذج بحسب وزنه.",
    ),
    "estimate.interval": (
        "Interval of 95 %: from {low} to {high}.",
        "Intervalo del 95 %: de {low} a {high}.",
        "مجال 95 %: من {low} إلى {high}.",
    ),
    "estimate.interval.open": (
        "Interval of 95 %: from {low} up, without limit.",
        "Intervalo del 95 %: de {low} en adelante, sin límite.",
        "مجال 95 %: من {low} فما فوق، بلا حد.",
    ),
    "estimate.chapman": (
        "Corrected for small numbers (Chapman), if the lists are independent: {people}.",
        "Corregido para números pequeños (Chapman), si las listas son independientes: {people}.",
        "مصححًا للأعداد الصغيرة (تشابمان)، إن كانت القائمتان مستقلتين: {people}.",
    ),
    "estimate.figure": (
        "People in all: a row a model, its dot larger the more it weighs; last the average with "
        "its interval. The broken line is those on any list.",
        "Personas en total: una fila por modelo, con un punto mayor cuanto más pesa; al final, la "
        "media con su intervalo. La línea discontinua son quienes están en alguna lista.",
        "مجموع الأشخاص: صف لكل نموذج، ونقطته أكبر كلما زاد وزنه؛ وأخيرًا المتوسط مع مجاله. الخط "
        "المتقطع يمثل من تضمهم القوائم.",
    ),
    "estimate.desc": (
        "From {low} to {high} people in all, of whom {seen} are on lists.",
        "De {low} a {high} personas en total, de las que {seen} están en listas.",
        "من {low} إلى {high} من الأشخاص في المجموع، منهم {seen} في القوائم.",
    ),
    "estimate.mean": ("Average", "Media", "المتوسط"),
    "estimate.lists": ("The lists", "Las listas", "القوائم"),
    "estimate.list": ("List", "Lista", "القائمة"),
    "estimate.people": ("People", "Personas", "الأشخاص"),
    "estimate.alone": ("On it alone", "Solo en ella", "فيها وحدها"),
    "estimate.others": ("On others too", "También en otras", "في غيرها أيضًا"),
    "estimate.models": (
        "Models that fit about equally well",
        "Modelos que se ajustan más o menos igual de bien",
        "نماذج تلائم بالقدر نفسه تقريبًا",
    ),
    "estimate.depend": (
        "Lists that depend on one another",
        "Listas que dependen unas de otras",
        "قوائم مرتبط بعضها ببعض",
    ),
    "estimate.none": ("none", "ninguna", "لا شيء"),
    "estimate.all": ("In all", "En total", "المجموع"),
    "estimate.missing": ("On no list", "En ninguna lista", "لا تضمهم قائمة"),
    "estimate.weight": ("Weight", "Peso", "الوزن"),
    "estimate.odds": (
        "Odds of being on one list for those on the other",
        "Probabilidad relativa de estar en una lista para quienes están en la otra",
        "أرجحية وجود من في إحدى القائمتين في الأخرى",
    ),
    "estimate.times": ("{times} times", "{times} veces", "مضروبة في {times}"),
    "estimate.changes": ("What would change it", "Qué lo cambiaría", "ما الذي قد يغيّره"),
    "estimate.least": ("Least", "Mínimo", "الأدنى"),
    "estimate.most": ("Most", "Máximo", "الأقصى"),
    "estimate.without": ("Without {list}", "Sin {list}", "من دون {list}"),
    "estimate.false": (
        "If {share} of links are false",
        "Si el {share} de los enlaces son falsos",
        "إن كان {share} من الروابط خاطئًا",
    ),
    "estimate.missed": (
        "If {share} of links are missed",
        "Si faltan el {share} de los enlaces",
        "إن فات {share} من الروابط",
    ),
    "estimate.nothing": ("says nothing", "no dice nada", "لا يقول شيئًا"),
    "estimate.cautions": (
        "Before anyone uses this",
        "Antes de que alguien use esto",
        "قبل أن يستعمل أحد هذا",
    ),
    "estimate.two-lists": (
        "Two lists cannot show whether they depend on each other. If being on one makes being on "
        "the other likelier, there are more people than this, without limit.",
        "Dos listas no pueden mostrar si dependen una de otra. Si estar en una hace más probable "
        "estar en la otra, hay más personas, sin límite.",
        "لا تستطيع قائمتان إظهار ما إذا كانتا مرتبطتين. فإن كان الوجود في إحداهما يرجّح الوجود في "
        "الأخرى، فالعدد أكبر من هذا بلا حد.",
    ),
    "estimate.spread.caution": (
        "Models that fit about equally well say very different numbers. Give the spread, never one "
        "of them, and never the average alone.",
        "Modelos que se ajustan igual de bien dicen números muy distintos. Dé todo el margen, "
        "nunca uno de ellos ni la media sola.",
        "نماذج متقاربة في الملاءمة تعطي أعدادًا متباعدة جدًا. اذكر المدى كله، لا واحدًا منها ولا "
        "المتوسط وحده.",
    ),
    "estimate.endless": (
        "Models that fit better say nothing, for their likelihood rises for ever ({number}): the "
        "lists overlap too little. Do not use this answer.",
        "Hay modelos que se ajustan mejor y no dicen nada, pues su verosimilitud crece sin fin "
        "({number}): las listas se solapan demasiado poco. No use esta respuesta.",
        "نماذج أفضل ملاءمة لا تقول شيئًا لأن أرجحيتها ترتفع بلا نهاية ({number}): تداخل القوائم "
        "قليل جدًا. لا تستعمل هذا الجواب.",
    ),
    "estimate.far": (
        "Times as many people as are on any list: {number}. Such an answer stands on a few small "
        "overlaps, or on links that were not found. Do not use it.",
        "Veces las personas que están en alguna lista: {number}. Tal respuesta se apoya en unos "
        "pocos solapamientos pequeños o en enlaces que no se hallaron. No la use.",
        "أضعاف من تضمهم القوائم: {number}. جواب كهذا قائم على تداخلات قليلة صغيرة أو على روابط لم "
        "تُكتشف. لا تستعمله.",
    ),
    "estimate.few": (
        "People on more than one list: {number}. Everything rests on them.",
        "Personas en más de una lista: {number}. Todo se apoya en ellas.",
        "من تضمهم أكثر من قائمة: {number}. كل شيء قائم عليهم.",
    ),
    "estimate.apart": (
        "Nobody is on both {lists}. Do they keep to different places or kinds of people? Then they "
        "cannot be used together.",
        "Nadie está a la vez en {lists}. ¿Se limitan a lugares o a clases de personas distintas? "
        "Entonces no pueden usarse juntas.",
        "لا أحد في {lists} معًا. أتقتصر كل منهما على أماكن أو فئات مختلفة؟ إذن لا يصح "
        "استعمالهما معًا.",
    ),
    "estimate.contained": (
        "All but {number} of {first} are on {second}. If one was made from the other, join them or "
        "leave one out.",
        "Todas las personas de {first} salvo {number} están en {second}. Si una se hizo a partir "
        "de la otra, únalas o deje fuera una.",
        "كل من في {first} إلا {number} موجودون في {second}. إن كانت إحداهما أُخذت من الأخرى "
        "فادمجهما أو اترك إحداهما.",
    ),
    "estimate.search": (
        "With six lists or more not every model is fitted: a search went through {number}.",
        "Con seis listas o más no se ajustan todos los modelos: una búsqueda recorrió {number}.",
        "مع ست قوائم أو أكثر لا تُلاءم كل النماذج: بحث مرّ على {number} منها.",
    ),
    "estimate.lost": (
        "Tables drawn for the interval that gave no answer: {number}. They count as no limit.",
        "Tablas sorteadas para el intervalo que no dieron respuesta: {number}. Cuentan como sin "
        "límite.",
        "جداول سُحبت للمجال ولم تعطِ جوابًا: {number}. وتُحسب بلا حد.",
    ),
    "estimate.no-interval": (
        "No interval: no tables were drawn.",
        "Sin intervalo: no se sorteó ninguna tabla.",
        "لا مجال: لم تُسحب أي جداول.",
    ),
    "estimate.dependence": (
        "Lists must be made independently. If one informs another, or both ask the same families, "
        "the number is too low; if they avoid each other's people, too high. Dependence that all "
        "lists share can be seen in none of them.",
        "Las listas deben hacerse con independencia. Si una informa a otra, o ambas preguntan a "
        "las mismas familias, el número es demasiado bajo; si evitan a las mismas personas, "
        "demasiado alto. La dependencia que comparten todas no se ve en ninguna.",
        "يجب أن تُعدّ القوائم كل على حدة. فإن أخذت إحداها من أخرى، أو سألت العائلات نفسها، جاء "
        "العدد أقل من الحقيقة؛ وإن تجنبت إحداها من في الأخرى جاء أكثر. والارتباط المشترك بينها "
        "جميعًا لا يظهر في أي منها.",
    ),
    "estimate.capture": (
        "People differ in how likely they are to be listed. Those whom every list misses (held in "
        "secret, without family) make the true number higher than any of these.",
        "No todas las personas tienen la misma probabilidad de figurar. Las que toda lista pasa "
        "por alto (detenidas en secreto, sin familia) hacen que el número real sea mayor que "
        "cualquiera de estos.",
        "يتفاوت الناس في احتمال إدراجهم. ومن تغفلهم كل القوائم (المحتجزون سرًا، ومن لا أهل لهم) "
        "يجعلون العدد الحقيقي أكبر من كل ما هنا.",
    ),
    "estimate.links": (
        "The same person must be found again on every list. A missed link makes the number too "
        "high, a false one too low; invented entries count as people.",
        "La misma persona debe reconocerse en todas las listas. Un enlace que falta hace el número "
        "demasiado alto; uno falso, demasiado bajo; las entradas inventadas cuentan como personas.",
        "يجب التعرّف على الشخص نفسه في كل قائمة. الرابط الفائت يرفع العدد والرابط الخاطئ يخفضه؛ "
        "والأسماء المختلقة تُحسب أشخاصًا.",
    ),
    "estimate.closed": (
        "All lists must be about the same people at the same time. Whoever was freed, moved or "
        "died in between, or could not be on a list at all, distorts it.",
        "Todas las listas deben tratar de las mismas personas al mismo tiempo. Quien fue liberado, "
        "trasladado o murió entretanto, o no podía figurar en una lista, lo distorsiona.",
        "يجب أن تتناول القوائم الأشخاص أنفسهم في الوقت نفسه. ومن أُفرج عنه أو نُقل أو مات في "
        "الأثناء، أو لم يكن يمكن إدراجه في قائمة أصلًا، يشوّه النتيجة.",
    ),
    "estimate.looked": (
        "Models fitted: {looked}; without a maximum: {endless}; that cannot be told apart: "
        "{untold}. Tables drawn for the interval: {runs}.",
        "Modelos ajustados: {looked}; sin máximo: {endless}; que no pueden distinguirse: {untold}. "
        "Tablas sorteadas para el intervalo: {runs}.",
        "النماذج الملاءمة: {looked}؛ بلا قيمة عظمى: {endless}؛ لا يمكن تمييزها: {untold}. الجداول "
        "المسحوبة للمجال: {runs}.",
    ),
}
