"""What the server demands of a request: the words of refusal are those of OpenAI's server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.server.settings import Settings


def refusal(request: web.Request, body: Mapping[str, Any], settings: Settings) -> web.Response | None:
    """Return the answer to a request that is refused whatever its text, else None."""
    if settings.key is not None and settings.key not in _keys(request):
        return problem(401, "Incorrect API key provided.", code="invalid_api_key")
    if settings.models is not None and body.get("model") not in settings.models:
        return problem(404, f"The model `{body.get('model')}` does not exist", code="model_not_found")
    for name in settings.refused_parameters:
        if name in body:
            return problem(400, f"Unsupported parameter: '{name}' is not supported with this model.", "unsupported_parameter", name)
    mode, schema = mode_of(body)
    if mode not in settings.modes and not settings.ignores_other_modes:
        return problem(400, f"'response_format' of type '{mode}' is not supported with this model.", None, "response_format")
    fault = strictness_fault(schema, "schema") if mode in ("json_schema", "tools") and schema else None
    return problem(400, f"Invalid schema: {fault}", "invalid_json_schema", "response_format") if fault else None


def _keys(request: web.Request) -> list[str]:
    """Return the keys in a request, wherever a protocol puts them."""
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return [bearer, request.headers.get("x-api-key", ""), request.headers.get("x-goog-api-key", "")]


def mode_of(body: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    """Return the mode that a request asks in, and its schema."""
    if body.get("tools"):
        return "tools", body["tools"][0]["function"]["parameters"]
    wanted = body.get("response_format") or {}
    if wanted.get("type") == "json_schema":
        return "json_schema", wanted["json_schema"]["schema"]
    if wanted.get("type") == "json_object":
        return ("json_with_schema", wanted["schema"]) if "schema" in wanted else ("json", None)
    return "text", None


def strictness_fault(schema: Any, place: str) -> str | None:
    """Say what a strict mode would refuse in a JSON schema, or None."""
    if isinstance(schema, list):
        return next(filter(None, (strictness_fault(member, place) for member in schema)), None)
    if not isinstance(schema, Mapping):
        return None
    if "$ref" in schema and len(schema) > 1:
        return f"In context={place}, $ref cannot have keywords beside it"
    if "default" in schema or "oneOf" in schema or "allOf" in schema:
        return f"In context={place}, a keyword is not permitted"
    if schema.get("type") == "object":
        names = list(schema.get("properties", {}))
        if schema.get("additionalProperties") is not False:
            return f"In context={place}, 'additionalProperties' is required to be supplied and to be false"
        if sorted(schema.get("required", [])) != sorted(names):
            return f"In context={place}, 'required' has to include every key in properties"
    members = {**schema.get("properties", {}), **schema.get("$defs", {})}
    members.update({key: schema[key] for key in ("items", "anyOf") if key in schema})
    return next(filter(None, (strictness_fault(member, f"{place}.{name}") for name, member in members.items())), None)


def problem(status: int, message: str, code: str | None = None, param: str | None = None, **headers: str) -> web.Response:
    """Return an error in the usual shape."""
    error = {"message": message, "type": "invalid_request_error", "param": param, "code": code}
    return web.json_response({"error": error}, status=status, headers=headers)
