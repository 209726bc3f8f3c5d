"""brat: a folder of .txt and .ann files. documents.jsonl of the export gives ids, titles and original texts, where it is still there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.errors import InputError
from extract.exports.annotated import Relation, Span
from extract.exports.brat import DOCUMENTS, NOTE, RELATION_PREFIX, brat_type, text_for_brat
from extract.exports.carried import KEY, from_carried
from extract.imports.annotations import Annotation, Problem
from extract.imports.rows import Outcome
from extract.imports.values import title_of

_TEXT_BOUND = re.compile(r"(T\d+\S*)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_RELATION = re.compile(r"(R\d+\S*)\t(\S+) \w+:(\S+) \w+:(\S+)\s*$")
_ATTRIBUTE = re.compile(r"[AM]\d+\S*\t(\S+) (\S+)(?: (\S.*))?$")
_NOTE = re.compile(r"#\d*\S*\t(\S+) (\S+)\t(.*)$")
_HINT = "mend the line as brat's standoff format has it, or delete it"


def read(path: Path) -> Iterator[Outcome]:
    """Read the documents of a folder, in the order of their names.

    Raises:
        InputError: it is no folder, or holds no .ann file.
    """
    files = sorted(path.glob("*.ann")) if path.is_dir() else []
    if not files:
        raise InputError("no .ann files here", path=str(path), hint="give the folder that brat works on")
    known = _known(path)
    for file in files:
        yield from _document(file, known.get(file.stem, {}))


def _known(path: Path) -> dict[str, Mapping[str, Any]]:
    try:
        rows = [json.loads(line) for line in (path / DOCUMENTS).read_bytes().splitlines()]
    except (OSError, ValueError):
        return {}
    return {str(row.get("file")): row for row in rows if isinstance(row, Mapping)}


def _document(file: Path, known: Mapping[str, Any]) -> Iterator[Outcome]:
    try:
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        lines = file.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        yield Problem(
            str(file), f"the .txt beside it cannot be read ({error.strerror})", "give the folder with both files of each document"
        )
        return
    except UnicodeDecodeError as error:
        yield Problem(str(file), f"no UTF-8 (byte {error.start})", "save both files as UTF-8")
        return
    found = _Lines()
    for number, line in enumerate(lines, 1):
        if line.strip() and not found.add(line.rstrip("\r")):
            yield Problem(f"{file}:{number}", f"cannot be read: {line[:60]!r}", _HINT)
    yield found.annotation(text, file.stem, known)


@dataclass(slots=True)
class _Lines:
    """What the lines of an .ann file say."""

    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    has_notes: bool = False

    def add(self, line: str) -> bool:
        """Read one line; False for one that is no annotation which gold can hold."""
        if match := _TEXT_BOUND.match(line):
            places = [int(number) for number in re.findall(r"\d+", match[3])]
            self.spans.append(Span(match[1], min(places), max(places), match[2]))
        elif match := _RELATION.match(line):
            self.relations.append(Relation(match[3], match[4], match[2].removeprefix(RELATION_PREFIX)))
        elif match := _ATTRIBUTE.match(line):
            if match[1] == "modifier" and match[3]:
                self.fields.setdefault(match[2], {})["modifier"] = match[3]
        elif match := _NOTE.match(line):
            return match[1] != NOTE or self._add_note(match[2], match[3])
        else:
            return False
        return True

    def _add_note(self, span: str, note: str) -> bool:
        """Read a note that the export wrote; one that an annotator wrote in plain words says nothing of the number."""
        if not note.startswith("{"):
            return True
        try:
            content = json.loads(note)
        except ValueError:
            return False
        self.has_notes = True
        self.fields.setdefault(span, {}).update({name: str(value) for name, value in content.items() if value is not None})
        return True

    def annotation(self, text: str, name: str, known: Mapping[str, Any]) -> Annotation:
        original = known.get("text")
        if isinstance(original, str) and text_for_brat(original) == text:
            text = original
        carried = from_carried(known.get(KEY))
        labels = {brat_type(one.label): one.label for one in carried.statements} if carried else {}
        return Annotation(
            id=str(known.get("id", name)),
            title=title_of(known.get("title")),
            text=text,
            spans=[replace(span, label=labels.get(span.label, span.label)) for span in self.spans],
            relations=self.relations,
            fields=self.fields,
            has_fields=self.has_notes,
            carried=carried,
        )
