"""Answers and errors of providers with a protocol of their own, told in the words of chat completions.

Nothing here knows their libraries: objects are looked at by the names of what they hold, so that all of it can be tried without them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extract.errors import ErrorKind
from extract.models.faults import Consequence, Fault, status_fault

_ENDS = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "content_filter",
    "safety": "content_filter",
    "blocklist": "content_filter",
    "prohibited_content": "content_filter",
    "recitation": "content_filter",
    "spii": "content_filter",
}


def as_completion(raw: Any, model: str) -> str | None:
    """Return a provider's answer as the body of a chat completion; None for what is no answer in any form known here.

    Known are those that are chat completions already, Anthropic's messages, and Google's.
    """
    try:
        if getattr(raw, "choices", None) is not None:
            return str(raw.model_dump_json())
        if hasattr(raw, "stop_reason") and isinstance(getattr(raw, "content", None), list):
            return _of_anthropic(raw, model)
        if hasattr(raw, "candidates") and hasattr(raw, "usage_metadata"):
            return _of_google(raw, model)
    except (AttributeError, TypeError):  # some libraries pass on whatever a server sends
        return None
    return None


def completion(content: str, finish: str, model: str, usage: Mapping[str, Any] | None = None, call: str | None = None) -> str:
    """Return the body of a chat completion that holds a text, or the arguments of a call."""
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if call is not None:
        called = {"id": "call_1", "type": "function", "function": {"name": call, "arguments": content}}
        message |= {"content": None, "tool_calls": [called]}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return json.dumps({"object": "chat.completion", "model": model, "choices": [choice], "usage": usage or {}})


def _of_anthropic(raw: Any, model: str) -> str:
    usage = getattr(raw, "usage", None)
    asked, said = getattr(usage, "input_tokens", None), getattr(usage, "output_tokens", None)
    read = getattr(usage, "cache_read_input_tokens", None) or 0
    written = getattr(usage, "cache_creation_input_tokens", None) or 0
    calls = [block for block in raw.content if block.type == "tool_use"]
    texts = [block.text for block in raw.content if block.type == "text"]
    return completion(
        json.dumps(calls[0].input) if calls else "\n".join(texts),
        _ENDS.get(str(raw.stop_reason), "stop"),
        getattr(raw, "model", None) or model,
        _usage(None if asked is None else asked + read + written, said, read),
        calls[0].name if calls else None,
    )


def _of_google(raw: Any, model: str) -> str:
    used = raw.usage_metadata
    usage = {}
    if used is not None:
        said = [used.candidates_token_count, getattr(used, "thoughts_token_count", None)]
        usage = _usage(used.prompt_token_count, sum(filter(None, said)), used.cached_content_token_count or 0)
    answered_by = raw.model_version or model
    if not raw.candidates:
        blocked = getattr(raw.prompt_feedback, "block_reason", None) is not None
        return completion("", "content_filter" if blocked else "stop", answered_by, usage)
    first = raw.candidates[0]
    parts = [part for part in (first.content and first.content.parts) or [] if not getattr(part, "thought", None)]
    calls = [part.function_call for part in parts if part.function_call is not None]
    text = "".join(part.text for part in parts if part.text)
    finish = _ENDS.get(str(getattr(first.finish_reason, "name", first.finish_reason)).lower(), "stop")
    return completion(json.dumps(calls[0].args) if calls else text, finish, answered_by, usage, calls[0].name if calls else None)


def _usage(input_tokens: int | None, output_tokens: int | None, cached: int) -> dict[str, Any]:
    return {"prompt_tokens": input_tokens, "completion_tokens": output_tokens, "prompt_tokens_details": {"cached_tokens": cached}}


def plain_turns(turns: Sequence[Mapping[str, Any]], assistant: str = "assistant") -> Iterator[dict[str, str]]:
    """Yield the turns of a conversation as texts of user and assistant, which every protocol knows; calls become their arguments.

    `assistant` is what the protocol calls the role of the model.
    """
    for turn in turns:
        calls = turn.get("tool_calls") or []
        content = turn.get("content") or "\n".join(call["function"]["arguments"] for call in calls)
        yield {"role": assistant if turn["role"] == "assistant" else "user", "content": str(content)}


def fault_of(error: BaseException, where: str) -> Fault:
    """Return the fault that an error of a provider's library stands for: a status, a parameter it does not know, or no answer."""
    chain = list(_causes(error))
    for cause in chain:
        status = getattr(cause, "status_code", None) or (hasattr(cause, "details") and getattr(cause, "code", None))
        if isinstance(status, int) and status:
            response = getattr(cause, "response", None)
            return status_fault(status, _body(cause, response), getattr(response, "headers", None) or {})
    last = chain[-1]
    words = " ".join(str(last).split())[:300] or type(last).__name__
    if isinstance(last, TypeError) and "unexpected keyword argument" in words:
        unknown = words.rpartition("argument")[2].strip(" '\"")
        return Fault(
            words, kind=ErrorKind.INVALID, consequence=Consequence.DOCUMENT, status=400, code="unknown_parameter", parameter=unknown
        )
    if isinstance(last, ValueError):
        return Fault(f"the answer of {where} cannot be read: {words}", kind=ErrorKind.INVALID, answered=True)
    return Fault(f"no answer from {where}: {words}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _body(cause: BaseException, response: Any) -> str:
    """Return what the server said: the libraries keep it as text, or read."""
    details = getattr(cause, "details", None) or getattr(cause, "body", None)
    if isinstance(details, dict | list):
        return json.dumps(details)
    text = getattr(response, "text", None)
    return text if isinstance(text, str) else str(details or cause)
