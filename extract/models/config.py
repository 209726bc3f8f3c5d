"""How a model is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from extract.models.traffic import Traffic


class ModelOptions(Protocol):
    """The options of a run that a model needs to know; `extract.options.Options` has them."""

    @property
    def model(self) -> str:
        """`builtin`, or `provider/name`."""
        ...

    @property
    def base_url(self) -> str | None:
        """Address of an OpenAI-compatible server."""
        ...

    @property
    def mode(self) -> str:
        """One of the modes, or `auto`."""
        ...

    @property
    def timeout_seconds(self) -> float:
        """How long one request may take."""
        ...

    @property
    def max_wait_seconds(self) -> float:
        """The longest wait that a server may ask for."""
        ...

    @property
    def num_reasks(self) -> int:
        """How often a model is told what is wrong with its answer."""
        ...

    @property
    def max_concurrency(self) -> int:
        """The most requests in flight at once."""
        ...

    @property
    def requests_per_minute(self) -> float | None:
        """The most requests sent in a minute."""
        ...

    @property
    def tokens_per_minute(self) -> float | None:
        """The most tokens taken in a minute."""
        ...

    @property
    def max_cost(self) -> float | None:
        """The most dollars that the run may cost."""
        ...

    @property
    def price_input(self) -> float | None:
        """Dollars for a million input tokens."""
        ...

    @property
    def price_output(self) -> float | None:
        """Dollars for a million output tokens."""
        ...

    @property
    def cache_dir(self) -> str | Path | None:
        """Folder of the cache; None for the default."""
        ...

    @property
    def use_cache(self) -> bool:
        """Keep answers beyond this run."""
        ...

    @property
    def refresh(self) -> bool:
        """Ask again, whatever is stored."""
        ...

    @property
    def retry_failed(self) -> bool:
        """Ask again where the stored answer is unusable."""
        ...


def _never() -> bool:
    return False


def _drop(message: str) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RunContext:
    """What a model has to know of the run that it works for.

    `run_id` names who pays: an answer stored by the same run for the same document counts as paid by this run when it is read
    again. `spent_usd` is what the records that are kept have cost. `is_stopped` says that nothing new is to be sent; `warn` is told
    what a person should know; `traffic` counts what is sent.
    """

    run_id: str
    spent_usd: float = 0.0
    is_stopped: Callable[[], bool] = _never
    warn: Callable[[str], None] = _drop
    traffic: Traffic = field(default_factory=Traffic)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteConfig:
    """How a remote model is asked.

    `refresh` ignores answers that other runs stored, `retry_failed` stored answers that are unusable. `num_tries` bounds how
    often a request is sent that meets connection errors, timeouts and 5xx; `num_refusals` the same for 429. A server that
    asks to wait longer than `max_wait_seconds` stops the run. `reask` is how often a model is told what is wrong with its
    answer and asked again. An answer that was cut off is asked for again with `room_factor` times as many tokens.
    """

    mode: str = "auto"
    timeout_seconds: float = 120.0
    max_wait_seconds: float = 900.0
    num_tries: int = 5
    num_refusals: int = 12
    first_wait_seconds: float = 0.5
    longest_wait_seconds: float = 30.0
    connect_seconds: float = 5.0
    reask: int = 0
    room_factor: int = 4
    refresh: bool = False
    retry_failed: bool = False
    max_concurrency: int = 64
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    max_cost: float | None = None
