"""Which providers there are, where they answer, and which key they want."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit

from extract.addresses import without_credentials
from extract.errors import ProviderStopped, UsageError

_ANY_KEY = "no-key-needed"
_SHORTEST_SECRET = 8


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as instructor spells it.

    With `base_url` it speaks the chat-completions protocol and needs no further package; without, instructor's adapter
    for it is used, which needs `package`, installed by `requirement`. Any one of `key_variables` may hold the key.
    `address_variable` is what that package takes another address from.
    """

    name: str
    base_url: str | None = None
    key_variables: tuple[str, ...] = ()
    package: str | None = None
    requirement: str | None = None
    address_variable: str | None = None


def _compatible(name: str, base_url: str, *key_variables: str) -> Provider:
    return Provider(name, base_url, key_variables)


def _adapted(name: str, package: str, requirement: str, *key_variables: str, address: str | None = None) -> Provider:
    return Provider(name, None, key_variables, package, requirement, address)


PROVIDERS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (
        _compatible("openai", "https://api.openai.com/v1", "OPENAI_API_KEY"),
        _compatible("ollama", "http://localhost:11434/v1"),
        _compatible("deepseek", "https://api.deepseek.com", "DEEPSEEK_API_KEY"),
        _compatible("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
        _compatible("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
        _compatible("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
        _compatible("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
        _compatible("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY"),
        _compatible("perplexity", "https://api.perplexity.ai", "PERPLEXITY_API_KEY"),
        _compatible("xai", "https://api.x.ai/v1", "XAI_API_KEY"),
        _adapted("anthropic", "anthropic", "abstract-extract[anthropic]", "ANTHROPIC_API_KEY", address="ANTHROPIC_BASE_URL"),
        _adapted(
            "google", "google.genai", "abstract-extract[google]", "GOOGLE_API_KEY", "GEMINI_API_KEY", address="GOOGLE_GEMINI_BASE_URL"
        ),
        _adapted("mistral", "mistralai", "instructor[mistral]", "MISTRAL_API_KEY"),
        _adapted("cohere", "cohere", "instructor[cohere]", "COHERE_API_KEY", "CO_API_KEY"),
        _adapted("writer", "writerai", "instructor[writer]", "WRITER_API_KEY"),
        _adapted("bedrock", "boto3", "instructor[bedrock]"),
        _adapted("vertexai", "vertexai", "instructor[vertexai]"),
        _adapted("litellm", "litellm", "instructor[litellm]"),
        _adapted("azure_openai", "openai", "openai", "AZURE_OPENAI_API_KEY"),
    )
}


@dataclass(frozen=True, slots=True)
class Target:
    """Who is asked. `model` is the provider's own name of the model; `base_url` is None for instructor's adapters.

    The key, and name and password of an address, are no part of the target's text, so that they cannot get into messages by
    way of it. `credentials` are what an address held before its @. `own_address` is where a provider's own package was told to ask.
    """

    name: str
    provider: Provider
    model: str
    base_url: str | None
    key: str | None = field(repr=False)
    credentials: str | None = field(default=None, repr=False)
    own_address: str | None = None

    @property
    def is_adapted(self) -> bool:
        """Whether the provider is asked through instructor's adapter."""
        return self.base_url is None

    @property
    def address(self) -> str:
        """What tells this server from others: its address, or the provider's name."""
        return self.base_url or self.own_address or f"{self.provider.name}:"

    def without_secrets(self, text: str) -> str:
        """Return a text in which key and password, should they occur, are covered."""
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, "***")
        return text

    @property
    def basic_authorization(self) -> str | None:
        """The header that takes the place of the key's where the address holds name and password."""
        if self.credentials is None:
            return None
        return f"Basic {base64.b64encode(unquote(self.credentials).encode()).decode()}"

    @property
    def _secrets(self) -> list[str]:
        password = (self.credentials or "").partition(":")[2]
        found = (self.key, password, unquote(password), (self.basic_authorization or "").removeprefix("Basic "))
        return [secret for secret in found if secret and len(secret) >= _SHORTEST_SECRET and secret != _ANY_KEY]

    @property
    def host(self) -> tuple[str, int] | None:
        """Return host and port of the server, where they are known."""
        if self.base_url is None:
            return None
        parts = urlsplit(self.base_url)
        return (parts.hostname or "localhost"), parts.port or (80 if parts.scheme == "http" else 443)


def resolve_target(name: str, base_url: str | None, environ: Mapping[str, str]) -> Target:
    """Find out who is meant by a model's name and a base URL.

    `provider/model`, or with a base URL any name that the server knows. There, the name of a provider that speaks the same
    protocol is taken off the front ("openai/tiny" asks for "tiny"); others belong to the name ("Qwen/Qwen3-8B").

    Raises:
        UsageError: unknown provider, or a base URL that is none.
    """
    prefix, slash, rest = name.partition("/")
    provider = PROVIDERS.get(prefix) if slash and rest else None
    if base_url is not None:
        known = provider is not None and provider.base_url is not None
        found = provider if provider is not None and known else PROVIDERS["openai"]
        address, login = _checked_url(base_url)
        return Target(name, found, rest if known else name, address, _key(found, environ) or _ANY_KEY, login)
    if provider is None:
        raise UsageError(_unknown(name, prefix if slash else None), hint=f"known providers: {', '.join(sorted(PROVIDERS))}")
    given = environ.get("OPENAI_BASE_URL") if provider.name == "openai" else None
    url, credentials = _checked_url(given) if given else (provider.base_url, None)
    key = _key(provider, environ) or (None if provider.key_variables else _ANY_KEY)
    own = environ.get(provider.address_variable) if provider.address_variable else None
    return Target(name, provider, rest, url, key, credentials, without_credentials(own) if own else None)


def require_key(target: Target) -> None:
    """Check that there is a key and, for adapters, the package.

    Raises:
        ProviderStopped: no key.
        UsageError: the adapter's package is missing.
    """
    provider = target.provider
    if target.base_url is None and provider.package is not None and not _is_installed(provider.package):
        raise UsageError(f"{target.name} needs a package that is not installed", hint=f'pip install "{provider.requirement}"')
    if target.key is None:
        variables = " or ".join(provider.key_variables)
        raise ProviderStopped(f"no key for {target.name}", hint=f"set the environment variable {variables}")


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def _key(provider: Provider, environ: Mapping[str, str]) -> str | None:
    return next((environ[variable] for variable in provider.key_variables if environ.get(variable)), None)


def _unknown(name: str, prefix: str | None) -> str:
    if prefix is None:
        return f"model {name!r} names no provider: write provider/name (openai/gpt-5-mini), or give --base-url"
    return f"model {name!r} names an unknown provider, {prefix!r}"


def _checked_url(url: str) -> tuple[str, str | None]:
    """Return an address without name and password, and those two."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        valid = False
    if not valid:
        raise UsageError(f"{without_credentials(url)!r} is not the address of a server", hint="it looks like http://localhost:8000/v1")
    credentials = parts.netloc.rpartition("@")[0] or None
    return without_credentials(url).rstrip("/"), credentials
