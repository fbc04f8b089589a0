"""What findings say: for each code why it is one, and how to mend it.

The catalogue is the one place where these words stand. `{parameters}` are filled in by the finding;
`{perhaps}` is a guess at what was meant, as a sentence with a space before it, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from canje.base.judgewords import JUDGEMENTS
from canje.base.listwords import LISTS

Severity = Literal["error", "notice"]


class Words(NamedTuple):
    """What a finding says: why it is one, how to mend it, and whether the case can still stand."""

    why: str
    mend: str
    severity: Severity = "error"


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        # the folder and its files
        "folder.missing": Words(
            "There is no such folder.",
            "Give the path of a case folder: the folder that holds case.yaml.",
        ),
        "folder.no-case": Words(
            "The folder holds no case.yaml, so it is no case folder.",
            "Add case.yaml with id, title, date and parties, or give another folder.",
        ),
        "folder.no-people": Words(
            "The case has no people: neither people.csv nor groups.yaml nor lists.",
            "Add people.csv (columns id and holder at least) or groups.yaml.",
        ),
        "new.party": Words(
            "A party is said by its id, its kind and its name, with colons between.",
            'Write it like north:state:"The North" or hill:armed-group:Hill; kinds are state, '
            "armed-group, body.",
        ),
        "new.list": Words(
            "It is not said which party handed over this list, and what the list says.",
            "Write PARTY:KIND:FILE, like north:sought:list.xlsx. KIND is one of: {known}.",
        ),
        "folder.unknown-file": Words(
            "No file of this name belongs to a case folder; it was not read.",
            "Correct the name, or move the file elsewhere.{perhaps}",
            "notice",
        ),
        "file.unreadable": Words(
            "The file cannot be read: {problem}.",
            "Check that the file is there, whole, and that you may read it.",
        ),
        "file.kind": Words(
            "This is no ordinary file.",
            "Put the file itself in its place.",
        ),
        "file.link": Words(
            "This is a link to another file; links are not followed, for they may lead to files "
            "that are no part of the case.",
            "Put a copy of the file in the place of the link.",
        ),
        "file.too-large": Words(
            "The file is larger than {most}, the most that is read.",
            "Check that it is the right file; describe many alike people in groups.yaml.",
        ),
        "file.encoding": Words(
            "The bytes from position {byte} on are no UTF-8 text.",
            "Save the file again as UTF-8 (in a spreadsheet: CSV UTF-8).",
        ),
        "text.hidden": Words(
            "The text holds a control character or one that changes the direction of writing; "
            "what is seen is not what is stored.",
            "Type the text again without it.",
        ),
        "text.too-long": Words(
            "The text has {length} characters; {most} are the most.",
            "Shorten it, or check for a quote that is never closed.",
        ),
        # tables
        "csv.empty": Words(
            "The table has no header line.",
            "Write the names of the columns in the first line.",
        ),
        "csv.malformed": Words(
            "The line is no CSV: {problem}.",
            "Check the quotes: a cell that holds a separator, a quote or a line break stands in "
            "double quotes, and a quote inside it is doubled.",
        ),
        "csv.line-too-long": Words(
            "A line is longer than {most}.",
            "Check the line breaks of the file, and that it is the right file.",
        ),
        "csv.too-much": Words(
            "The table has more than {most} {what}.",
            "Check that it is the right file; describe many alike people in groups.yaml.",
        ),
        "csv.ragged": Words(
            "The row has {value}, the header has {width}.",
            "Give every row as many cells as the header; put a cell that holds the separator in "
            "double quotes.",
        ),
        "csv.header-empty": Words(
            "A column has no name.",
            "Name the column, or remove it.",
        ),
        "csv.header-twice": Words(
            "Two columns have the same name.",
            "Rename or remove one of them.",
        ),
        "column.missing": Words(
            "The table has no column {column}, which it needs.",
            "Add the column.{perhaps}",
        ),
        "column.unknown": Words(
            "This table has no column of that name; it would be read by nobody.",
            "Correct the name or remove the column; the columns are: {known}.{perhaps}",
        ),
        "column.reserved": Words(
            "A column cannot have this name, which has a meaning of its own.",
            "Rename the column.",
        ),
        # YAML
        "yaml.syntax": Words(
            "The file is no YAML here: {problem}.",
            "Check indentation, colons and quotes on this line and the one before.",
        ),
        "yaml.alias": Words(
            "Anchors and aliases (& and *) are not read: a small file could stand for an "
            "enormous one.",
            "Write the value out where it is meant; put a text that begins so in quotes.",
        ),
        "yaml.tag": Words(
            "Tags (a word after !) are not read.",
            "Remove the tag; put a text that begins with ! in quotes.",
        ),
        "yaml.duplicate-key": Words(
            "The same key stands twice in one mapping, first on line {first}.",
            "Keep one of the two.",
        ),
        "yaml.key": Words(
            "A list or a mapping stands where a key should.",
            "Write a plain text before the colon; put a text that begins with [ or {{ in quotes.",
        ),
        "yaml.depth": Words(
            "Lists and mappings lie more than {most} deep in one another.",
            "Write it flatter.",
        ),
        "yaml.nodes": Words(
            "The file holds more than {most} values.",
            "Check that it is the right file.",
        ),
        "yaml.documents": Words(
            "A second document begins here; a file holds one.",
            "Remove the line ---.",
        ),
        # fields
        "key.unknown": Words(
            "Nothing of this name is known here.",
            "Correct or remove the key; here can stand: {known}.{perhaps}",
        ),
        "key.missing": Words(
            "{key} is missing.",
            "Add it.{choices}",
        ),
        "value.shape": Words(
            "Here stands {found}, where {wanted} should.",
            "Write {wanted}.",
        ),
        "value.choice": Words(
            "This is none of the words that can stand here.",
            "Write one of: {known}.{perhaps}",
        ),
        "value.date": Words(
            "This is no date.",
            "Write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known.",
        ),
        "value.number": Words(
            "This is no whole number from {least} to {most}.",
            "Write such a number, in digits.",
        ),
        "value.order": Words(
            "The end ({end}) lies before the beginning ({start}).",
            "Correct one of the two.",
        ),
        "source.url": Words(
            "This is no web address.",
            "Write the address with https:// (or http://) before it, or leave url out.",
        ),
        # ids
        "id.malformed": Words(
            "This cannot be an id.",
            "Use 1 to 64 letters (A to Z, a to z), digits, dots, hyphens and underscores, the "
            "first a letter or a digit.",
        ),
        "id.reserved": Words(
            "This id has a meaning of its own.",
            "Choose another one.",
        ),
        "id.duplicate": Words(
            "The id stands here for the second time; first on line {first} of {where}.",
            "Give each its own id.",
        ),
        # whom and what a value refers to
        "party.unknown": Words(
            "No party of the case has this id.",
            "Correct the id, or add the party to case.yaml; the parties are: {known}.{perhaps}",
        ),
        "person.unknown": Words(
            "Nobody in the case has this id.",
            "Correct the id, or add the person to people.csv.{perhaps}",
        ),
        "source.unknown": Words(
            "No source in case.yaml has this id.",
            "Correct the id, or add the source to case.yaml.{perhaps}",
        ),
        "fact.unknown": Words(
            "The case does not state this fact.",
            "Add it under facts in case.yaml.{perhaps}",
        ),
        "place.unknown": Words(
            "handover.yaml has no place with this id.",
            "Correct the id, or add the place under places.{perhaps}",
        ),
        "leg.unknown": Words(
            "handover.yaml has no leg with this id.",
            "Correct the id, or add the leg under legs.{perhaps}",
        ),
        "scenario.unknown": Words(
            "The case has no scenario of this id.",
            "Choose one of: {known}.{perhaps}",
        ),
        "scenario.none": Words(
            "The case has no scenarios.",
            "Leave the scenario out, or write it into scenarios.yaml.",
        ),
        "term.unknown": Words(
            "The case has no term of this id.",
            "Correct the id, or add the term to terms.yaml.{perhaps}",
        ),
        "draw.alone": Words(
            "One alone cannot make a seed that nobody chose.",
            "Name at least two who take part, or leave parties out: then all do, and the desk.",
        ),
        "draw.chain": Words(
            "Beacons of this chain cannot be verified here.",
            "Use a round of drand's quicknet, {chain}, or dice.",
        ),
        "draw.hex": Words(
            "This is not {count} bytes in hexadecimal.",
            "Write {digits} digits from 0 to 9 and a to f, all small.",
        ),
        "draw.closed": Words(
            "The list of reveals is closed after the deadline, {deadline}, and before {end}. "
            "This time is not.",
            "Write when the list was closed, or leave closed out.",
        ),
        "draw.copied": Words(
            "Two commitments are the same, so that one of them is a copy.",
            "Each makes its own, with canje draw --commit. Take the copy out.",
        ),
        "draw.instant": Words(
            "This is no point in time.",
            "Write date and time in UTC, as 2025-05-01T12:00:00Z.",
        ),
        "draw.late": Words(
            "This secret came at or after the deadline, {deadline}, so it counts as none.",
            "Leave it as it stands: the draw goes on as if this party had been silent.",
            "notice",
        ),
        "draw.opened": Words(
            "{by} opened its dice before the deadline, {deadline}: whoever had not revealed yet "
            "could choose.",
            "Correct a slip of the pen. If there is none this ceremony is void: announce another, "
            "and list this one under void.",
        ),
        "draw.order": Words(
            "{what} at {at}. That must come before {then}, at {limit}.",
            "Correct a slip of the pen. If there is none this ceremony is void: announce another, "
            "and list this one under void.",
        ),
        "draw.revealed-early": Words(
            "A secret is revealed while {missing} has not committed yet, and could choose by it.",
            "Take in reveals when all have committed. If this one was seen the ceremony is void: "
            "announce another, and list this one under void.",
        ),
        "draw.rolls": Words(
            "These are not {least} or more rolls of a die.",
            "Write the rolls as they fell, one digit from 1 to 6 each; spaces do not matter.",
        ),
        "draw.too-early": Words(
            "The round is due at {due}, not {minutes} minutes after the deadline, {deadline}: who "
            "reveals last could know it and choose.",
            "Announce round {least} or a later one, or an earlier deadline.",
        ),
        "draw.twice": Words(
            "This stands here twice, and only one of the two can count.",
            "Take one of them out; a word once given cannot be changed by a second.",
        ),
        "draw.uncommitted": Words(
            "A secret is revealed that nobody committed to.",
            "Add the commitment, or take the secret out.",
        ),
        "draw.unthrown": Words(
            "Secrets are committed to before these dice are.",
            "Add what was committed to and when; if the dice were not thrown yet, the ceremony is "
            "void: announce another, and list this one under void.",
        ),
        "draw.witnesses": Words(
            "Dice that one person alone saw prove nothing.",
            "Name at least two witnesses beside whoever throws.",
        ),
        "expected.number": Words(
            "The figure counts people, and this is no number.",
            "Write the number in digits, or leave counts and how out.",
        ),
        "expected.breaks": Words(
            "Only a figure that is broken breaks a term.",
            "Say how: broken, or leave breaks out.",
        ),
        "list.too-long": Words(
            "The list has more than {most} entries.",
            "Check that it is the right file; shorten the list.",
        ),
        "list.index": Words(
            "The folder lists has no lists.yaml.",
            "Add lists.yaml, which says of each file who handed it over, when, and as what.",
        ),
        "list.missing": Words(
            "The folder lists holds no such file.",
            "Add the file, or correct its name in lists.yaml.",
        ),
        "list.path": Words(
            "This is no plain file name.",
            "Write the name of a file in the folder lists, without any path.",
        ),
        "destination.unknown": Words(
            "This destination is no party, no place of the handover, and none of the "
            "destinations in case.yaml.",
            "Check the spelling; a new one can be listed under destinations in case.yaml.{perhaps}",
            "notice",
        ),
        "destination.no-place": Words(
            "handover.yaml has legs, but no place with this id, so nobody whom {holder} holds can "
            "be taken there.",
            "Add the place, and legs that lead there, to handover.yaml. Nobody is taken anywhere "
            "else; write another destination only if the person has agreed to it.{perhaps}",
            "notice",
        ),
        "destination.no-way": Words(
            "No legs that carry people held by {holder} lead from {starts} to this destination.",
            "Add the missing legs to handover.yaml. Nobody is taken anywhere else; write another "
            "destination only if the person has agreed to it.",
            "notice",
        ),
        "destination.none": Words(
            "It is not known where this person goes: no destination is written, and no "
            "beneficiary, or not the same one for all who go together; and handover.yaml has legs.",
            "Write the destination; the holder's id if the person is freed where he or she is.",
            "notice",
        ),
        # people
        "people.empty": Words(
            "The cell is empty.",
            "Fill it in: everyone needs it.",
        ),
        "people.choice": Words(
            "One of the values that are separated by | is empty or stands there twice.",
            "Name each value once.",
        ),
        "people.unsought": Words(
            "No party asks for {who}; beneficiary is blank in {lines}.",
            "Write the party for whose sake each would be released. Where a holder frees people "
            "whom nobody asked for, write `unsought: free` in case.yaml.",
            "notice",
        ),
        "people.too-much": Words(
            "The case has more than {most} {what}.",
            "Check the counts in groups.yaml.",
        ),
        "people.prefer": Words(
            "The objective sums this column, and here it holds no whole number from 0 to {most}.",
            "Write such a number; where nothing is known, 0.",
        ),
        # selections
        "select.unknown-column": Words(
            "Nobody in the case has the column {name}.",
            "Correct the name, or add the column to people.csv; there are: {known}.{perhaps}",
        ),
        "select.empty": Words(
            "Here stands no value to select by.",
            "Write a value or a list of values; for those of whom nothing is known "
            "{{missing: true}}.",
        ),
        "select.comparison": Words(
            "This is neither a number nor a date, so nothing can be compared with it.",
            "Write a number (18), or a date (2025-04-20, 2025-04, 2025).",
        ),
        "select.unknown-value": Words(
            "Nobody in the case has this value in the column {name}.",
            "Check the spelling.{perhaps}",
            "notice",
        ),
        "terms.selects-nobody": Words(
            "This selects nobody.",
            "Check the conditions, one by one, against people.csv and groups.yaml.",
            "notice",
        ),
        # terms
        "rule.none": Words(
            "The term has no rule.",
            "Add one of: {known}.",
        ),
        "rule.several": Words(
            "There is more than one rule here: {found}.",
            "Make each rule a term of its own.",
        ),
        "rule.unknown": Words(
            "There is no rule of this name.",
            "Use one of: {known}.{perhaps}",
        ),
        "rule.depth": Words(
            "Rules lie more than {most} deep in one another.",
            "Write it flatter, as several terms.",
        ),
        "rule.within-either": Words(
            "{rule} cannot be one of two alternatives.",
            "Make it a term of its own; use if where it depends on a fact.",
        ),
        "rule.either-few": Words(
            "either needs two alternatives at least, and takes {most} at most.",
            "Write the alternatives as a list of rules.",
        ),
        "rule.wish": Words(
            "{rule} cannot be a wish.",
            "Say force: must, or leave force out.",
        ),
        "rule.empty": Words(
            "The list is empty.",
            "Name at least one, or remove the rule.",
        ),
        "ratio.at": Words(
            "This is no ratio of two whole numbers from 1 to {most}.",
            'Write it as "2:1".',
        ),
        "count.none": Words(
            "count says no number.",
            "Add exactly, at-least or at-most.",
        ),
        "count.contradictory": Words(
            "No number is at least {least} and at most {most}.",
            "Correct one of the two.",
        ),
        "count.exactly": Words(
            "exactly stands beside at-least or at-most.",
            "Keep exactly alone, or the other two.",
        ),
        "tariff.no-worth": Words(
            "The table gives no worth to {values}, which people have in the column {name}.",
            "Add them to the table, or narrow give and get.",
        ),
        "term.by-law": Words(
            "A case cannot make law: what law says comes with canje, dated and cited.",
            "Say by whom the term is: a party, or desk.",
        ),
        "consent.nobody-asked": Words(
            "Nobody in this case has told the desk yet that they agree, so nobody can go.",
            "Ask people in private and write their answers to consents.csv. For a draft before "
            "that, write consent: assumed in a copy of the case.",
            "notice",
        ),
        "consent.assumed": Words(
            "People may go here who were not asked. So `not in this round` of somebody without "
            "a unit can only mean a refusal, and every party can tell.",
            "Ask people, write their answers to consents.csv, and write consent: required. Leave "
            "it where the case is history.",
            "notice",
        ),
        "law.contradicts": Words(
            "The term goes against {law}: {says}",
            "Take this up with {by}; the term stays as it is, and law comes first.",
            "notice",
        ),
        "law.contradicts-order": Words(
            "The term frees people whom an order in force forbids to free: {order}, {court} "
            "(bar {bar}, people: {people}).",
            "Take this up with {by}; while the order is in force these people cannot move.",
            "notice",
        ),
        "bar.destination": Words(
            "A bar that forbids {forbids} names no destination.",
            "Remove destination, or say forbids: destination.",
        ),
        "column.none": Words(
            "Nobody in the case has this column.",
            "Correct the name, or add the column to people.csv; there are: {known}.{perhaps}",
        ),
        "objective.twice": Words(
            "This stands in the objective already.",
            "Keep it in its first place.",
        ),
        "objective.no-freed": Words(
            "The objective does not count the people freed.",
            "Add freed to the list, first as a rule.",
        ),
        # the day
        "value.time": Words(
            "This is no time.",
            "Write HH:MM, or a date and a time: 2025-04-20T09:30.",
        ),
        "day.stage": Words(
            "There is no stage of this number.",
            "Write a number from 1 to {most}, or leave the cell empty.",
        ),
        "day.stop": Words(
            "The row says neither which leg nor which stage is {what}.",
            "Write the leg under person, or the number under stage, or both.",
        ),
        "day.cannot-cross": Words(
            "By the case this person cannot move ({reason}), and yet the row says {what}.",
            "Correct the row. If it is so, mend the case first: bar, answer or consent.",
        ),
        "day.crossed-twice": Words(
            "This person has crossed already, by line {first}.",
            "Remove the second row, or correct the id.",
        ),
        "day.contradicts": Words(
            "Line {first} says of this person: {before}. That cannot be followed by {what}.",
            "Correct the id. If line {first} is wrong, say so in the note of the new row.",
        ),
        "day.replaced": Words(
            "The row does not say who goes instead.",
            "Write the id of whoever goes instead under by.",
        ),
        "day.replacement": Words(
            "{who} cannot go instead: {reason}.",
            "Write somebody who can move, is not in the round already and has not dropped out.",
        ),
        "day.corrected": Words(
            "The row takes back what line {first} says of this person: {before}.",
            "Nothing, if it is meant so. Both rows are kept; the later one counts.",
            "notice",
        ),
        "day.not-announced": Words(
            "This person has crossed or is aboard, and was not announced.",
            "Check that it is who the id says; if so, nothing.",
            "notice",
        ),
        "day.earlier": Words(
            "The time is earlier than that of line {first} about the same person.",
            "Check the time, or the order of the rows: the later row counts, whatever its time.",
            "notice",
        ),
        "day.before-case": Words(
            "The day is before {date}, the date of the case.",
            "Check the year, month and day. If the case's date is wrong, correct case.yaml first.",
        ),
        "day.not-stopped": Words(
            "Nothing that this row resumes is stopped. Stopped now: {stopped}.",
            "Name leg and stage as the row that stopped it does, or remove the row.",
        ),
        "day.no-such-ride": Words(
            "Nobody rides on this leg in stage {stage}, so the row stops nothing.",
            "Correct the leg or the stage; without a stage the leg is stopped in all of them.",
        ),
        "day.other-stage": Words(
            "By the stages this person does not go in this stage, but in {stage}.",
            "Check the id and the stage; if it was so, nothing.",
            "notice",
        ),
        "day.two-stages": Words(
            "By line {first} this person was aboard in stage {stage}.",
            "Check the id and the stage; if it was so, nothing.",
            "notice",
        ),
        "day.other-side": Words(
            "{who} is held by {other}, and the person replaced by {mine}.",
            "Check the id under by; if the sides agreed so, nothing.",
            "notice",
        ),
        "day.while-stopped": Words(
            "By line {first} the leg or stage was stopped; the row says {what} all the same.",
            "If it goes again, say so in a row before this one: resumed. Check the id.",
            "notice",
        ),
        "day.stage-order": Words(
            "The time is earlier than that of line {first}, a crossing in stage {stage}.",
            "Check the time and the stage of both rows.",
            "notice",
        ),
        "day.long-after": Words(
            "The day is more than a year after {date}, the date of the case.",
            "Check the year; if it is right, nothing.",
            "notice",
        ),
        "day.again": Words(
            "Line {first} says this already: {what}.",
            "Check the id. If it is meant so, nothing; once would do.",
            "notice",
        ),
        # lists: their words stand beside these, for there are many
        **{code: Words(*said) for code, said in LISTS.items()},  # type: ignore[arg-type]
        **{code: Words(*said) for code, said in JUDGEMENTS.items()},  # type: ignore[arg-type]
        # when there is too much
        "more": Words(
            "There are {count} more findings of the kind {kind}.",
            "Mend the ones above first, then check again.",
        ),
        "more.notices": Words(
            "There are {count} more notices of the kind {kind}.",
            "Look at the ones above first.",
            "notice",
        ),
    }
)
