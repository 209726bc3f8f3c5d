"""Put together what it takes to ask a model over the network."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

from extract.errors import UsageError
from extract.models.cache import AnswerCache, default_folder
from extract.models.config import ModelOptions, RemoteConfig, RunContext
from extract.models.fetching import Client
from extract.models.planning import Planner
from extract.models.pricing import Price, find_price
from extract.models.providers import Target, resolve_target
from extract.models.remote import RemoteModel, has_proxy


def open_remote(
    options: ModelOptions,
    context: RunContext,
    environ: Mapping[str, str],
    open_client: Callable[[Target, RemoteConfig], Client] | None = None,
) -> RemoteModel:
    """Open a remote model with its cache; see `extract.models.open_model`. `open_client` replaces what sends the requests."""
    target = resolve_target(options.model, options.base_url, environ)
    price = _price(target, options)
    cache = open_cache(options, environ, context.warn)
    return RemoteModel(target, _config(options), context, cache, open_client or _open_client, price=price, has_proxy=has_proxy(environ))


def open_planner(options: ModelOptions, environ: Mapping[str, str]) -> Planner:
    """Open what says, without sending anything, how much is to be asked."""
    target = resolve_target(options.model, options.base_url, environ)
    return Planner(target, _config(options), open_cache(options, environ, lambda message: None), _price(target, options)())


def _config(options: ModelOptions) -> RemoteConfig:
    return RemoteConfig(
        mode=options.mode,
        timeout_seconds=options.timeout_seconds,
        max_wait_seconds=options.max_wait_seconds,
        reask=options.num_reasks,
        refresh=options.refresh,
        retry_failed=options.retry_failed,
        max_concurrency=options.max_concurrency,
        requests_per_minute=options.requests_per_minute,
        tokens_per_minute=options.tokens_per_minute,
        max_cost=options.max_cost,
    )


def _price(target: Target, options: ModelOptions) -> Callable[[], Price | None]:
    """Return what finds the price when it is first needed: the list of prices takes a second to load."""
    find = functools.cache(lambda: find_price(target, options.price_input, options.price_output))
    wanted = (options.max_cost, options.price_input, options.price_output)
    if any(number is not None for number in wanted) and find() is None:
        raise UsageError(f"--max-cost: the price of {target.name} is not known", hint="give --price-input and --price-output")
    return find


def open_cache(options: ModelOptions, environ: Mapping[str, str], warn: Callable[[str], None]) -> AnswerCache:
    """Open the cache that the options name; without one, a temporary cache, so that equal texts still cause one request."""
    if not options.use_cache:
        return AnswerCache.temporary()
    return AnswerCache.open(Path(options.cache_dir) if options.cache_dir else default_folder(environ), notify=warn)


def _open_client(target: Target, config: RemoteConfig) -> Client:
    from extract.models.sdk import AdaptedClient, ChatClient

    make = ChatClient if target.base_url is not None else AdaptedClient
    return make(target, config.timeout_seconds)
