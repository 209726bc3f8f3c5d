"""What the model behind the server says: it reports every number of the text, and knows nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_FRAMED = re.compile(r"^TEXT (?P<marker>\S[^\n]*)\n(?P<text>.*)\nEND (?P=marker)\s*$", re.DOTALL | re.MULTILINE)
_NUMBER = re.compile(r"(?<![\w.,-])(\d+(?:\.\d+)?)(\s?%)?(?![\w-])")
_NAMES = ("value_high", "uncertainty", "metric", "subject", "dataset", "baseline", "condition", "modifier")


def text_of(messages: Sequence[Mapping[str, Any]]) -> str:
    """Return the document's text in the messages: what is framed in the first user message that frames one, else its content."""
    contents = [str(message.get("content") or "") for message in messages if message.get("role") == "user"]
    framed = [match for match in map(_FRAMED.search, contents) if match]
    return framed[-1]["text"] if framed else (contents[0] if contents else "")


def fraction_of(seed: int, purpose: str, text: str) -> float:
    """Return a number from 0 to 1 that is fixed for a text and a purpose."""
    digest = hashlib.sha256(f"{seed}\n{purpose}\n{text}".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def answer_for(text: str, schema: Mapping[str, Any] | None, canned: Mapping[str, object]) -> str:
    """Return the model's answer: the canned one for a piece of the text, else one made from the numbers of the text."""
    for piece, reply in canned.items():
        if piece in text:
            return reply if isinstance(reply, str) else json.dumps(reply)
    if schema is None and '"extractions"' in text:
        return json.dumps(extractions(text.rpartition("\nQ: ")[2]))
    if schema is None or "quantities" in schema.get("properties", {}):
        return json.dumps(paper(text))
    return json.dumps(filled(schema, schema.get("$defs", {}), text))


def paper(text: str) -> dict[str, Any]:
    """Return an answer for the schema `paper` that holds each number of the text."""
    quantities = [
        {
            "quote": match[0],
            "value": match[1],
            "unit": "%" if match[2] else None,
            "kind": "result",
            **dict.fromkeys(_NAMES),
        }
        for match in _NUMBER.finditer(text)
    ]
    return {"methods": [], "datasets": [], "code_urls": [], "quantities": quantities}


def extractions(text: str) -> dict[str, Any]:
    """Return an answer in the form that langextract's examples show, which benchmarks compare with."""
    attributes = {"kind": "result", "dataset": "FinchSet"}
    return {"extractions": [{"number": match[0], "number_attributes": attributes} for match in _NUMBER.finditer(text)]}


def filled(schema: Mapping[str, Any], definitions: Mapping[str, Any], text: str) -> Any:
    """Return a value that follows a JSON schema: null and nothing where that is allowed, else the text's first number or word."""
    if "$ref" in schema:
        return filled(definitions[schema["$ref"].rpartition("/")[2]], definitions, text)
    options = schema.get("anyOf", [schema])
    if len(options) > 1:
        return None if {"type": "null"} in options else filled(options[0], definitions, text)
    if "enum" in schema or "const" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    if schema.get("type") == "object":
        return {name: filled(member, definitions, text) for name, member in schema.get("properties", {}).items()}
    plain = {"array": [], "integer": 1, "number": 1.0, "boolean": False, "null": None}
    number = _NUMBER.search(text)
    return plain.get(schema.get("type", ""), number[0] if number else (text.split() or [""])[0])


def num_tokens(text: str) -> int:
    """Return about how many tokens a text has: one for four characters."""
    return len(text) // 4 + 1
