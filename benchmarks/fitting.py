"""Fit the weights of named signs: a conditional logit, by stochastic gradient with AdaGrad steps and weight decay.

Each example is a choice between options; an option is the signs that hold for it, and its score the sum of their weights. What is
maximised is the probability of the right options. Plain Python, and the same result in every run.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """An example: the signs of each option, which options are right, and the abstract that it stands in."""

    options: Sequence[Sequence[str]]
    right: Sequence[bool]
    abstract: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How weights are fitted; a sign counts when it occurs in `abstracts` of them at least."""

    rounds: int = 15
    rate: float = 0.3
    decay: float = 0.01
    abstracts: int = 3


@dataclass(slots=True)
class _State:
    weights: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    squares: defaultdict[str, float] = field(default_factory=lambda: defaultdict(lambda: 0.01))

    def step(self, choice: Choice, settings: Settings) -> None:
        shares = shares_of(self.weights, choice.options)
        right = sum(share for share, is_right in zip(shares, choice.right, strict=True) if is_right)
        gradient: defaultdict[str, float] = defaultdict(float)
        for signs, share, is_right in zip(choice.options, shares, choice.right, strict=True):
            pull = choice.weight * ((share / right if is_right else 0.0) - share)
            for sign in signs if abs(pull) > 1e-4 else ():
                gradient[sign] += pull
        for sign, value in gradient.items():
            change = value - settings.decay * self.weights[sign]
            self.squares[sign] += change * change
            self.weights[sign] += settings.rate * change / math.sqrt(self.squares[sign])


def fit(choices: Iterable[Choice], settings: Settings) -> Weights:
    """Return the weights; a choice without a right option teaches nothing."""
    every = [choice for choice in choices if any(choice.right)]
    kept = frequent(every, settings.abstracts)
    trimmed = [
        Choice([[sign for sign in signs if sign in kept] for signs in choice.options], choice.right, choice.abstract, choice.weight)
        for choice in every
    ]
    state, order = _State(), random.Random(1)
    for _ in range(settings.rounds):
        order.shuffle(trimmed)
        for choice in trimmed:
            state.step(choice, settings)
    return dict(state.weights)


def frequent(choices: Iterable[Choice], least: int) -> set[str]:
    """Return the signs that occur in so many abstracts."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for choice in choices:
        for sign in {sign for signs in choice.options for sign in signs}:
            seen[sign].add(choice.abstract)
    return {sign for sign, abstracts in seen.items() if len(abstracts) >= least}


def shares_of(weights: Mapping[str, float], options: Sequence[Sequence[str]]) -> list[float]:
    """Return each option's share of the probability."""
    sums = [sum(weights.get(sign, 0.0) for sign in signs) for signs in options]
    highest = max(sums)
    powers = [math.exp(value - highest) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def to_toml(weights: Mapping[str, float], least: float) -> str:
    """Return weights as lines of TOML, sorted, small ones left out."""
    return "".join(f'"{sign}" = {value:.2f}\n' for sign, value in sorted(weights.items()) if abs(value) >= least)
