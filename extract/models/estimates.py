"""How many tokens a question will take, before it is asked. No tokenizer is at hand without a network, so that letters are counted."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from pydantic import BaseModel

from extract.models.completions import Completion
from extract.models.questions import Question

_BYTES_PER_TOKEN = 4.0
_FEWEST_BYTES_PER_TOKEN = 2.0
_TOKENS_OF_FORM = 200  # roles, names, and what providers add
_TOKENS_OF_EMPTY_ANSWER = 60
_TOKENS_PER_NUMBER = 95  # a quantity with its slots
_FIRST_MEAN_OUTPUT = 500.0
_SHARE_OF_NEW = 0.05
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def usual_input_tokens(question: Question) -> float:
    """Return about how many tokens messages and schema have."""
    return _num_bytes(question) / _BYTES_PER_TOKEN


def usual_output_tokens(text: str, most: int) -> int:
    """Return about how many tokens the answer about a text has: its numbers decide."""
    return min(most, _TOKENS_OF_EMPTY_ANSWER + _TOKENS_PER_NUMBER * len(_NUMBER.findall(text)))


def _num_bytes(question: Question) -> int:
    contents = [str(message.get("content") or "") for message in (*question.messages, *question.turns)]
    return sum(len(content.encode("utf-8", "replace")) for content in contents) + _schema_bytes(question.schema)


@lru_cache(maxsize=64)
def _schema_bytes(schema: type[BaseModel]) -> int:
    return len(json.dumps(schema.model_json_schema()))


class Estimates:
    """Upper bounds and expectations that learn from what servers count."""

    def __init__(self) -> None:
        self._highest_ratio = 1.0
        self._mean_output = _FIRST_MEAN_OUTPUT
        self._mean_ratio = 1.0

    def learn(self, question: Question, completion: Completion) -> None:
        """Take note of what an answer has really taken."""
        if completion.input_tokens is not None:
            ratio = completion.input_tokens / max(1.0, usual_input_tokens(question))
            self._highest_ratio = max(self._highest_ratio, ratio)
            self._mean_ratio += _SHARE_OF_NEW * (ratio - self._mean_ratio)
        if completion.output_tokens is not None:
            self._mean_output += _SHARE_OF_NEW * (completion.output_tokens - self._mean_output)

    def most_input_tokens(self, question: Question) -> float:
        """Return how many input tokens a question has at most: dense text has two bytes to a token, and no server counted more."""
        num_bytes = _num_bytes(question)
        return max(num_bytes / _FEWEST_BYTES_PER_TOKEN, num_bytes / _BYTES_PER_TOKEN * self._highest_ratio * 1.1) + _TOKENS_OF_FORM

    def expected_input_tokens(self, question: Question) -> float:
        """Return about how many input tokens a question has, as the server at hand counts."""
        return usual_input_tokens(question) * self._mean_ratio

    def expected_tokens(self, question: Question) -> float:
        """Return about how many tokens question and answer have together."""
        return self.expected_input_tokens(question) + min(self._mean_output, question.parameters.max_output_tokens)
