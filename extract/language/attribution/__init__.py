"""What the text attaches each number to."""

from __future__ import annotations

from extract.language.attribution.linking import attribute
from extract.language.attribution.links import Link, Slot

__all__ = ["Link", "Slot", "attribute"]
