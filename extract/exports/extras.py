"""Libraries that only some formats need."""

from __future__ import annotations

import importlib
from typing import Any

from extract.errors import UsageError


def library(module: str, extra: str) -> Any:
    """Import a library of an extra.

    Raises:
        UsageError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UsageError(
            f"{module.partition('.')[0]} is not installed, which this format needs",
            hint=f'pip install "abstract-extract[{extra}]" installs it',
        ) from error
