"""Counted things: another thing of the text is flagged; words for one thing, and words for its kind, are not."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

CORPUS = "We present RidgeSet. It holds 1.2 million clauses drawn from 300 contracts in nine languages. Its labels were checked twice."
ROUTES = "Heron was tested on six routes with 240 flights. Modern planners steer drones and gliders."
PEOPLE = "We asked 40 volunteers about 12 maps. The participants were shown two routes on each map."
FRAMES = "RidgeSet contains 5,000 annotated video frames."
DIALOGUES = "It covers 11 domains and 45,000 dialogues of 9 turns each."
GAMES = "Heron beats pilots in 8 out of 31 games."
ENROLLED = "We enrolled 505 infants, among whom 286 were cases and 219 controls."
ALL_OF_THEM = "We release a corpus with 40,000 total sentences for Spanish and French."

RIGHT = [
    (CORPUS, {"value": 300, "unit": "documents", "metric": "contracts"}),
    (CORPUS, {"value": 1_200_000, "unit": "clauses", "metric": "corpus size"}),
    (ROUTES, {"value": 6, "unit": "flight routes", "metric": "routes flown"}),
    (PEOPLE, {"value": 40, "unit": "participants", "metric": "people asked"}),
    (FRAMES, {"value": 5000, "unit": "frames", "metric": "annotated frames"}),
    (DIALOGUES, {"value": 9, "unit": "turns", "metric": "turns per dialogue"}),
    (GAMES, {"value": 8, "unit": "games", "metric": "games in which it beats pilots"}),
    (GAMES, {"value": 31, "unit": "games", "metric": "games"}),
    (ENROLLED, {"value": 219, "unit": "infants", "metric": "controls"}),
]
WRONG = [
    (CORPUS, {"value": 300, "unit": "clauses", "metric": "clauses"}),
    (CORPUS, {"value": 9, "unit": "contracts", "metric": "number of contracts"}),
    (ROUTES, {"value": 240, "unit": "routes", "metric": "test routes"}),
    (ROUTES, {"value": 6, "unit": "drones", "metric": "drones tested"}),
    (FRAMES, {"value": 5000, "unit": "videos", "metric": "annotated videos"}),
    (DIALOGUES, {"value": 11, "unit": "dialogues", "metric": "dialogues"}),
    (GAMES, {"value": 31, "unit": "games", "metric": "games in which it beats pilots"}),
    (GAMES, {"value": 31, "unit": "games", "metric": "games won"}),
    (ALL_OF_THEM, {"value": 40_000, "unit": "sentences", "metric": "sentences per language"}),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [found.reason for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_other_words_for_what_is_counted_are_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """People are participants, a contract is a document, and what is part of a group may be called by the group's name."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity"), WRONG)
def test_another_thing_of_the_text_is_flagged(text: str, quantity: dict[str, Any]) -> None:
    """What another number counts, what the text speaks of elsewhere, the whole for its parts, and a part for the whole."""
    assert flags(text, quantity) == ["other_metric"]


def test_the_message_names_what_is_counted() -> None:
    """A reader sees the text's own words beside those that were given."""
    quantity = {"value": 240, "unit": "routes", "metric": "test routes"}
    messages = [found.message for found in check(ROUTES, {"quantities": [quantity]}) if found.verdict.flags]
    assert messages == ["the text gives 240 for flights, not for test routes"]
