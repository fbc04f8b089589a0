"""What the headers of lists say, in the languages that they come in.

English, Spanish, Arabic, Russian and Ukrainian, and the names of fields in PFIF 1.4 and in
FollowTheMoney. Phrases were collected from the forms that `docs/lists.md` names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "en": "English", "es": "Spanish", "ar": "Arabic", "ru": "Russian", "uk": "Ukrainian",
        "pfif": "PFIF", "ftm": "FollowTheMoney", "field": "a field's name",
    }
)  # fmt: skip

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "number": "the line's own number in the list",
        "reference": "the number under which the party keeps the person",
        "name": "the whole name",
        "given": "given names",
        "father": "the father's name",
        "grandfather": "the grandfather's name",
        "patronymic": "the patronymic",
        "family": "the family name; the first surname",
        "family2": "the second surname",
        "mother": "the mother's name",
        "aka": "other names, nom de guerre, kunya",
        "born": "date or year of birth",
        "born_place": "place of birth",
        "age": "age in years",
        "sex": "sex",
        "nationality": "nationality",
        "taken": "date of capture or arrest",
        "taken_place": "place of capture or arrest",
        "place": "where the person is held",
        "holder": "who holds the person",
        "id_number": "identity card, passport or national number",
        "service_number": "military number",
        "rank": "rank",
        "unit": "unit",
        "home": "where the person comes from",
        "status": "what is said of the person's condition or case",
        "health": "state of health",
        "charge": "charge or sentence",
        "contact": "whom to inform",
        "note": "remarks",
    }
)
"""The facts that are understood, with what they say."""

_PHRASES: Mapping[str, Mapping[str, str]] = {
    "number": {
        "en": "no|nr|number|#|serial|serial number|s no|s n|sn|item|line|row|n",
        "es": "n|no|nº|n.º|num|número|número de orden|orden|ítem|item",
        "ar": "م|ت|الرقم|رقم|العدد|تسلسل|الرقم التسلسلي|مسلسل|رقم متسلسل|ر م",
        "ru": "№|№ п п|п п|номер|порядковый номер|номер по порядку|n п п",
        "uk": "№|№ з п|з п|номер|порядковий номер|номер за порядком",
    },
    "reference": {
        "en": "id|ref|reference|reference number|case number|file number|record id|person id"
        "|detainee number|prisoner number|registration number|icrc number",
        "es": "id|referencia|número de expediente|expediente|número de caso|número de registro"
        "|número de interno|código",
        "ar": "رقم الملف|رقم السجل|رقم القيد|رقم الأسير|المعرف|رقم الحالة|رقم المعتقل|الرمز",
        "ru": "ид|код|номер дела|личное дело|учетный номер|регистрационный номер",
        "uk": "ід|код|номер справи|особова справа|обліковий номер|реєстраційний номер",
        "pfif": "person_record_id",
        "ftm": "id",
    },
    "name": {
        "en": "name|full name|name in full|complete name|person|detainee|prisoner|name of detainee"
        "|name of prisoner|name of the prisoner|detainee name|prisoner name|names|person name",
        "es": "nombre completo|nombres y apellidos|nombre y apellidos|apellidos y nombres"
        "|apellidos y nombre|nombre y apellido|nombre del detenido|detenido|preso|persona"
        "|nombre del preso|nombres y apellidos completos",
        "ar": "الاسم|الاسم الكامل|الإسم|اسم|الاسم الرباعي|الاسم الثلاثي|الاسم الخماسي"
        "|اسم الأسير|اسم المعتقل|اسم المحتجز|الاسم واللقب|الاسم بالكامل|اسم المفقود|الأسير"
        "|اسم المختطف|الاسم الرباعي واللقب",
        "ru": "фио|ф и о|фамилия имя отчество|имя фамилия|фамилия и имя|полное имя"
        "|фамилия имя|имя и фамилия|военнопленный|ф и о полностью",
        "uk": "піб|п і б|прізвище ім я по батькові|прізвище ім я|повне ім я|прізвище та ім я"
        "|ім я та прізвище|військовополонений|прізвище ім я та по батькові",
        "pfif": "full_name",
        "ftm": "name",
    },
    "given": {
        "en": "first name|given name|given names|first names|forename|forenames|christian name",
        "es": "nombre|nombres|primer nombre|nombre de pila|nombre(s)",
        "ar": "الاسم الأول|الاسم الاول|الاسم الشخصي|اسم الشخص",
        "ru": "имя",
        "uk": "ім я|імя|ім'я",
        "pfif": "given_name",
        "ftm": "firstName",
    },
    "father": {
        "en": "father|father s name|father name|fathers name|name of father|fathers first name"
        "|father s first name",
        "es": "nombre del padre|padre",
        "ar": "اسم الأب|اسم الاب|الأب|اسم الوالد|الوالد",
        "ru": "имя отца|отец",
        "uk": "ім я батька|батько",
        "ftm": "fatherName",
    },
    "grandfather": {
        "en": "grandfather|grandfather s name|grandfather name|name of grandfather",
        "es": "nombre del abuelo|abuelo",
        "ar": "اسم الجد|الجد",
        "ru": "имя деда|дед|имя дедушки",
        "uk": "ім я діда|дід",
    },
    "patronymic": {
        "en": "patronymic|patronym",
        "es": "patronímico",
        "ru": "отчество",
        "uk": "по батькові|ім я по батькові",
        "ftm": "middleName",
    },
    "family": {
        "en": "last name|surname|family name|family|last names|surnames|second name|tribe",
        "es": "apellido|apellidos|primer apellido|apellido paterno|1er apellido|1 apellido",
        "ar": "اللقب|العائلة|اسم العائلة|الكنية العائلية|الشهرة|النسبة|القبيلة|الاسم الأخير"
        "|لقب العائلة",
        "ru": "фамилия",
        "uk": "прізвище",
        "pfif": "family_name",
        "ftm": "lastName",
    },
    "family2": {
        "en": "second surname|maternal surname|second family name|second last name",
        "es": "segundo apellido|apellido materno|2do apellido|2 apellido|2º apellido",
        "ar": "اللقب الثاني",
        "ru": "вторая фамилия",
        "uk": "друге прізвище",
        "ftm": "secondName",
    },
    "mother": {
        "en": "mother|mother s name|mother name|name of mother|mothers name|mother s maiden name",
        "es": "nombre de la madre|madre",
        "ar": "اسم الأم|اسم الام|الأم|اسم الوالدة|الوالدة",
        "ru": "имя матери|мать",
        "uk": "ім я матері|мати",
        "ftm": "motherName",
    },
    "aka": {
        "en": "alias|aliases|aka|a k a|also known as|nickname|nom de guerre|other names|kunya"
        "|call sign|callsign|alternate names",
        "es": "alias|apodo|seudónimo|sobrenombre|otros nombres|conocido como|nombre de guerra",
        "ar": "الكنية|الاسم الحركي|اسم الشهرة|أسماء أخرى|المعروف بـ|يعرف بـ|الاسم المستعار",
        "ru": "позывной|псевдоним|кличка|прозвище|другие имена|он же",
        "uk": "позивний|псевдонім|прізвисько|інші імена",
        "pfif": "alternate_names",
        "ftm": "alias|weakAlias|previousName",
    },
    "born": {
        "en": "date of birth|birth date|birthdate|dob|d o b|born|birthday|year of birth|birth year"
        "|yob|born on|date birth",
        "es": "fecha de nacimiento|fecha nacimiento|f nacimiento|nacimiento|año de nacimiento"
        "|nacido|fec nac|f nac|fecha nac|fecha de nac|año nac|nació",
        "ar": "تاريخ الميلاد|تاريخ الولادة|المواليد|سنة الميلاد|سنة الولادة|الميلاد|تاريخ ميلاده"
        "|تولد|مواليد|عام الميلاد",
        "ru": "дата рождения|год рождения|д р|г р|дата рожд|родился|число месяц год рождения",
        "uk": "дата народження|рік народження|д н|р н|народився|число місяць рік народження",
        "pfif": "date_of_birth",
        "ftm": "birthDate",
    },
    "born_place": {
        "en": "place of birth|birth place|birthplace|born in|pob",
        "es": "lugar de nacimiento|lugar nacimiento|nacido en",
        "ar": "مكان الميلاد|مكان الولادة|محل الميلاد|محل الولادة|مسقط الرأس",
        "ru": "место рождения",
        "uk": "місце народження",
        "ftm": "birthPlace",
    },
    "age": {
        "en": "age|age years|age in years",
        "es": "edad|edad años",
        "ar": "العمر|السن|عمره",
        "ru": "возраст|лет|полных лет",
        "uk": "вік|років|повних років",
        "pfif": "age",
    },
    "sex": {
        "en": "sex|gender|m f|sex m f",
        "es": "sexo|género",
        "ar": "الجنس|النوع|النوع الاجتماعي|ذكر أنثى",
        "ru": "пол",
        "uk": "стать",
        "pfif": "sex",
        "ftm": "gender",
    },
    "nationality": {
        "en": "nationality|citizenship|country|citizen of",
        "es": "nacionalidad|país|ciudadanía",
        "ar": "الجنسية|الدولة|جنسيته",
        "ru": "гражданство|национальность|страна",
        "uk": "громадянство|національність|країна",
        "ftm": "nationality|citizenship|country",
    },
    "taken": {
        "en": "date of arrest|arrest date|date of capture|capture date|captured|captured on"
        "|date captured|date of detention|detention date|detained on|date of disappearance"
        "|missing since|detained since|arrested on|date of abduction|date missing|date taken"
        "|date detained",
        "es": "fecha de detención|fecha de captura|fecha de arresto|fecha de aprehensión"
        "|fecha detención|detenido desde|fecha de desaparición|fecha de secuestro",
        "ar": "تاريخ الأسر|تاريخ الاعتقال|تاريخ الاحتجاز|تاريخ الاختطاف|تاريخ الفقدان"
        "|تاريخ القبض|تاريخ التوقيف|تاريخ الخطف|تاريخ أسره|تاريخ الاختفاء",
        "ru": "дата пленения|дата задержания|дата ареста|дата захвата|дата взятия в плен"
        "|дата пропажи|дата исчезновения",
        "uk": "дата полону|дата затримання|дата арешту|дата захоплення|дата потрапляння в полон"
        "|дата взяття в полон|дата зникнення",
    },
    "taken_place": {
        "en": "place of arrest|place of capture|captured at|location of arrest|capture place"
        "|place of detention arrest|arrested at|place of disappearance|capture location"
        "|location of capture|front",
        "es": "lugar de detención|lugar de captura|lugar de arresto|lugar de desaparición"
        "|lugar de la detención",
        "ar": "مكان الأسر|مكان الاعتقال|مكان الاحتجاز الأول|مكان الاختطاف|مكان الفقدان|الجبهة"
        "|مكان القبض|مكان أسره|مكان التوقيف|مكان الخطف|مكان الاختفاء",
        "ru": "место пленения|место задержания|место ареста|место захвата|место исчезновения",
        "uk": "місце полону|місце затримання|місце арешту|місце захоплення|місце зникнення",
    },
    "place": {
        "en": "place of detention|detention place|prison|detained at|held at|location|facility"
        "|detention facility|camp|place of internment|current location|where held|place held",
        "es": "centro de detención|centro de reclusión|lugar de reclusión|cárcel|prisión"
        "|centro penitenciario|sitio de reclusión|recinto",
        "ar": "مكان الاحتجاز|السجن|مكان السجن|مكان التواجد|مكان وجوده|المعتقل|مكان الحجز",
        "ru": "место содержания|место содержания под стражей|тюрьма|сизо|ик|место нахождения"
        "|местонахождение|колония|лагерь",
        "uk": "місце утримання|в язниця|сізо|місце перебування|місцезнаходження|колонія|табір",
        "pfif": "note.last_known_location",
    },
    "holder": {
        "en": "held by|holder|detaining authority|detaining power|authority|captured by",
        "es": "autoridad|detenido por|en poder de|autoridad que detiene|organismo"
        "|organismo aprehensor",
        "ar": "الجهة الآسرة|الجهة|الجهة المحتجزة|الجهة الخاطفة|لدى",
        "ru": "кем удерживается|удерживающая сторона|орган",
        "uk": "ким утримується|сторона що утримує|орган",
    },
    "id_number": {
        "en": "id number|identity number|id card|identity card|national id|passport"
        "|passport number|passport no|id no|national number|document number|identity document",
        "es": "cédula|cédula de identidad|ci|c i|dni|documento|número de documento|pasaporte"
        "|documento de identidad|número de cédula|número de pasaporte|curp|rut",
        "ar": "رقم الهوية|رقم البطاقة|رقم الجواز|رقم جواز السفر|الرقم الوطني|رقم البطاقة الشخصية"
        "|الرقم القومي|هوية",
        "ru": "паспорт|паспортные данные|номер паспорта|серия и номер паспорта|документ|инн"
        "|номер документа",
        "uk": "паспорт|номер паспорта|іпн|рнокпп|документ|номер документа|ідентифікаційний номер",
        "ftm": "idNumber|passportNumber",
    },
    "service_number": {
        "en": "service number|military number|personal number|army number|serial number military"
        "|dog tag|service no|military id",
        "es": "número militar|número de servicio|matrícula",
        "ar": "الرقم العسكري|رقم الخدمة|الرقم الحربي",
        "ru": "личный номер|военный билет|номер жетона|жетон",
        "uk": "особистий номер|військовий квиток|номер жетона|жетон",
    },
    "rank": {
        "en": "rank|military rank|grade",
        "es": "rango|grado|jerarquía|grado militar",
        "ar": "الرتبة|الرتبة العسكرية|الدرجة",
        "ru": "звание|воинское звание",
        "uk": "звання|військове звання",
    },
    "unit": {
        "en": "unit|military unit|brigade|battalion|regiment|formation",
        "es": "unidad|unidad militar|brigada|batallón|componente",
        "ar": "الوحدة|الوحدة العسكرية|اللواء|الكتيبة",
        "ru": "часть|воинская часть|в ч|подразделение|бригада|номер части",
        "uk": "частина|військова частина|в ч|підрозділ|бригада|номер частини",
    },
    "home": {
        "en": "address|home address|residence|from|governorate|district|village|home|town|region",
        "es": "dirección|domicilio|residencia|estado|municipio|procedencia|departamento",
        "ar": "العنوان|المحافظة|المديرية|القرية|السكن|محل الإقامة|المنطقة|مكان السكن|العزلة",
        "ru": "адрес|место жительства|адрес проживания|регион|область|место регистрации",
        "uk": "адреса|місце проживання|адреса проживання|регіон|область|місце реєстрації",
        "pfif": "home_city",
        "ftm": "address",
    },
    "status": {
        "en": "status|situation|condition|civil status military|category|civilian or military"
        "|classification|type",
        "es": "estatus|situación|estado procesal|condición|categoría|situación jurídica"
        "|estado legal",
        "ar": "الحالة|الوضع|التصنيف|الصفة|حالته|الفئة|مدني عسكري",
        "ru": "статус|категория|состояние|положение",
        "uk": "статус|категорія|стан|становище",
        "pfif": "note.status",
        "ftm": "status",
    },
    "health": {
        "en": "health|state of health|medical condition|wounded|health condition|injury",
        "es": "salud|estado de salud|condición médica|herido",
        "ar": "الحالة الصحية|الصحة|الإصابة|الوضع الصحي|جريح",
        "ru": "состояние здоровья|здоровье|ранение",
        "uk": "стан здоров я|здоров я|поранення",
    },
    "charge": {
        "en": "charge|charges|offence|offense|sentence|accusation|crime|conviction",
        "es": "delito|delitos|cargos|condena|acusación|sentencia|delitos imputados",
        "ar": "التهمة|الحكم|الجريمة|سبب الاعتقال|سبب الاحتجاز",
        "ru": "статья|обвинение|приговор|статья ук|преступление",
        "uk": "стаття|обвинувачення|вирок|стаття кку|злочин",
    },
    "contact": {
        "en": "contact|next of kin|relative|family contact|phone|telephone|whom to inform"
        "|contact person|phone number|relative s phone",
        "es": "contacto|contacto familiar|familiar|teléfono|familiar de contacto"
        "|teléfono de contacto",
        "ar": "رقم الهاتف|الهاتف|هاتف|ولي الأمر|اسم المبلغ|رقم التواصل|جوال|هاتف الأسرة"
        "|مقدم البلاغ",
        "ru": "контакт|телефон|родственник|контактное лицо|телефон родственников"
        "|контакт родственников|контакты родственников",
        "uk": "контакт|телефон|родич|контактна особа|телефон рідних|контакти родичів"
        "|контакти рідних",
    },
    "note": {
        "en": "note|notes|remarks|remark|comment|comments|observations|other"
        "|additional information",
        "es": "observaciones|obs|notas|nota|comentarios|comentario|observación",
        "ar": "ملاحظات|ملاحظة|الملاحظات|بيانات أخرى|معلومات إضافية|البيان",
        "ru": "примечание|примечания|комментарий|заметки|дополнительная информация",
        "uk": "примітка|примітки|коментар|нотатки|додаткова інформація",
        "pfif": "other|note.text",
        "ftm": "notes|description|summary",
    },
}  # fmt: skip


class Known(NamedTuple):
    """A phrase that headers say: the field that it means, and in which languages."""

    field: str
    languages: tuple[str, ...]


_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None}
)


def normal(header: str) -> str:
    """A header as it is looked up: small letters, no marks, no punctuation, single spaces.

    >>> normal(" Fecha  de nacimiento: "), normal("ФИО*")
    ('fecha de nacimiento', 'фио')
    """
    text = unicodedata.normalize("NFKD", header.translate(_ARABIC).replace("№", "nr"))
    text = "".join(each for each in text if not unicodedata.combining(each))
    text = text.translate(_ARABIC).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[^\w#]+|_", " ", text).split())


@cache
def phrases() -> Mapping[str, Known]:
    """Every phrase in its normal form; one that two languages share is said to be both's."""
    found: dict[str, Known] = {}
    for field, by_language in _PHRASES.items():
        for language, said in by_language.items():
            for phrase in said.split("|"):
                key = normal(phrase)
                before = found.get(key)
                if before is None:
                    found[key] = Known(field, (language,))
                elif before.field == field and language not in before.languages:
                    found[key] = Known(field, (*before.languages, language))
    return MappingProxyType(found)
