"""The same model behind two other protocols: as much of Anthropic's Messages API and of Google's generateContent as their libraries need.

Requests are turned into chat completions, so that limits, faults and answers are those of the settings; what comes back is turned back.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

Complete = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]

_STOP_REASONS = {"tool_calls": "tool_use", "stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}
_FINISH_REASONS = {"length": "MAX_TOKENS", "content_filter": "SAFETY"}
_ERROR_TYPES = {401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error", 529: "overloaded_error"}


def add_routes(app: web.Application, complete: Complete) -> None:
    """Serve the two protocols, answering with `complete`."""
    app.router.add_post("/v1/messages", lambda request: _messages(request, complete))
    app.router.add_post("/{version:v1|v1beta}/models/{model}:generateContent", lambda request: _generate(request, complete))


async def _messages(request: web.Request, complete: Complete) -> web.StreamResponse:
    asked = await request.json()
    tools = [{"function": {"name": tool["name"], "parameters": tool["input_schema"]}} for tool in asked.get("tools", [])]
    system = {"role": "system", "content": _text(asked.get("system") or "")}
    turns = [{"role": turn["role"], "content": _text(turn["content"])} for turn in asked["messages"]]
    body = {"model": asked["model"], "max_tokens": asked["max_tokens"], "messages": [system, *turns], "tools": tools}
    return await _translated(request, body, complete, _message)


async def _generate(request: web.Request, complete: Complete) -> web.StreamResponse:
    asked = await request.json()
    declared = [one for tool in asked.get("tools", []) for one in tool["functionDeclarations"]]
    tools = [{"function": {"name": one["name"], "parameters": {"properties": _names(one)}}} for one in declared]
    system = {"role": "system", "content": _text(asked.get("systemInstruction", {}).get("parts", []))}
    roles = {"model": "assistant"}
    turns = [{"role": roles.get(turn["role"], "user"), "content": _text(turn["parts"])} for turn in asked["contents"]]
    most = asked["generationConfig"]["maxOutputTokens"]
    body = {"model": request.match_info["model"], "max_tokens": most, "messages": [system, *turns], "tools": tools}
    if not tools:
        body["response_format"] = {"type": "json_object"}
    return await _translated(request, body, complete, _generated)


def _names(declared: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {} for name in declared["parameters"]["properties"]}


def _text(content: Any) -> str:
    """Return the text of a content in any form."""
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text") or "" for part in content)


async def _translated(
    request: web.Request, body: dict[str, Any], complete: Complete, turn: Callable[[dict[str, Any]], dict[str, Any]]
) -> web.StreamResponse:
    response = await complete(request, body)
    if not isinstance(response, web.Response) or response.content_type != "application/json" or response.text is None:
        return response
    if response.status != 200:
        return _problem(response, json.loads(response.text)["error"], is_google=turn is _generated)
    try:
        said = json.loads(response.text)
    except ValueError:
        return response
    return web.json_response(turn(said))


def _problem(response: web.Response, error: Mapping[str, Any], *, is_google: bool) -> web.Response:
    """Return an error as the two servers word it; Google says in its body how long to wait, and calls a wrong key a wrong argument."""
    status = response.status
    headers = {name: value for name, value in response.headers.items() if name.lower() == "retry-after"}
    if not is_google:
        said = {"type": "error", "error": {"type": _ERROR_TYPES.get(status, "api_error"), "message": error["message"]}}
        return web.json_response(said, status=status, headers=headers)
    details = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{wait}s"} for wait in headers.values()]
    if status == 401:
        status, error = 400, {"message": "API key not valid. Please pass a valid API key."}
        details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]
    return web.json_response(
        {"error": {"code": status, "message": error["message"], "status": "ON_PURPOSE", "details": details}}, status=status
    )


def _answer(said: Mapping[str, Any]) -> tuple[str, str | None, str | None]:
    """Return how an answer ended, its text, and the name of the tool that was called with it."""
    choice = said["choices"][0]
    call = (choice["message"].get("tool_calls") or [None])[0]
    if call is None:
        return choice["finish_reason"], choice["message"]["content"], None
    return choice["finish_reason"], call["function"]["arguments"], call["function"]["name"]


def _object(text: str) -> Any:
    """Return the arguments of a call; these protocols hand them over as objects, so that what is no JSON cannot be said."""
    try:
        return json.loads(text)
    except ValueError:
        return {}


def _message(said: dict[str, Any]) -> dict[str, Any]:
    finish, text, tool = _answer(said)
    block = (
        {"type": "tool_use", "id": "toolu_1", "name": tool, "input": _object(text or "")} if tool else {"type": "text", "text": text or ""}
    )
    used = said["usage"]
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": said["model"],
        "content": [block],
        "stop_reason": _STOP_REASONS[finish],
        "stop_sequence": None,
        "usage": {"input_tokens": used["prompt_tokens"], "output_tokens": used["completion_tokens"]},
    }


def _generated(said: dict[str, Any]) -> dict[str, Any]:
    finish, text, tool = _answer(said)
    part = {"functionCall": {"name": tool, "args": _object(text or "")}} if tool else {"text": text or ""}
    used = said["usage"]
    return {
        "candidates": [{"content": {"role": "model", "parts": [part]}, "finishReason": _FINISH_REASONS.get(finish, "STOP"), "index": 0}],
        "usageMetadata": {"promptTokenCount": used["prompt_tokens"], "candidatesTokenCount": used["completion_tokens"]},
        "modelVersion": said["model"],
    }
