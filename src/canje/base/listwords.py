"""What findings say about lists: the part of the catalogue that the intake of lists brings about.

As in `canje.base.words`: why it is a finding, how to mend it, and `notice` where the list can still
be taken.
"""

from __future__ import annotations

LISTS: dict[str, tuple[str, ...]] = {
    # the file
    "list.form": (
        "This is no list that can be read: neither CSV, XLSX, PFIF nor FollowTheMoney.",
        "Save the table as XLSX or as CSV, and hand over that file.",
    ),
    "list.old-form": (
        "This is a spreadsheet of before 2007 (.xls) or another document of that kind.",
        "Open it in a spreadsheet and save it as XLSX.",
    ),
    "list.locked": (
        "The file is locked with a password.",
        "Save it without a password; protect the channel by which it is sent instead.",
    ),
    "list.suffix": (
        "The name of the file ends in {value}, but it holds {form}.",
        "It is read as {form}; nothing needs to be done.",
        "notice",
    ),
    "list.damaged": (
        "The file is damaged: {problem}.",
        "Save it again, or have it sent again.",
    ),
    "list.entities": (
        "The file declares a document type or entities of its own, by which a small file can grow "
        "without end or draw in other files.",
        "Write it without a DOCTYPE.",
    ),
    "list.too-much": (
        "The list has more than {most} {what}.",
        "Check that it is the right file and that nothing stands far below or beside the table; "
        "divide a larger list.",
    ),
    "list.stopped": (
        "Reading was stopped: {problem}. Nothing of the file was used.",
        "Check that it is the right file; save the table alone, as a new XLSX or as CSV.",
    ),
    "list.empty": (
        "There is no row to read.",
        "Check that it is the right file, and the right sheet of it.",
    ),
    "list.encoding": (
        "The text is no UTF-8. It is read as {value} ({why}); {other} fits as well and gives other "
        "letters.",
        "Look at the names; say encoding: {other} if they are wrong. Better: save as XLSX.",
        "notice",
    ),
    "list.not-in": (
        "The text cannot be read as {value}: {problem}.",
        "Name the right encoding, or none to have it found out.",
    ),
    "list.which-sheet": (
        "Several sheets hold something: {value}.",
        "Say which one is the list: --sheet NAME, or sheet: NAME in lists.yaml.",
    ),
    "list.no-sheet": (
        "The spreadsheet has no sheet of this name with anything in it.",
        "The sheets are: {known}.",
    ),
    "list.hidden-sheet": (
        "A hidden sheet holds something; it was not read.",
        "Look at it. To read it as the list, name it: --sheet NAME.",
        "notice",
    ),
    "list.hidden-rows": (
        "The sheet has hidden {what}; they are read like the others.",
        "Show them in the spreadsheet and check that they belong to the list.",
        "notice",
    ),
    "list.formula": (
        "The cell holds a formula; what it last came to is read, and may be out of date.",
        "Replace it by its value.",
        "notice",
    ),
    "list.error-cell": (
        "The cell holds what a spreadsheet writes when it cannot compute (such as #N/A or #REF!).",
        "Write what should stand there, or clear the cell.",
    ),
    "list.merged": (
        "Cells are merged; what is seen stands in the first of them only, the others are blank.",
        "Unmerge them, and write the value into each row that it holds for.",
        "notice",
    ),
    "list.macros": (
        "The spreadsheet holds macros; they are not run.",
        "Do not allow them either; ask for a file without.",
        "notice",
    ),
    "list.outside": (
        "The spreadsheet refers to files or data elsewhere; none was fetched.",
        "Ask for a file that holds its values itself.",
        "notice",
    ),
    "list.digits-lost": (
        "A number of more than 15 digits: the spreadsheet has lost the last ones.",
        "Format the column as text and type the number again.",
    ),
    "ftm.line": (
        "The line is no entity: {problem}.",
        "Mend or remove the line.",
    ),
    "ftm.no-person": (
        "Entities that are no persons: {value}. They were not read.",
        "Nothing needs to be done if persons alone are meant.",
        "notice",
    ),
    # its columns
    "list.no-header": (
        "No row names the columns, or none that is understood.",
        "Say which line does (header: 3, or 0 for none) and what the columns are (columns: "
        "{{'#2': name}}).",
    ),
    "list.no-name": (
        "No column is understood to hold names.",
        "Say which one does: columns: {{HEADER: name}}. The headers are: {known}.",
    ),
    "list.field": (
        "A column can hold no such field.",
        "Write one of: {known}.{perhaps}",
    ),
    "list.column-twice": (
        "This column and {first} seem to say the same.",
        "Say under columns which one does, and - for the other.",
    ),
    "list.unread": (
        "What this column says is not understood; it is kept as written, and not compared.",
        "Say what it holds under columns, or nothing if that is right.",
        "notice",
    ),
    "list.place": (
        "The header does not say which place this is. By what stands beside it, it is read as: "
        "{what}.",
        "Say under columns what it holds if that is wrong: place, taken_place, or - for none.",
        "notice",
    ),
    "list.header-again": (
        "The row repeats the headers; it is no entry.",
        "Nothing needs to be done.",
        "notice",
    ),
    "list.dates": (
        "Dates can be written in no such way.",
        "Write one of: {known}.{perhaps}",
    ),
    # its entries
    "row.total": (
        "The row sums the list up; it is no entry.",
        "Nothing needs to be done if it names nobody.",
        "notice",
    ),
    "row.total-differs": (
        "The row sums the list up; it is no entry. It says {said}, but {count} entries stand above "
        "it.",
        "Ask whether somebody is missing from the list.",
        "notice",
    ),
    "row.signature": (
        "The row is there to be signed, or stands below such a one; it is no entry.",
        "Nothing needs to be done if it names nobody who is held or sought. Move it up into the "
        "table if it does.",
        "notice",
    ),
    "entry.says-died": (
        "This may say that the person died. Nothing follows from it by itself.",
        "Ask the party that holds them; write its answer to statements.csv.",
        "notice",
    ),
    "entry.says-released": (
        "This may say that the person was released. Nothing follows from it by itself.",
        "Ask the party that holds them; write its answer to statements.csv.",
        "notice",
    ),
    "entry.no-name": (
        "The row names nobody.",
        "Write the name, or remove the row if it is no entry (a total, a heading).",
    ),
    "entry.twice": (
        "The row says the same as line {first}, word for word.",
        "Remove one if both mean one person; both are kept.",
        "notice",
    ),
    "entry.same-number": (
        "The same {what} as on line {first}.",
        "Correct one of the two if they are two people.",
        "notice",
    ),
    "text.marks": (
        "The text holds marks that cannot be seen ({marks}); they are taken off.",
        "Nothing needs to be done; type the text again to be rid of them.",
        "notice",
    ),
    "text.flood": (
        "Letters are buried in marks.",
        "Type the text again.",
    ),
    "text.replaced": (
        "Letters were lost before the file came here: a replacement mark stands in their place.",
        "Ask for the file as it was first written.",
    ),
    "name.mixed": (
        "The word {word} mixes scripts that look alike ({letters}). In one script it reads: "
        "{reading}.",
        "Type it again in one script. It is kept as written; the reading is a suggestion.",
        "notice",
    ),
    "name.no-letters": (
        "This is no name: it has no letters.",
        "Write the name; check that the columns are not shifted.",
    ),
    "age.none": (
        "This is no age in whole years from 0 to {most}.",
        "Write the age in digits, or leave it blank.",
    ),
    "age.range": (
        "An age from {low} to {high}, and no one age; it counts as blank.",
        "Write one age, or the year of birth, if it is known.",
        "notice",
    ),
    "age.differs": (
        "Born {born} is not {value} years of age on the day of the list.",
        "Correct one of the two; both are kept.",
        "notice",
    ),
    "sex.unknown": (
        "This is no word for a sex that is known here; it counts as blank.",
        "Write m or f.",
        "notice",
    ),
    "sex.letters": (
        "The column writes H or V (hombre, varón) and M: its M is read as mujer, a woman.",
        "Write m and f, or the whole words, if that is wrong.",
        "notice",
    ),
    "health.unknown": (
        "Nothing that is known here is said of health; it is kept as written, and law puts nobody "
        "first for it.",
        "Write one of these codes if one of them is meant: {codes}.",
        "notice",
    ),
    "health.partly": (
        "It is read as {means}, though not every word of it is understood or says so; it is kept "
        "as written.",
        "If that is wrong, write one of these codes: {codes}.",
        "notice",
    ),
    "health.differs": (
        "Lists do not agree on the health of this person: {said}. What law puts first holds until "
        "somebody decides.",
        "Ask; write the answer under health, and take the word health out of differs.",
        "notice",
    ),
    "person.to-ask": (
        "A remark in a list may say that this person died or was released. Nothing follows from it "
        "by itself.",
        "Ask the party that holds them, and write its answer to statements.csv; clear this cell if "
        "the remark means something else.",
        "notice",
    ),
    # its dates
    "date.none": (
        "This is no date.",
        "Write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known; leave it blank if unknown.",
    ),
    "date.impossible": (
        "This date cannot be: it lies after the day of the list, or too long before it.",
        "Correct it, or leave it blank if unknown.",
    ),
    "date.order-broken": (
        "In the order in which this column is said to write dates, this is none.",
        "Correct the date, or say another order under dates.",
    ),
    "date.two-digits": (
        "The year has two digits, and nothing tells the century.",
        "Write the year with four digits.",
    ),
    "date.two-digits-read": (
        "The year has two digits; the century is the one that is possible: {read}.",
        "Write four digits if that is wrong.",
        "notice",
    ),
    "date.ambiguous": (
        "The date can be read in more than one way ({choice}); only what they share is used: "
        "{read}.",
        "Say under dates in which order or calendar the column is written, or write YYYY-MM-DD.",
        "notice",
    ),
    "date.bounded": (
        "The date can be read in two orders, of which only one is possible: {read}.",
        "Nothing needs to be done if that is right.",
        "notice",
    ),
    "date.calendar": (
        "The year can be of two calendars, Hijri and solar Hijri.",
        "Say under dates which one: hijri or solar-hijri.",
        "notice",
    ),
    "date.hijri": (
        "A Hijri date, by the tables of Umm al-Qura {means}. Where the moon is sighted the day may "
        "be one off, so it is known to the month at best.",
        "Nothing needs to be done if that is right.",
        "notice",
    ),
    "date.solar": (
        "A date of the solar Hijri calendar, in ours {means}.",
        "Nothing needs to be done if that is right.",
        "notice",
    ),
    "date.about": (
        "The date is given as about right; a year more or less is allowed for: {choice}.",
        "Nothing needs to be done if that is right.",
        "notice",
    ),
    "date.range": (
        "The date is given as a range of years: {choice}.",
        "Nothing needs to be done if that is right.",
        "notice",
    ),
    "date.serial": (
        "A number as spreadsheets count days; it is read as {read}.",
        "Format the column as a date if that is right.",
        "notice",
    ),
    "date.age": (
        "An age stands where a date should; it is read as an age of {age}.",
        "Nothing needs to be done if that is right.",
        "notice",
    ),
    "date.swapped": (
        "The spreadsheet may have changed day and month here: other dates of the column, which it "
        "left as text, have a day above 12, and none of its real dates has. Only {read} is used.",
        "Ask for the column as text, or say under dates how it was written.",
        "notice",
    ),
    "date.order": (
        "{evidence}. So the dates of this column that could be either are read {order}.",
        "Say another order under dates if that is wrong.",
        "notice",
    ),
    "date.january": (
        "Of {full} dates {count} are the first of January, which often stands for a day that "
        "nobody knew.",
        "Ask; if so, let the year stand alone.",
        "notice",
    ),
    # lists in a case folder
    "list.changed": (
        "The file is not the one that was taken in: its SHA-256 is {found}.",
        "Put the file back as it was; take a corrected one in as a new version.",
    ),
    "list.version": (
        "A version {value} of this list stands here already, first on line {first}.",
        "Give each version its own number.",
    ),
    "list.known": (
        "This very file (of a spreadsheet, this sheet) was taken in already, as {first}.",
        "Nothing needs to be done; take in another file, or name another sheet: --sheet NAME.",
    ),
    "list.index-form": (
        "The file lists.yaml cannot be extended as it is written.",
        "Write it as a list with a hyphen before each entry, not in square brackets.",
    ),
    "list.unknown": (
        "The case has no list of this id.",
        "Write the id of one of its lists: {known}.{perhaps}",
    ),
    "list.none": (
        "The case has no lists, so there are no entries to make persons of.",
        "Take in what the parties handed over: canje list take FILE FOLDER.",
    ),
}
