"""What tokens cost: what the user says, else the list of prices that genai-prices carries. Nothing is looked up on a network."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from extract.errors import UsageError
from extract.models.completions import Completion
from extract.models.providers import Target

_PER_MILLION = 1e-6
_SAMPLE_TOKENS = 1000
_THEIR_NAMES = {"bedrock": "aws", "azure_openai": "azure", "vertexai": "google", "xai": "x-ai"}


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for one token of each kind; `cached_input` is input that the provider had seen shortly before."""

    input_usd: float
    output_usd: float
    cached_input_usd: float

    def of(self, completion: Completion) -> float | None:
        """Return what an answer cost; None where the server does not say how many tokens it took."""
        if completion.input_tokens is None and completion.output_tokens is None:
            return None
        cached = min(completion.cached_input_tokens, completion.input_tokens or 0)
        fresh = (completion.input_tokens or 0) - cached
        return fresh * self.input_usd + cached * self.cached_input_usd + (completion.output_tokens or 0) * self.output_usd

    def at_most(self, input_tokens: float, output_tokens: float) -> float:
        """Return what so many tokens can cost at most."""
        return input_tokens * self.input_usd + output_tokens * self.output_usd


def find_price(target: Target, input_per_million: float | None, output_per_million: float | None) -> Price | None:
    """Return the price of a model in dollars; what the user gives is for a million tokens. None where it is not known.

    Raises:
        UsageError: only one of the two prices is given, and the other is not known.
    """
    listed = None if input_per_million is not None and output_per_million is not None else _listed(target)
    if input_per_million is None and output_per_million is None:
        return listed
    if listed is None and (input_per_million is None or output_per_million is None):
        raise UsageError("the price is given for one kind of token only", hint="give both --price-input and --price-output")
    input_usd = listed.input_usd if listed and input_per_million is None else (input_per_million or 0.0) * _PER_MILLION
    output_usd = listed.output_usd if listed and output_per_million is None else (output_per_million or 0.0) * _PER_MILLION
    cached = listed.cached_input_usd if listed and input_per_million is None else input_usd
    return Price(input_usd, output_usd, cached)


def _listed(target: Target) -> Price | None:
    """Look a model up under its provider, or under the one whose address it has; a server of one's own has no price."""
    if target.base_url is not None and _is_private(target.base_url):
        return None
    from genai_prices import Usage, calc_price

    name = _THEIR_NAMES.get(target.provider.name, target.provider.name)
    at_home = target.base_url is None or target.base_url == target.provider.base_url
    fresh = Usage(input_tokens=_SAMPLE_TOKENS, output_tokens=_SAMPLE_TOKENS)
    seen = Usage(input_tokens=_SAMPLE_TOKENS, cache_read_tokens=_SAMPLE_TOKENS, output_tokens=0)
    try:
        if at_home:
            found, cached = (calc_price(usage, target.model, provider_id=name) for usage in (fresh, seen))
        else:
            found, cached = (calc_price(usage, target.model, provider_api_url=target.base_url) for usage in (fresh, seen))
    except (LookupError, ValueError):
        return None
    input_usd = float(found.input_price) / _SAMPLE_TOKENS
    return Price(input_usd, float(found.output_price) / _SAMPLE_TOKENS, min(input_usd, float(cached.input_price) / _SAMPLE_TOKENS))


def _is_private(base_url: str) -> bool:
    """Say whether an address is one of a network of one's own."""
    host = urlsplit(base_url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".lan"))
