"""The names of months: ours in the languages of lists, those of the Hijri and solar calendars.

Arabic has three sets of names for our months: Syriac (Iraq to Palestine), from Latin (Egypt, Yemen,
the Gulf, Sudan), from French (Maghreb).
"""

from __future__ import annotations

MONTHS = (
    "january|jan|enero|ene|يناير|كانون الثاني|جانفي|ينایر|января|январь|янв|січня|січень|січ",
    "february|feb|febrero|فبراير|شباط|فيفري|февраля|февраль|фев|февр|лютого|лютий|лют",
    "march|mar|marzo|مارس|آذار|марта|март|мар|березня|березень|бер",
    "april|apr|abril|abr|أبريل|ابريل|إبريل|نيسان|أفريل|апреля|апрель|апр|квітня|квітень|кві|квіт",
    "may|mayo|مايو|أيار|ماي|мая|май|травня|травень|тра|трав",
    "june|jun|junio|يونيو|يونيه|حزيران|جوان|июня|июнь|июн|червня|червень|чер|черв",
    "july|jul|julio|يوليو|يوليه|تموز|جويلية|июля|июль|июл|липня|липень|лип",
    "august|aug|agosto|ago|أغسطس|آب|أوت|августа|август|авг|серпня|серпень|сер|серп",
    "september|sep|sept|septiembre|setiembre|set|سبتمبر|أيلول|سبتمبر|сентября|сентябрь|сен|сент"
    "|вересня|вересень|вер|верес",
    "october|oct|octubre|أكتوبر|تشرين الأول|اكتوبر|октября|октябрь|окт|жовтня|жовтень|жов|жовт",
    "november|nov|noviembre|نوفمبر|تشرين الثاني|ноября|ноябрь|ноя|нояб|листопада|листопад|лис|лист",
    "december|dec|diciembre|dic|ديسمبر|كانون الأول|دجنبر|декабря|декабрь|дек|грудня|грудень|гру"
    "|груд",
)

HIJRI_MONTHS = (
    "محرم|المحرم|muharram",
    "صفر|safar",
    "ربيع الأول|ربيع أول|rabi al awwal|rabi i|rabi al awal",
    "ربيع الآخر|ربيع الثاني|ربيع ثاني|rabi al thani|rabi ii|rabi al akhir",
    "جمادى الأولى|جماد أول|جمادى الأول|jumada al awwal|jumada i|jumada al ula",
    "جمادى الآخرة|جمادى الثانية|جماد ثاني|جمادى الآخر|jumada al thani|jumada ii|jumada al akhira",
    "رجب|rajab",
    "شعبان|shaban|sha ban",
    "رمضان|ramadan|ramadhan",
    "شوال|shawwal|shawal",
    "ذو القعدة|ذي القعدة|القعدة|dhu al qada|dhul qada|dhu al qidah|zul qada",
    "ذو الحجة|ذي الحجة|الحجة|dhu al hijja|dhul hijja|dhu al hijjah|zul hijja",
)

SOLAR_MONTHS = (
    "فروردین|حمل|farvardin|hamal",
    "اردیبهشت|ثور|ordibehesht|sawr",
    "خرداد|جوزا|khordad|jawza",
    "تیر|سرطان|tir|saratan",
    "مرداد|امرداد|اسد|mordad|asad",
    "شهریور|سنبله|shahrivar|sonbola",
    "مهر|میزان|mehr|mizan",
    "آبان|عقرب|aban|aqrab",
    "آذر|قوس|azar|qaws",
    "دی|جدی|jadi",
    "بهمن|دلو|bahman|dalw",
    "اسفند|حوت|esfand|hut",
)
