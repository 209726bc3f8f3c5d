"""The ways to ask a model for an answer of a given structure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from extract.errors import UsageError

AUTO = "auto"


class Mode(StrEnum):
    """One way to ask, the best first."""

    JSON_SCHEMA = "json_schema"  # response_format with a strict JSON schema
    TOOLS = "tools"  # one strict function that has to be called
    JSON_WITH_SCHEMA = "json_with_schema"  # response_format json_object with a schema beside it: llama.cpp's spelling
    JSON = "json"  # response_format json_object, the schema in the prompt
    TEXT = "text"  # the schema in the prompt, JSON somewhere in the answer


def candidates(given: str, *, is_adapted: bool = False) -> Sequence[Mode]:
    """Return the modes to try, in order, for what `--mode` says.

    Providers with a protocol of their own (`is_adapted`) are asked with a tool, or for JSON.

    Raises:
        UsageError: a mode that such a provider does not know.
    """
    if is_adapted:
        return (_adapted(given),)
    if given == AUTO:
        return tuple(Mode)
    if given == Mode.JSON:
        return (Mode.JSON_WITH_SCHEMA, Mode.JSON)
    return (Mode(given),)


def _adapted(given: str) -> Mode:
    if given in (AUTO, Mode.TOOLS):
        return Mode.TOOLS
    if given == Mode.JSON:
        return Mode.JSON
    raise UsageError(
        f"--mode {given}: this provider is asked with a tool or for JSON", hint="give --mode tools or --mode json, or leave it out"
    )
