"""How the server behaves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

MODES = ("json_schema", "tools", "json_with_schema", "json", "text")

# What can go wrong, by name. Those in ANSWERED are sent with a status of success, so that they count as answered.
ANSWERED = (
    "html",  # a page with status 200
    "cut_body",  # fewer bytes than announced
    "cut_json",  # a whole body that is the beginning of JSON
    "malformed",  # the model's answer is no JSON
    "schema_invalid",  # it is JSON of another shape
    "wrong_types",  # a list where a string belongs, in one quantity
    "nan",  # NaN and Infinity as values, in two quantities
    "extra_text",  # prose and a code fence around the JSON
    "empty_choices",
    "no_choices",  # `choices` is null
    "null_content",
    "truncated",  # cut off by length
    "refusal",
    "content_filter",
)
UNANSWERED = ("429", "429_retry_after", "500", "503", "408", "hang", "disconnect", "400", "422")
FAULTS = ANSWERED + UNANSWERED  # "echo_headers" repeats the request's headers in an error: for scripts only


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server behaves. Which text meets which fault is fixed by `seed`, whatever the order of requests.

    `faults` maps names of faults to their share of all texts; they strike at the first attempt for a text, or at every one.
    `scripted` faults strike the next requests, in order, before all others; "ok" stands for none. `limit` allows
    `requests_per_minute` (and `tokens_per_minute`), as a token bucket of one second or as a window of `window_seconds`.
    """

    latency_seconds: float = 0.0
    slow_share: float = 0.0
    slow_factor: float = 10.0
    modes: tuple[str, ...] = MODES
    ignores_other_modes: bool = False  # answers in prose instead of with status 400
    faults: Mapping[str, float] = field(default_factory=dict)
    faults_strike: Literal["first", "always"] = "first"
    scripted: tuple[str, ...] = ()
    retry_after: str = "0"
    hang_seconds: float = 600.0
    seed: int = 0
    key: str | None = None  # the one that is let in
    models: tuple[str, ...] | None = None  # the ones that exist
    quota: int | None = None  # answers until the quota is used up
    refused_parameters: tuple[str, ...] = ()
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    limit: Literal["bucket", "window"] = "bucket"
    window_seconds: float = 60.0
    price_input: float = 1.0  # dollars for a million tokens
    price_output: float = 4.0
    sends_limit_headers: bool = True
    answers: tuple[str, ...] = ()  # what the model says next, in order, before all others
    obeys_max_tokens: bool = False  # answers longer than asked for are cut
    replies: Mapping[str, object] = field(default_factory=dict)  # a piece of the text → the answer (an object, or a raw string)

    def to_json(self) -> str:
        """Return the settings as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """Read settings back; unknown names are errors."""
        values = json.loads(text)
        for name in ("modes", "scripted", "models", "refused_parameters", "answers"):
            if isinstance(values.get(name), list):
                values[name] = tuple(values[name])
        return cls(**values)
