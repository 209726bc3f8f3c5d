"""The lists of a paper: its own names, the datasets it speaks of, its links."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.language.aliases import name_key
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.passage import Passage

_SIZE = re.compile(r"[a-z]?\d+[bmk]?")  # what is left of "EfficientNet-B7" behind "EfficientNet"


def methods_of(passage: Passage) -> list[str]:
    """Return the names that the paper gives its own work, in order of appearance."""
    own = (mention for mention in passage.mentions if mention.role is Role.OWN and _is_name(mention))
    names = _once(own)
    keys = {name: name_key(name) for name in names}
    return [name for name in names if not any(_SIZE.fullmatch(keys[name].removeprefix(keys[other])) for other in names)]


def datasets_of(passage: Passage) -> list[str]:
    """Return the datasets and benchmarks named in the text, in order of appearance, then those named in the title alone."""
    named = [mention for mention in passage.mentions if mention.kind is MentionKind.DATASET]
    keys = {mention.key for mention in named}
    titled = (mention for mention in passage.title_mentions if mention.kind is MentionKind.DATASET)
    return _once(named) + [mention.text for mention in titled if mention.key not in keys]


def _is_name(mention: Mention) -> bool:
    return not mention.text.lower().startswith(("our ", "the proposed ", "the resulting ", "the presented ", "this ", "ours"))


def _once(mentions: Iterable[Mention]) -> list[str]:
    """Return one spelling for each thing: the shortest, which is the abbreviation where the text introduces one."""
    spellings: dict[str, str] = {}
    for mention in mentions:
        known = spellings.get(mention.key)
        spellings[mention.key] = mention.text if known is None or len(mention.text) < len(known) - 3 else known
    return list(spellings.values())
