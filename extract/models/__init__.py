"""Whatever answers a request."""

from __future__ import annotations

import os
from collections.abc import Mapping

from extract.models.base import Model
from extract.models.config import ModelOptions

BUILTIN = "builtin"

__all__ = ["BUILTIN", "ModelOptions", "open_model"]


def open_model(options: ModelOptions, run_id: str, environ: Mapping[str, str] | None = None) -> Model:
    """Open the model that `options.model` names, with its cache. Nothing is sent, and no heavy library imported, yet.

    Raises:
        UsageError: unknown provider, or a base URL that is none.
        StoppedError: the cache folder cannot be used.
    """
    if options.model == BUILTIN:
        from extract.models.builtin import BuiltinModel

        return BuiltinModel()
    from extract.models.opening import open_remote

    return open_remote(options, run_id, os.environ if environ is None else environ)
