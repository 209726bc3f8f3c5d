"""Answers of just as many tokens as were allowed: cut off or not, where the server does not say so."""

from __future__ import annotations

import pytest

from extract.documents import Document
from extract.models.answers import Answers
from extract.models.base import Parameters, Request
from extract.models.cache import StoredAnswer
from extract.models.foreign import completion
from extract.schemas.paper import Paper


@pytest.mark.parametrize(
    ("content", "is_cut"),
    [
        ('{"quantities": []}', False),
        ('It says:\n```json\n{"quantities": []}\n```', False),
        ('{"methods": ["two\nlines"]}', False),
        ('{"quantities": [{"quote": "7"}', True),
        ("It says nothing yet", True),
    ],
)
def test_what_has_its_end_is_not_asked_for_again(content: str, is_cut: bool) -> None:
    """Words or a fence around an object do not make it cut."""
    request = Request(Document(id="a", text="7"), "7", (), Paper, Parameters(max_output_tokens=100))
    answers = Answers(request, ("run", "a"), lambda: None)
    body = completion(content, "stop", "tiny", {"prompt_tokens": 10, "completion_tokens": 120})
    answers.add(StoredAnswer(body, "run", "a"))
    assert answers.is_cut is is_cut
