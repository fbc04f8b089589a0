"""What findings say about judgements and about persons made of entries.

As in `canje.base.words`: why it is a finding, how to mend it, and `notice` where work can go on.
"""

from __future__ import annotations

JUDGEMENTS: dict[str, tuple[str, ...]] = {
    "entry.unknown": (
        "No list of the case has this entry.",
        "Write the list's id and the line, as NORTH-sought-1#12; canje queue shows them.{perhaps}",
    ),
    "judgement.verdict": (
        "This is no verdict.",
        "Write one of: {known}.{perhaps}",
    ),
    "judgement.itself": (
        "An entry is held against itself, which says nothing.",
        "Name two entries.",
    ),
    "judgement.unsigned": (
        "Nobody signs for the judgement: {column} is blank.",
        "Write who judged, and why: a judgement must be open to question later.",
    ),
    "judgement.undated": (
        "The judgement has no date, or one that is none.",
        "Write the day as YYYY-MM-DD.",
    ),
    "judgement.earlier": (
        "The date is earlier than that of line {first} on the same two entries.",
        "Check the date, or the order of the rows: the later row counts, whatever its date.",
        "notice",
    ),
    "persons.holder": (
        "It is not known to whom this list was put: several parties could hold the people sought.",
        "In case.yaml write who answers the list: put_to: {{{value}: PARTY}}.",
    ),
    "persons.edited": (
        "Somebody changed people.csv by hand since canje last wrote it: {count}.",
        "Run with --keep: what was changed by hand stays as it is, the rest is written anew.",
    ),
}
