"""A paper as a page to print from a browser: sheet by sheet as in the PDF, cards on a telephone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import jinja2

from canje.report import sheets
from canje.report.sheets import Laid


def render(laid: Laid) -> str:
    """The paper as HTML that needs nothing else and prints on A4, a sheet a page."""
    template = _environment().get_template("manifest.html")
    return template.render(laid=laid, paper=laid.paper, shape=laid.shape, sizes=sheets) + "\n"


@cache
def _environment() -> jinja2.Environment:
    folder = files("canje") / "report" / "templates"
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
