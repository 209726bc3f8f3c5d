"""What a run would ask, without asking."""

from __future__ import annotations

from dataclasses import dataclass

from extract.models.base import Request
from extract.models.cache import AnswerCache
from extract.models.config import RemoteConfig
from extract.models.estimates import Estimates, usual_input_tokens, usual_output_tokens
from extract.models.modes import Mode, candidates
from extract.models.pricing import Price
from extract.models.providers import Target
from extract.models.questions import Question


@dataclass(frozen=True, slots=True)
class Planned:
    """One request that would be sent unless its answer `is_stored`: about how many tokens, how much money, and the most of it."""

    key: str
    is_stored: bool
    input_tokens: float
    output_tokens: float
    cost_usd: float | None
    most_cost_usd: float | None


class Planner:
    """Says what each request would take. Re-asks are not foreseen."""

    def __init__(self, target: Target, config: RemoteConfig, cache: AnswerCache, price: Price | None) -> None:
        self._target = target
        self._config = config
        self._candidates = candidates(config.mode, is_adapted=target.is_adapted)
        self._cache = cache
        self._price = price
        self._estimates = Estimates()

    def plan(self, request: Request) -> Planned:
        """Look at one request."""
        questions = [Question.of(request, self._target, mode) for mode in self._candidates]
        question = questions[0]
        most = request.parameters.max_output_tokens
        asked, said = usual_input_tokens(question), usual_output_tokens(request.text, most)
        price = self._price
        return Planned(
            key=Question.of(request, self._target, Mode.TEXT).key,
            is_stored=not self._config.refresh and any(self._cache.get(each.key) is not None for each in questions),
            input_tokens=asked,
            output_tokens=said,
            cost_usd=price.at_most(asked, said) if price else None,
            most_cost_usd=price.at_most(self._estimates.most_input_tokens(question), most) if price else None,
        )

    def close(self) -> None:
        """Close the cache."""
        self._cache.close()
