"""The options of a run; each default is written here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from extract.addresses import without_credentials
from extract.chunks import DEFAULT_CHUNK_CHARS

Mode = Literal["auto", "json_schema", "tools", "json", "text"]
OnUnsupported = Literal["keep", "drop"]
BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read.

    `model` is `builtin` or `provider/name`; `base_url` the address of an OpenAI-compatible server; `mode` how the model is
    asked for structure; `schema` the name `paper`, a pydantic class, or where to find one; `prompt` a template file.
    At most `max_concurrency` requests are in flight at once, fewer where more do not pay or are refused; `requests_per_minute`
    and `tokens_per_minute` are never passed. The run stops when a server asks to wait longer than `max_wait_seconds`, and
    before it could cost more than `max_cost` dollars; `price_input` and `price_output` are dollars for a million tokens.
    `reask` is how often a model is told what is wrong with its answer (None: once, never for the built-in one). Answers of
    models that are asked are kept in the cache in `cache_dir` (default: EXTRACT_CACHE_DIR, else the platform's folder);
    `refresh` asks again and stores the new answers, `retry_failed` asks again where a stored answer was unusable.
    """

    model: str = BUILTIN
    base_url: str | None = None
    mode: Mode = "auto"
    schema: str | type[BaseModel] = "paper"
    prompt: str | None = None
    max_concurrency: int = 64
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    timeout_seconds: float = 120.0
    max_wait_seconds: float = 900.0
    max_output_tokens: int = 4096
    temperature: float | None = None
    seed: int | None = None
    reask: int | None = None
    max_cost: float | None = None
    price_input: float | None = None
    price_output: float | None = None
    on_unsupported: OnUnsupported = "keep"
    chunk_chars: int = DEFAULT_CHUNK_CHARS
    cache_dir: str | Path | None = None
    use_cache: bool = True
    refresh: bool = False
    retry_failed: bool = False

    @property
    def asks_a_server(self) -> bool:
        return self.model != BUILTIN

    @property
    def num_reasks(self) -> int:
        """How often a model is told what is wrong with its answer."""
        if self.reask is None:
            return 1 if self.asks_a_server else 0
        return self.reask

    @property
    def shown_base_url(self) -> str | None:
        """The address of the server, without the name and password that it may hold."""
        return without_credentials(self.base_url) if self.base_url else None

    def shaping(self) -> dict[str, Any]:
        """Return the options that shape a record, for the fingerprint of a run (the schema and the prompt are not among them)."""
        return {
            "model": self.model,
            "base_url": self.shown_base_url,
            "mode": self.mode if self.asks_a_server else None,
            "parameters": {"max_output_tokens": self.max_output_tokens, "temperature": self.temperature, "seed": self.seed}
            if self.asks_a_server
            else {},
            "reask": self.num_reasks,
            "on_unsupported": self.on_unsupported,
            "chunk_chars": self.chunk_chars,
        }

    def settings(self) -> dict[str, Any]:
        """Return all options as plain values for run.json."""
        values = {field.name: getattr(self, field.name) for field in fields(Options)} | {"base_url": self.shown_base_url}
        return {name: value if isinstance(value, int | float | str | None) else str(value) for name, value in values.items()}
