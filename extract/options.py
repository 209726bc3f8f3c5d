"""The options of a run; each default is written here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from extract.chunks import DEFAULT_CHUNK_CHARS

Mode = Literal["auto", "json_schema", "tools", "json", "text"]
OnUnsupported = Literal["keep", "drop"]
BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read.

    `model` is `builtin` or `provider/name`; `base_url` the address of an OpenAI-compatible server; `mode` how the model is
    asked for structure; `schema` the name `paper`, a pydantic class, or where to find one; `prompt` a template file.
    `max_concurrency` requests are in flight at once. Answers of models that are asked are kept in the cache in `cache_dir`
    (default: EXTRACT_CACHE_DIR, else the platform's folder); `refresh` asks again and stores the new answers,
    `retry_failed` asks again where a stored answer was unusable.
    """

    model: str = BUILTIN
    base_url: str | None = None
    mode: Mode = "auto"
    schema: str | type[BaseModel] = "paper"
    prompt: str | None = None
    max_concurrency: int = 16
    timeout_seconds: float = 120.0
    max_output_tokens: int = 4096
    temperature: float | None = None
    seed: int | None = None
    on_unsupported: OnUnsupported = "keep"
    chunk_chars: int = DEFAULT_CHUNK_CHARS
    cache_dir: str | Path | None = None
    use_cache: bool = True
    refresh: bool = False
    retry_failed: bool = False

    @property
    def asks_a_server(self) -> bool:
        return self.model != BUILTIN

    def shaping(self) -> dict[str, Any]:
        """Return the options that shape a record, for the fingerprint of a run (the schema and the prompt are not among them)."""
        return {
            "model": self.model,
            "base_url": self.base_url,
            "mode": self.mode if self.asks_a_server else None,
            "parameters": {"max_output_tokens": self.max_output_tokens, "temperature": self.temperature, "seed": self.seed}
            if self.asks_a_server
            else {},
            "on_unsupported": self.on_unsupported,
            "chunk_chars": self.chunk_chars,
        }

    def settings(self) -> dict[str, Any]:
        """Return all options as plain values for run.json."""
        values = {field.name: getattr(self, field.name) for field in fields(Options)}
        return {name: value if isinstance(value, int | float | str | None) else str(value) for name, value in values.items()}
