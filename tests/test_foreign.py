"""Answers and errors of other protocols, told in the words of chat completions; without the libraries that bring them."""

from __future__ import annotations

import json
from types import SimpleNamespace as Thing
from typing import Any

import pytest

from extract.errors import ErrorKind
from extract.models.completions import Completion, read_completion
from extract.models.faults import Consequence
from extract.models.foreign import as_completion, fault_of, plain_turns


def message(*blocks: Any, stop_reason: str = "tool_use") -> Thing:
    usage = Thing(input_tokens=10, output_tokens=5, cache_read_input_tokens=90, cache_creation_input_tokens=0)
    return Thing(content=list(blocks), stop_reason=stop_reason, model="claude-1", usage=usage)


def generated(*parts: Any, finish: str = "STOP") -> Thing:
    used = Thing(prompt_token_count=100, candidates_token_count=5, thoughts_token_count=7, cached_content_token_count=None)
    candidate = Thing(content=Thing(parts=list(parts)), finish_reason=Thing(name=finish))
    return Thing(candidates=[candidate], usage_metadata=used, model_version="gemini-1", prompt_feedback=None)


def read(raw: Any) -> Completion:
    body = as_completion(raw, "asked")
    assert body is not None
    return read_completion(body)


def test_a_called_tool_of_anthropic() -> None:
    """Input that was read from the provider's cache counts as input too."""
    found = read(message(Thing(type="tool_use", name="Paper", input={"methods": ["A"]})))
    assert (json.loads(found.json), found.problem, found.answered_by) == ({"methods": ["A"]}, None, "claude-1")
    assert (found.input_tokens, found.output_tokens, found.cached_input_tokens) == (100, 5, 90)


def test_a_called_function_of_google() -> None:
    """Thoughts are paid as output, and are no answer."""
    thought = Thing(thought=True, function_call=None, text="hm")
    found = read(generated(thought, Thing(thought=None, function_call=Thing(name="Paper", args={"methods": []}), text=None)))
    assert (json.loads(found.json), found.answered_by, found.output_tokens) == ({"methods": []}, "gemini-1", 12)


def test_an_answer_of_anthropic_that_says_nothing_of_tokens() -> None:
    """It counts all the same: it was paid."""
    raw = Thing(content=[Thing(type="text", text='{"methods": []}')], stop_reason="end_turn", usage=None)
    found = read(raw)
    assert (json.loads(found.json), found.input_tokens, found.answered_by) == ({"methods": []}, None, "asked")


@pytest.mark.parametrize("blocks", [["x"], [Thing(type="text", text=None)], [Thing(type="tool_use")]])
def test_blocks_in_a_form_that_is_not_known(blocks: list[Any]) -> None:
    """They are no answer, and no reason to stop."""
    assert as_completion(message(*blocks), "asked") is None


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (message(Thing(type="text", text="{"), stop_reason="max_tokens"), ErrorKind.TRUNCATED),
        (message(stop_reason="refusal"), ErrorKind.REFUSED),
        (generated(Thing(function_call=None, text="{"), finish="MAX_TOKENS"), ErrorKind.TRUNCATED),
        (generated(finish="SAFETY"), ErrorKind.REFUSED),
        (generated(finish="MALFORMED_FUNCTION_CALL"), ErrorKind.INVALID),
    ],
)
def test_answers_that_are_none(raw: Any, kind: ErrorKind) -> None:
    """Cut, refused and empty ones are told apart."""
    problem = read(raw).problem
    assert problem is not None and problem[0] is kind


def test_what_is_no_answer_in_a_known_form() -> None:
    """HTML with a status of success comes as a text."""
    assert as_completion("<html>", "asked") is None


class StatusError(Exception):
    def __init__(self, status_code: int, text: str, **headers: str) -> None:
        super().__init__(text)
        self.status_code = status_code
        self.response = Thing(text=text, headers=headers)


@pytest.mark.parametrize(
    ("error", "consequence", "seconds"),
    [
        (StatusError(429, '{"error": {"message": "slow"}}', **{"retry-after": "7"}), Consequence.RETRY, 7.0),
        (StatusError(429, '{"error": {"details": [{"retryDelay": "37s"}]}}'), Consequence.RETRY, 37.0),
        (StatusError(529, '{"error": {"message": "Overloaded"}}'), Consequence.RETRY, None),
        (StatusError(400, '{"error": {"message": "Your credit balance is too low"}}'), Consequence.STOP, None),
        (StatusError(400, '{"error": {"message": "API key not valid. Please pass a valid API key."}}'), Consequence.STOP, None),
        (TypeError("create() got an unexpected keyword argument 'seed'"), Consequence.DOCUMENT, None),
        (ConnectionError("reset"), Consequence.RETRY, None),
        (ValueError("Expecting value"), Consequence.RETRY, None),
    ],
)
def test_errors_are_faults(error: Exception, consequence: Consequence, seconds: float | None) -> None:
    """The cause below what instructor raises decides."""
    outer = RuntimeError("instructor")
    outer.__cause__ = error
    fault = fault_of(outer, "anthropic/tiny")
    assert (fault.consequence, fault.retry_after_seconds) == (consequence, seconds)


def test_turns_become_texts() -> None:
    """A call is told by its arguments, and the answer to it by the user."""
    call = {"id": "1", "function": {"name": "Paper", "arguments": "{}"}}
    turns: list[dict[str, Any]] = [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "1", "content": "wrong"},
    ]
    assert list(plain_turns(turns, "model")) == [{"role": "model", "content": "{}"}, {"role": "user", "content": "wrong"}]
