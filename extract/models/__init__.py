"""Whatever answers a request."""

from __future__ import annotations

import os
from collections.abc import Mapping

from extract.errors import UsageError
from extract.models.base import Model
from extract.models.config import ModelOptions, RunContext

BUILTIN = "builtin"

__all__ = ["BUILTIN", "ModelOptions", "RunContext", "open_model"]


def open_model(options: ModelOptions, context: RunContext, environ: Mapping[str, str] | None = None) -> Model:
    """Open the model that `options.model` names, with its cache. Nothing is sent, and no heavy library imported, yet.

    Raises:
        UsageError: unknown provider, a base URL that is none or comes without a model, or a budget for a model whose price is not known.
        StoppedError: the cache folder cannot be used.
    """
    if options.model == BUILTIN:
        if options.base_url is not None:
            raise UsageError("--base-url names a server, and no model that it serves", hint="name the model too, with --model")
        from extract.models.builtin import BuiltinModel

        return BuiltinModel()
    from extract.models.opening import open_remote

    return open_remote(options, context, os.environ if environ is None else environ)
