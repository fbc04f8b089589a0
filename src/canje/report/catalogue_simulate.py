"""Every word of the page of a simulation, in English, Spanish and Arabic side by side."""

from __future__ import annotations

from collections.abc import Mapping

from canje.report.catalogue import Text

SIMULATION: Mapping[str, tuple[Text, Text, Text]] = {
    "simulation.kind": ("Simulation", "Simulación", "محاكاة"),
    "simulation.title": (
        "What may come of the handover",
        "Qué puede resultar de la entrega",
        "ما قد ينتج عن التسليم",
    ),
    "simulation.runs": (
        {"one": "{n} made-up day", "other": "{n} made-up days"},
        {"one": "{n} día inventado", "other": "{n} días inventados"},
        {"other": "عدد الأيام المفترضة: {n}"},
    ),
    "simulation.plan": (
        {"one": "A plan for {n} person", "other": "A plan for {n} people"},
        {"one": "Un plan para {n} persona", "other": "Un plan para {n} personas"},
        {"other": "عدد الأشخاص في الخطة: {n}"},
    ),
    "simulation.stages": (
        {"one": "{n} stage", "other": "{n} stages"},
        {"one": "{n} etapa", "other": "{n} etapas"},
        {"other": "عدد المراحل: {n}"},
    ),
    "simulation.early": (
        "Stopped early: {wanted} days were asked for.",
        "Interrumpida antes de tiempo: se pidieron {wanted} días.",
        "توقفت قبل الأوان: كان المطلوب {wanted} من الأيام.",
    ),
    "simulation.says": (
        "The same plan, handed over in three ways, on the same made-up days: people refuse, are "
        "absent or die, legs fail, and a side stops once it has gained. In stages, reserves step "
        "in and a stage starts only if the stop rule lets it; in the other two ways nobody steps "
        "in and nothing is looked at in between.",
        "El mismo plan, entregado de tres maneras, en los mismos días inventados: hay personas que "
        "se niegan, faltan o mueren, trayectos que fallan y una parte que se detiene cuando ya ha "
        "ganado. Por etapas, entran los suplentes y una etapa solo empieza si la regla de parada "
        "lo permite; de las otras dos maneras no entra nadie y nada se revisa entretanto.",
        "الخطة نفسها تُسلَّم بثلاث طرق في الأيام المفترضة نفسها: أشخاص يرفضون أو يغيبون أو "
        "يموتون، ورحلات تتعطل، وطرف يتوقف بعد أن يربح. على مراحل يحل الاحتياطيون محل الغائبين "
        "ولا تبدأ مرحلة إلا إذا سمحت قاعدة التوقف؛ وفي الطريقتين الأخريين لا يحل أحد محل أحد ولا "
        "يُراجَع شيء بين الخطوات.",
    ),
    "simulation.home": ("People home", "Personas en casa", "من عادوا إلى بيوتهم"),
    "simulation.exposed": (
        "Given by {party} and not got back",
        "Entregadas por {party} sin contrapartida",
        "من سلّمهم {party} بلا مقابل",
    ),
    "simulation.exposed.says": (
        "People whom a party has given and for whom, by what the plan gives for what it gets, "
        "nothing came back when it ended.",
        "Personas que una parte ha entregado y por las que, según lo que el plan da por lo que "
        "recibe, no volvió nada al terminar.",
        "أشخاص سلّمهم طرف ولم يأتِ في مقابلهم شيء حين انتهى التسليم، بحسب ما تعطيه الخطة مقابل "
        "ما تأخذه.",
    ),
    "simulation.figure": (
        "The darker, the more days ended there. Line: the median; dot: the mean; bracket: from 5 "
        "to 95 in a hundred days.",
        "Cuanto más oscuro, más días terminaron ahí. Línea: la mediana; punto: la media; "
        "corchete: de 5 a 95 de cada cien días.",
        "كلما كان اللون أغمق زاد عدد الأيام التي انتهت هناك. الخط: الوسيط؛ النقطة: المتوسط؛ "
        "القوس: من 5 إلى 95 من كل مئة يوم.",
    ),
    "simulation.desc": (
        "For each way a strip of how many people came home (median in stages {staged}, all at once "
        "{at_once}, one by one {one_by_one}), and of what each party gave for nothing.",
        "Para cada manera, una franja de cuántas personas llegaron a casa (mediana por etapas "
        "{staged}, todo a la vez {at_once}, una a una {one_by_one}) y de lo que cada parte entregó "
        "por nada.",
        "لكل طريقة شريط يبيّن كم شخصًا عاد إلى بيته (الوسيط على مراحل {staged}، ودفعة واحدة "
        "{at_once}، وواحدًا تلو الآخر {one_by_one})، وما أعطاه كل طرف بلا مقابل.",
    ),
    "simulation.way": ("Way", "Manera", "الطريقة"),
    "simulation.way.staged": ("in stages", "por etapas", "على مراحل"),
    "simulation.way.at-once": ("all at once", "todo a la vez", "دفعة واحدة"),
    "simulation.way.one-by-one": ("one by one", "una a una", "واحدًا تلو الآخر"),
    "simulation.least": ("Least", "Mínimo", "الأدنى"),
    "simulation.median": ("Median", "Mediana", "الوسيط"),
    "simulation.most": ("Most", "Máximo", "الأقصى"),
    "simulation.mean": ("Mean", "Media", "المتوسط"),
    "simulation.five": ("5 %", "5 %", "5 %"),
    "simulation.ninety-five": ("95 %", "95 %", "95 %"),
    "simulation.how": ("How the days ended", "Cómo terminaron los días", "كيف انتهت الأيام"),
    "simulation.how.by": ("Days that ended by", "Días que terminaron por", "سبب الانتهاء"),
    "simulation.how.through": (
        "the last step taken",
        "haber dado el último paso",
        "إتمام آخر خطوة",
    ),
    "simulation.how.side": (
        "a side that stopped",
        "una parte que se detuvo",
        "توقف أحد الأطراف",
    ),
    "simulation.how.exposed": (
        "the limit of an exposure",
        "el límite de una exposición",
        "حد التعرّض",
    ),
    "simulation.how.debt": (
        "the parties, who broke off over a debt",
        "las partes, que rompieron por una deuda",
        "قطع الأطراف التبادل بسبب دَين",
    ),
    "simulation.unmet": (
        "Days that left a term unmet",
        "Días que dejaron una condición sin cumplir",
        "الأيام التي بقي فيها شرط لم يتحقق",
    ),
    "simulation.gains": (
        "What stages bring, on the mean day",
        "Qué aportan las etapas, en el día medio",
        "ما الذي تضيفه المراحل، في اليوم المتوسط",
    ),
    "simulation.gains.says": (
        "Day by day on the same chance, with the margin that the number of days leaves at 95 in a "
        "hundred. A minus sign: in stages it is worse.",
        "Día por día con la misma suerte, con el margen que deja el número de días al 95 por "
        "ciento. Signo menos: por etapas es peor.",
        "يومًا بيوم وبالحظ نفسه، مع هامش ما يتركه عدد الأيام مجهولًا عند 95 من كل مئة. علامة الناقص: "
        "النتيجة على مراحل أسوأ.",
    ),
    "simulation.gains.what": ("What", "Qué", "ماذا"),
    "simulation.gains.than.at-once": (
        "than all at once",
        "que todo a la vez",
        "مقارنةً بدفعة واحدة",
    ),
    "simulation.gains.than.one-by-one": (
        "than one by one",
        "que una a una",
        "مقارنةً بواحد تلو الآخر",
    ),
    "simulation.gains.home": (
        "More people home",
        "Más personas en casa",
        "زيادة في عدد من عادوا إلى بيوتهم",
    ),
    "simulation.gains.met": (
        "Days in a hundred with every term met",
        "Días de cada cien con todas las condiciones cumplidas",
        "أيام من كل مئة تحققت فيها كل الشروط",
    ),
    "simulation.gains.exposed": (
        "Fewer given by {party} and not got back",
        "Menos entregadas por {party} sin contrapartida",
        "نقص في عدد من سلّمهم {party} بلا مقابل",
    ),
    "simulation.gains.none": ("nothing ({mean})", "nada ({mean})", "لا شيء ({mean})"),
    "simulation.gains.nothing.at-once": (
        "Against going all at once, stages bring nothing in this case.",
        "Frente a entregar todo a la vez, las etapas no aportan nada en este caso.",
        "مقارنةً بالتسليم دفعة واحدة، لا تضيف المراحل شيئًا في هذه الحالة.",
    ),
    "simulation.gains.nothing.one-by-one": (
        "Against going one by one, stages bring nothing in this case.",
        "Frente a entregar una a una, las etapas no aportan nada en este caso.",
        "مقارنةً بالتسليم واحدًا تلو الآخر، لا تضيف المراحل شيئًا في هذه الحالة.",
    ),
    "simulation.gains.nobody.at-once": (
        "Against going all at once, stages bring nobody more home in this case.",
        "Frente a entregar todo a la vez, las etapas no llevan a nadie más a casa en este caso.",
        "مقارنةً بالتسليم دفعة واحدة، لا تعيد المراحل أحدًا آخر إلى بيته في هذه الحالة.",
    ),
    "simulation.gains.nobody.one-by-one": (
        "Against going one by one, stages bring nobody more home in this case.",
        "Frente a entregar una a una, las etapas no llevan a nadie más a casa en este caso.",
        "مقارنةً بالتسليم واحدًا تلو الآخر، لا تعيد المراحل أحدًا آخر إلى بيته في هذه الحالة.",
    ),
    "simulation.rates": (
        "How often things go wrong",
        "Con qué frecuencia falla algo",
        "كم مرة يقع الخلل",
    ),
    "simulation.rate": ("What", "Qué", "ماذا"),
    "simulation.rate.share": ("Share", "Proporción", "النسبة"),
    "simulation.rate.from": ("From", "De dónde", "المصدر"),
    "simulation.rate.refused": (
        "a person refuses at the last",
        "una persona se niega en el último momento",
        "شخص يرفض في اللحظة الأخيرة",
    ),
    "simulation.rate.absent": (
        "a person on the list is not there",
        "una persona de la lista no está",
        "شخص في القائمة غير موجود",
    ),
    "simulation.rate.unfit": (
        "a person is not fit to travel",
        "una persona no está en condiciones de viajar",
        "شخص لا تسمح صحته بالسفر",
    ),
    "simulation.rate.died": (
        "a person on the list dies",
        "una persona de la lista muere",
        "شخص في القائمة يموت",
    ),
    "simulation.rate.leg": (
        "a run of a leg fails",
        "falla un viaje de un trayecto",
        "تتعطل رحلة على خط سير",
    ),
    "simulation.rate.stops": (
        "a side stops once it has gained",
        "una parte se detiene cuando ya ha ganado",
        "طرف يتوقف بعد أن يربح",
    ),
    "simulation.rate.breaks-off": (
        "a debt ends the exchange",
        "una deuda acaba con el canje",
        "دَين ينهي التبادل",
    ),
    "simulation.rate.of": ("{count} of {of}", "{count} de {of}", "{count} من {of}"),
    "simulation.rate.events": (
        "in {events} of {exchanges} exchanges",
        "en {events} de {exchanges} canjes",
        "في {events} من أصل {exchanges} من عمليات التبادل",
    ),
    "simulation.rate.range": ("95 in 100", "95 de cada 100", "95 من 100"),
    "simulation.rate.few": (
        "These rates stand on few events. From, to: 95 in a hundred, if each case were one by "
        "itself; where cases come together, as many killed in one air strike, it is too narrow.",
        "Estas frecuencias se basan en pocos sucesos. De, a: 95 de cada cien, si cada caso fuera "
        "independiente; donde los casos vienen juntos, como muchos muertos en un solo bombardeo, "
        "el margen es demasiado estrecho.",
        "تستند هذه النسب إلى وقائع قليلة. من وإلى: 95 من كل مئة لو كانت كل حالة مستقلة؛ وحيث تقع "
        "الحالات معًا، كمقتل كثيرين في غارة واحدة، يكون هذا المدى أضيق مما ينبغي.",
    ),
    "simulation.rate.given": ("as given", "según lo indicado", "كما أُعطيت"),
    "simulation.rate.none": (
        "nobody has counted it",
        "nadie lo ha contado",
        "لم يُحصها أحد",
    ),
    "simulation.when.during": (
        "A side that stops does so in the step that brings its gain.",
        "La parte que se detiene lo hace en el paso que le da su ganancia.",
        "الطرف الذي يتوقف يفعل ذلك في الخطوة التي تجلب له ربحه.",
    ),
    "simulation.when.after": (
        "A side that stops does so after the step that brought its gain.",
        "La parte que se detiene lo hace después del paso que le dio su ganancia.",
        "الطرف الذي يتوقف يفعل ذلك بعد الخطوة التي جلبت له ربحه.",
    ),
    "simulation.seed": (
        "Seed {seed}: the same seed, case and rates give this page again.",
        "Semilla {seed}: la misma semilla, el mismo caso y las mismas frecuencias vuelven a dar "
        "esta página.",
        "البذرة {seed}: البذرة والحالة والنسب نفسها تعطي هذه الصفحة من جديد.",
    ),
}
