"""Templates in `prompts/` to the messages of a request."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel

from extract.errors import UsageError

GENERAL_TEMPLATE = "schema"


@dataclass(frozen=True, slots=True)
class Prompt:
    """The instructions of a run. `version` names the template and the first digits of its hash ("paper@3f9a")."""

    version: str
    instructions: str

    @property
    def digest(self) -> str:
        """Return the hash of the rendered instructions."""
        return hashlib.sha256(self.instructions.encode()).hexdigest()

    def messages(self, title: str | None, text: str) -> tuple[dict[str, str], ...]:
        """Return the messages that ask about one text. Title and text pass through no template and are not changed."""
        return (
            {"role": "system", "content": self.instructions},
            {"role": "user", "content": framed(title, text)},
        )


def framed(title: str | None, text: str) -> str:
    """Put title and text between marker lines that occur in neither, so that no text can end its own frame."""
    marker = _marker(f"{title or ''}\n{text}")
    head = f"TITLE {marker}\n{title}\n" if title else ""
    return f"{head}TEXT {marker}\n{text}\nEND {marker}"


def _marker(content: str) -> str:
    """Return a marker that does not occur in the content, the same one each time."""
    marker = "====="
    while marker in content:
        marker = "=== " + hashlib.sha256((marker + content).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return marker


def load_prompt(schema: type[BaseModel], schema_name: str, template: str | None = None) -> Prompt:
    """Render the prompt of a schema: `template` (a file), else the schema's own in `prompts/`, else the general one.

    Raises:
        UsageError: there is no such file, or it is no valid template.
    """
    name, source = _template(schema_name.partition("@")[0], template)
    version = f"{name}@{hashlib.sha256(source.encode()).hexdigest()[:4]}"
    return Prompt(version=version, instructions=_render(name, source, schema))


def _template(schema_name: str, template: str | None) -> tuple[str, str]:
    if template is None:
        name = schema_name if _shipped(schema_name).is_file() else GENERAL_TEMPLATE
        return name, _shipped(name).read_text(encoding="utf-8")
    path = Path(template)
    try:
        return path.name.partition(".")[0], path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--prompt {template}: cannot be read ({error})", hint="give a text file with a Jinja template") from error


@lru_cache
def _folder() -> Traversable:
    """Find `prompts/`: inside the installed package, or beside it in a checkout."""
    inside = resources.files("extract") / "prompts"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "prompts"


def _shipped(name: str) -> Traversable:
    return _folder() / f"{name}.md.j2"


def _render(name: str, source: str, schema: type[BaseModel]) -> str:
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=False)
    try:
        return environment.from_string(source).render(schema_name=schema.__name__, schema_description=_own_docstring(schema)).strip()
    except TemplateError as error:
        raise UsageError(f"the prompt template {name} cannot be rendered: {error}") from error


def _own_docstring(schema: type[BaseModel]) -> str | None:
    doc = schema.__dict__.get("__doc__")
    return doc.strip() if isinstance(doc, str) else None
