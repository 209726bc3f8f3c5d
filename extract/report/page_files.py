"""The page's template, styles and scripts, and the policy that lets only these scripts and styles work."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

STYLES = ("base.css", "overview.css", "table.css", "documents.css", "print.css")
HEAD_SCRIPT = "theme.js"
SCRIPTS = ("data.js", "search.js", "virtual.js", "cards.js", "marks.js", "plot.js", "quantities.js", "documents.js", "views.js")


def page_file(name: str) -> Markup:
    """Return the content of a style or script, as it goes into the page."""
    return Markup((resources.files("extract.report") / "page" / name).read_text(encoding="utf-8"))


def policy(scripts: list[Markup], styles: list[Markup]) -> str:
    """Return the Content-Security-Policy: nothing is loaded, nothing is sent, and only what has one of these hashes runs."""
    return "; ".join((
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}",
        f"style-src {' '.join(map(_hash, styles))}",
        "base-uri 'none'",
        "form-action 'none'",
    ))  # fmt: skip


def _hash(content: Markup) -> str:
    digest = hashlib.sha256(str(content).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def environment() -> Environment:
    """Return the Jinja environment of the page: everything is escaped that is not marked as safe by `embedding`."""
    made = Environment(
        loader=PackageLoader("extract.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["words"] = lambda code: str(code).replace("_", " ")
    return made
