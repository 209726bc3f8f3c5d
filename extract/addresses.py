"""Addresses of servers as they may be shown."""

from __future__ import annotations


def without_credentials(url: str) -> str:
    """Return an address without the name and password that stand before its @."""
    scheme, separator, rest = url.rpartition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
