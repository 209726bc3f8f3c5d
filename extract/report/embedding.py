"""Data and addresses that are safe to put into a page, whatever the texts of others hold."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

_ESCAPED = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def embedded_json(value: Any) -> str:
    """Return a value as one line of JSON that can stand in a script element.

    Nothing in it can end the element or open a comment: `<`, `>` and `&` are written as escapes, and so are the two line
    separators that are no line breaks in JSON, and lone surrogates, which UTF-8 cannot hold.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def web_address(value: Any) -> str | None:
    """Return an address that a link may lead to: http or https with a host, no blanks or control characters; else None."""
    if not isinstance(value, str) or re.search(r"[\s\x00-\x1f\x7f]", value.strip()):
        return None
    address = value.strip()
    try:
        parts = urlsplit(address)
        return address if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
