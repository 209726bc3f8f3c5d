"""The built-in reader behind the same border as any other model."""

from __future__ import annotations

import json

from extract.errors import UsageError
from extract.models.base import Reply, Request
from extract.models.builtin.paper import read_paper
from extract.schemas.answers import answer_schema
from extract.schemas.paper import Paper


class BuiltinModel:
    """Answer requests for the schema `paper` by rules; every other schema is a usage error."""

    @property
    def name(self) -> str:
        """The name as given on the command line."""
        return "builtin"

    async def prepare(self, first: Request) -> None:
        """Check that the schema asked for is `paper`.

        Raises:
            UsageError: the built-in model does not know the schema.
        """
        if first.answer_schema not in (Paper, answer_schema(Paper)):
            raise UsageError(
                f"the built-in model only knows the schema paper, not {first.answer_schema.__name__}",
                hint="name a model that can be asked, for instance --model openai/gpt-5-mini",
            )

    async def answer(self, request: Request) -> Reply:
        """Read the request's text and title; nothing is sent anywhere."""
        answer = read_paper(request.text, request.title)
        return Reply(json.dumps(answer, ensure_ascii=False), answered_by=self.name, located=True)

    async def close(self) -> None:
        """Do nothing: there is nothing to let go of."""
