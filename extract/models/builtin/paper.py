"""Read a paper's abstract by rules: names, links and quantities."""

from __future__ import annotations

from typing import Any

from extract.language.passage import understand
from extract.models.builtin.names_of_paper import datasets_of, methods_of
from extract.models.builtin.quantities import quantities_of


def read_paper(text: str, title: str | None = None) -> dict[str, Any]:
    """Return what the abstract states as plain JSON values in the shape of the schema `paper`.

    Pure: the same text and title give the same answer, in any process. Offsets are characters of `text`.
    """
    passage = understand(text, title)
    return {
        "methods": methods_of(passage),
        "datasets": datasets_of(passage),
        "code_urls": list(dict.fromkeys(url.url for url in passage.urls)),
        "quantities": quantities_of(passage),
    }
