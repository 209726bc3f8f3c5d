"""Which rules about texts are at work."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

_RULES = ("numbers", "language", "validate", "models/builtin")
_DATA = (".py", ".txt", ".toml", ".json", ".tsv", ".csv")


@lru_cache
def rules_version() -> str:
    """Return a hash of everything that decides what a text says: number reader, names, attribution, validator, built-in model.

    Records of one run folder come from one set of rules; a folder written with others is refused (see `RunFolderError`).
    """
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for folder in _RULES for path in (package / folder).rglob("*") if path.suffix in _DATA):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
