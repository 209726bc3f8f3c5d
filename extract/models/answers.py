"""The answers to one request, the first and those that followed it, and what becomes of them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from extract.errors import ErrorKind
from extract.models.base import Opinion, Reply, Request
from extract.models.cache import StoredAnswer
from extract.models.completions import Completion, read_completion
from extract.models.fetching import holds_answer
from extract.models.pricing import Price

N = TypeVar("N", int, float)

_NO_OBJECT = "the answer holds no JSON object that follows the schema"


class Answers:
    """Collects answers and chooses the best. `payer` is the run and the document for which they are paid now."""

    def __init__(self, request: Request, payer: tuple[str, str], price: Callable[[], Price | None]) -> None:
        self._request = request
        self._payer = payer
        self._price = price
        self._stored: list[StoredAnswer] = []
        self._read: list[Completion] = []
        self._opinions: dict[str, Opinion] = {}

    def add(self, stored: StoredAnswer) -> None:
        """Add an answer."""
        self._stored.append(stored)
        self._read.append(read_completion(stored.body))

    @property
    def last(self) -> StoredAnswer:
        """The answer that came last."""
        return self._stored[-1]

    @property
    def is_cut(self) -> bool:
        """Whether the last answer ended at the most tokens allowed; some servers do not say so of a call."""
        last = self._read[-1]
        if last.problem is not None:
            return last.problem[0] is ErrorKind.TRUNCATED
        return (last.output_tokens or 0) >= self._request.parameters.max_output_tokens and not _is_whole(last.json)

    @property
    def complaint(self) -> str | None:
        """What is wrong with the last answer that asking again may mend."""
        return self._opinion(len(self._read) - 1).complaint

    def complaint_about(self, body: str) -> str | None:
        """Say what is wrong with one of the answers, given its body."""
        return self._opinion([stored.body for stored in self._stored].index(body)).complaint

    @property
    def problem(self) -> tuple[ErrorKind, str] | None:
        """Why the best answer is unusable, if it is."""
        return self._read[self._best()].problem

    def reply(self) -> Reply:
        """Return the best answer, with what all of them took; what others paid for costs nothing."""
        best = self._read[self._best()]
        paid = [n for n, stored in enumerate(self._stored) if (stored.run_id, stored.document_id) == self._payer]
        price = self._price() if paid else None
        return Reply(
            best.json,
            finish=best.finish,
            answered_by=best.answered_by,
            input_tokens=_total([self._read[n].input_tokens for n in paid]),
            output_tokens=_total([self._read[n].output_tokens for n in paid]),
            cost_usd=_total([price.of(self._read[n]) for n in paid]) if price else None,
            requests=sum(self._stored[n].num_requests for n in paid),
            cached=not paid,
        )

    def _best(self) -> int:
        """Return the place of the best answer: of two that are as good the first, of two unusable ones the last."""
        if len(self._read) == 1:
            return 0
        places = range(len(self._read))
        scores = [self._opinion(n).score for n in places]
        if max(scores) > -math.inf:
            return scores.index(max(scores))
        return max(places, key=lambda n: (self._read[n].problem is None, n))

    def _opinion(self, place: int) -> Opinion:
        """Judge an answer; refusals and cut answers are nothing to complain of."""
        body = self._stored[place].body
        if body not in self._opinions:
            self._opinions[body] = self._judged(self._read[place])
        return self._opinions[body]

    def _judged(self, completion: Completion) -> Opinion:
        if completion.problem is not None:
            kind, message = completion.problem
            return Opinion(message if kind is ErrorKind.INVALID else None, -math.inf)
        if self._request.judge is not None:
            return self._request.judge(Reply(completion.json))
        holds = holds_answer(completion, frozenset(self._request.answer_schema.model_fields))
        return Opinion(None, 0.0) if holds else Opinion(_NO_OBJECT, -math.inf)


def _is_whole(text: str) -> bool:
    """Say whether the first JSON object of a text has its end; words or a fence may stand around it."""
    try:
        json.JSONDecoder(strict=False).raw_decode(text, max(text.find("{"), 0))
    except (ValueError, RecursionError):
        return False
    return True


def _total(numbers: Sequence[N | None]) -> N | int | None:
    """Return the sum of the known numbers; None if there are some and none is known."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known or not numbers else None
