"""How a model is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteConfig:
    """How a remote model is asked.

    `run_id` names who pays: an answer stored by the same run for the same document counts as paid by this run when it is read
    again. `refresh` ignores answers that other runs stored, `retry_failed` stored answers that are unusable.
    `num_tries` bounds how often a request is sent that meets connection errors, timeouts and 5xx; `num_refusals` the same
    for 429. A server that asks to wait longer than `max_wait_seconds` stops the run. `reask` is how often a model is told what
    is wrong with its answer and asked again.
    """

    mode: str = "auto"
    run_id: str = "run"
    timeout_seconds: float = 120.0
    max_wait_seconds: float = 900.0
    num_tries: int = 5
    num_refusals: int = 12
    first_wait_seconds: float = 0.5
    longest_wait_seconds: float = 30.0
    connect_seconds: float = 5.0
    reask: int = 0
    refresh: bool = False
    retry_failed: bool = False
