"""Read the body of a chat completion: the answer's JSON, how it ended, who answered and what it took."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract.errors import ErrorKind

_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_FILTERED = frozenset({"content_filter", "safety", "SAFETY"})


@dataclass(frozen=True, slots=True)
class Completion:
    """A chat completion. `problem` says why `json` is no usable answer, with the kind of error."""

    json: str
    finish: str
    answered_by: str | None
    input_tokens: int | None
    output_tokens: int | None
    problem: tuple[ErrorKind, str] | None = None
    cached_input_tokens: int = 0


def read_completion(body: str) -> Completion:
    """Read a body that is JSON. Whatever it holds, the result says what it is; nothing is raised."""
    raw = json.loads(body)
    raw = raw if isinstance(raw, dict) else {}
    choices = raw.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None
    message = _mapping(choice.get("message")) if choice else {}
    finish = str((choice or {}).get("finish_reason") or "")
    text = _answer_text(message)
    usage = _mapping(raw.get("usage"))
    return Completion(
        json=text,
        finish=finish or "stop",
        answered_by=raw["model"] if isinstance(raw.get("model"), str) else None,
        input_tokens=_count(usage.get("prompt_tokens")),
        output_tokens=_count(usage.get("completion_tokens")),
        problem=_problem(choice, message, finish, text),
        cached_input_tokens=_count(_mapping(usage.get("prompt_tokens_details")).get("cached_tokens")) or 0,
    )


def is_completion(body: str) -> bool:
    """Say whether a body is a JSON object that can be kept as an answer; one that only reports an error is not."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(raw, dict) and ("choices" in raw or not raw.get("error"))


def _problem(choice: object, message: Mapping[str, Any], finish: str, text: str) -> tuple[ErrorKind, str] | None:
    if choice is None:
        return ErrorKind.INVALID, "the answer has no choices"
    refusal = message.get("refusal")
    if refusal:
        return ErrorKind.REFUSED, f"the model refused: {' '.join(str(refusal).split())[:300]}"
    if finish in _FILTERED:
        return ErrorKind.REFUSED, "a content filter withheld the answer"
    if finish in _CUT:
        return ErrorKind.TRUNCATED, "the answer was cut off at the most output tokens allowed"
    if not text.strip():
        return ErrorKind.INVALID, "the answer is empty"
    return None


def _answer_text(message: Mapping[str, Any]) -> str:
    """Return the arguments of the first tool call, else the content."""
    calls = message.get("tool_calls")
    call = calls[0] if isinstance(calls, list) and calls else {"function": message.get("function_call")}
    arguments = _mapping(_mapping(call).get("function")).get("arguments")
    if isinstance(arguments, dict):
        return json.dumps(arguments)
    content = arguments if isinstance(arguments, str) and arguments else message.get("content")
    if isinstance(content, list):
        return "".join(str(_mapping(part).get("text") or "") for part in content)
    return content if isinstance(content, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
