"""How many requests may be sent, and when: what the user allows, what the server says of itself, and what its refusals teach."""

from extract.models.limits.limiter import Limiter

__all__ = ["Limiter"]
