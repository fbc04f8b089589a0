"""A small sound case folder for tests to spoil, and the ways to write one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SOUND: Mapping[str, str] = {
    "case.yaml": """\
id: made-up
title: A made-up exchange
date: 2025-04-20
parties:
  - {id: NO, name: The North, kind: state}
  - {id: SO, name: The South, kind: armed-group}
facts: {alive: yes}
sources:
  - {id: s1, title: A paper, publisher: A publisher, date: 2025-04, url: "https://example.org/a"}
objective: [freed, law, {first: {sex: f}, title: women}, {prefer: days}, wishes]
destinations: {abroad: A third country}
notes: [One note, Another note]
""",
    "people.csv": """\
id,holder,beneficiary,destination,sex,born,health,days
n1,NO,SO,SO,f,1980-05-06,,10
n2,NO,SO,SO|abroad,m,2010,seriously-sick,20
""",
    "groups.yaml": """\
- id: south
  count: 3
  holder: SO
  beneficiary: NO
  destination: NO
  days: 5
""",
    "statements.csv": """\
person,party,code,date,source,note
n1,NO,held,2025-04-01,s1,
south,SO,held,,,all of them
""",
    "claims.yaml": """\
- id: c1
  about: south
  says: are held
  by: SO
  stance: denies
  date: 2025-04-02
  source: s1
""",
    "bars.yaml": """\
- id: b1
  order: No removal
  court: A court
  covers: {id: n2}
  forbids: destination
  destination: abroad
  from: 2025-04-19
  source: s1
""",
    "consents.csv": """\
person,destination,consents,date
n1,,yes,2025-04-03
""",
    "terms.yaml": """\
- id: offer
  by: NO
  text: One for one
  source: s1
  ratio: {give: {holder: NO}, get: {holder: SO}, at: "1:1"}
""",
    "handover.yaml": """\
places:
  - {id: NO, name: The bridge}
  - {id: SO, name: The field}
legs:
  - {id: one, from: NO, to: SO, seats: 20, party: NO, runs_per_day: 2}
  - {id: two, from: SO, to: NO, seats: 20, party: SO}
simultaneous: [[one]]
guards:
  - {id: g1, before: one, needs: proof of life}
  - {id: g2, before: {holder: SO}, needs: a notice}
""",
    "draw.yaml": """\
parties: [NO, SO, desk]
deadline: 2025-05-01T12:00:00Z
beacon:
  kind: drand
  chain: 52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971
  round: 18000000
frozen: 5c9bf1815c9bf1815c9bf1815c9bf1815c9bf1815c9bf1815c9bf1815c9bf181
commitments:
  - party: NO
    commitment: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    at: 2025-04-21T09:00:00Z
  - party: SO
    commitment: a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1
    at: 2025-04-21T09:00:00Z
  - party: desk
    commitment: b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2
    at: 2025-04-21T10:00:00Z
reveals:
  - party: NO
    nonce: 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
    at: 2025-04-22T09:00:00Z
closed: 2025-05-01T12:00:00Z
void: [c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3]
""",
    "scenarios.yaml": """\
- id: dead
  title: They are no longer alive
  facts: {alive: no}
  statements: [{person: south, party: SO, code: deceased, date: 2025-04-05, source: s1}]
  terms:
    - {id: offer, by: NO, text: 2, ratio: {give: {holder: NO}, get: {holder: SO}, at: "2:1"}}
""",
    "expected.yaml": """\
- {id: e1, what: people freed, value: 4, by: A publisher, source: s1, disputed: yes, note: a note}
""",
}
"""A folder with every file and not one finding."""


def write(folder: Path, **changes: str | bytes | None) -> Path:
    """Write the sound folder with some files replaced or (None) left out.

    A file is named as `terms_yaml`; a file in `lists/` as `lists__lists_yaml`.
    """
    files: dict[str, str | bytes | None] = {**SOUND}
    for name, content in changes.items():
        head, _, suffix = name.replace("__", "/").rpartition("_")
        files[f"{head}.{suffix}"] = content
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
