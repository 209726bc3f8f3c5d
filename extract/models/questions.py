"""A request in the form in which a server is asked, and the key under which its answer is kept."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from extract.models.base import Parameters, Request
from extract.models.modes import Mode
from extract.models.providers import Target

_KEY_VERSION = 1
_SURROGATE = re.compile("[\ud800-\udfff]")
_LIMIT_NAMES = ("max_completion_tokens", "max_tokens")
_OPENAI_HOST = "api.openai.com"


@dataclass(frozen=True, slots=True)
class Question:
    """One request to one server in one mode.

    `turns` follow the messages when the model is asked again: its own answer, and what is wrong with it. `reask` counts them.
    """

    model: str
    base_url: str | None
    mode: Mode
    messages: tuple[Mapping[str, str], ...]
    schema: type[BaseModel]
    parameters: Parameters
    payer: str
    turns: tuple[Mapping[str, Any], ...] = ()
    reask: int = 0

    @classmethod
    def of(cls, request: Request, target: Target, mode: Mode) -> Question:
        """Return the question that a request is, put to a target in a mode."""
        messages = tuple({name: _sendable(text) for name, text in message.items()} for message in request.messages)
        return cls(target.model, target.address, mode, messages, request.answer_schema, request.parameters, request.payer)

    @property
    def shape(self) -> str:
        """Return the hash of what is the same for all documents."""
        return _shaping(self.model, self.base_url, self.mode, self.schema, self.parameters)

    @property
    def key(self) -> str:
        """Return the hash of everything that shapes the answer: equal questions have equal keys, whichever document asks.

        Asked again, a question goes by its number, not by the words of the complaint: other words about the same text are no
        reason to pay again.
        """
        text = json.dumps([self.shape, [dict(message) for message in self.messages], 0, self.reask])
        return hashlib.sha256(text.encode()).hexdigest()

    def optional(self, left_out: Collection[str] = ()) -> dict[str, Any]:
        """Return the parameters that a server may refuse, those that are given and not left out.

        The limit of output tokens has two names: OpenAI's servers want the new one, most others know only the old one; the
        other name is tried when the first is refused.
        """
        names = _LIMIT_NAMES if self.base_url and urlsplit(self.base_url).hostname == _OPENAI_HOST else _LIMIT_NAMES[::-1]
        limit = next((name for name in names if name not in left_out), names[0])
        given = {
            limit: self.parameters.max_output_tokens,
            "temperature": self.parameters.temperature,
            "seed": self.parameters.seed,
        }
        return {name: value for name, value in given.items() if value is not None and name not in left_out}


def _sendable(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 text can hold, by U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


@lru_cache(maxsize=256)
def _shaping(model: str, base_url: str | None, mode: Mode, schema: type[BaseModel], parameters: Parameters) -> str:
    shape = [_KEY_VERSION, model, base_url, mode, schema.model_json_schema(), asdict(parameters)]
    return hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()
