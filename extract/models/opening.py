"""Put together what it takes to ask a model over the network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from extract.models.cache import AnswerCache, default_folder
from extract.models.config import ModelOptions, RemoteConfig
from extract.models.fetching import Client
from extract.models.providers import Target, resolve_target
from extract.models.remote import RemoteModel, has_proxy


def open_remote(options: ModelOptions, run_id: str, environ: Mapping[str, str]) -> RemoteModel:
    """Open a remote model with its cache; see `extract.models.open_model`."""
    target = resolve_target(options.model, options.base_url, environ)
    config = RemoteConfig(
        mode=options.mode,
        run_id=run_id,
        timeout_seconds=options.timeout_seconds,
        refresh=options.refresh,
        retry_failed=options.retry_failed,
    )
    return RemoteModel(target, config, open_cache(options, environ), _open_client, has_proxy=has_proxy(environ))


def open_cache(options: ModelOptions, environ: Mapping[str, str]) -> AnswerCache:
    """Open the cache that the options name; without one, a temporary cache, so that equal texts still cause one request."""
    if not options.use_cache:
        return AnswerCache.temporary()
    return AnswerCache.open(Path(options.cache_dir) if options.cache_dir else default_folder(environ))


def _open_client(target: Target, config: RemoteConfig) -> Client:
    from extract.models.sdk import AdaptedClient, ChatClient

    make = ChatClient if target.base_url is not None else AdaptedClient
    return make(target, config.timeout_seconds)
