"""Writes again the pages of docs/ that are made from the code: `make docs`.

With `--check` it writes nothing and exits 1 where a page on disk differs.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import get_args

from canje.base import select
from canje.terms import term
from tools import history

DOCS = Path(__file__).parent.parent / "docs"

_TERMS = """\
# Terms

<!-- Made by `make docs` from src/canje/terms/term.py and base/select.py: mend it there. -->

What each kind of term means, exactly. In `terms.yaml` a term is

```yaml
- id: offer
  by: SV                  # a party, or desk
  text: "252 for 252"     # in the party's own words
  force: must             # must, wish or withdrawn
  source: s1
  ratio: {give: {holder: SV}, get: {holder: VE}, at: "1:1"}
```

with one rule, by its name, as its last key."""


def terms() -> str:
    """docs/terms.md: every rule's meaning, its form in `terms.yaml`, and its formula."""
    rules = get_args(term.Rule)
    parts = [_TERMS, _text(term.Term)[1], "## Notation", _notation(term), "## Selections"]
    parts += [_notation(select), "## Rules", _overview(rules)]
    for rule in rules:
        name, paragraphs = _name(rule), _text(rule)
        parts += [f"### `{name}`", *paragraphs]
    return "\n\n".join(parts) + "\n"


def _overview(rules: Sequence[type]) -> str:
    lines = ["| rule | meaning |", "|---|---|"]
    for rule in rules:
        name = _name(rule)
        lines.append(f"| [`{name}`](#{name}) | {_text(rule)[0]} |")
    return "\n".join(lines)


def _text(thing: type | ModuleType) -> list[str]:
    """The paragraphs of a docstring, each a line."""
    return [" ".join(each.split()) for each in (inspect.getdoc(thing) or "").split("\n\n")]


def _notation(module: ModuleType) -> str:
    """A module's docstring without its title."""
    return "\n\n".join(_text(module)[1:]).removeprefix(
        "`docs/terms.md` is generated from these docstrings. "
    )


def _name(rule: type) -> str:
    """The name of a rule in `terms.yaml`: the key that its form begins with."""
    form = _text(rule)[1]
    return form[1 : form.index(":")]


PAGES: Mapping[str, Callable[[], str]] = {"terms.md": terms, "history.md": history.page}


def differing(folder: Path = DOCS) -> list[str]:
    """The pages that are not what the code makes of them."""
    found = []
    for name, page in PAGES.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != page():
            found.append(name)
    return found


def main(arguments: Sequence[str]) -> int:
    names = differing()
    if "--check" in arguments:
        for name in names:
            print(f"docs/{name} differs from the code; run: make docs")
        return 1 if names else 0
    for name in names:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"wrote docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
