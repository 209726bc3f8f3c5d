"""The lists of a paper: its own names, the datasets it speaks of, its links."""

from __future__ import annotations

from collections.abc import Iterable

from extract.language.attribution.memory import protagonist
from extract.language.known import exactly_known
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.passage import Passage


def methods_of(passage: Passage) -> list[str]:
    """Return the names that the paper gives its own work, in order of appearance.

    Where it presents nothing as its own: the system it speaks of most, unless that is well known.
    """
    own = [mention for mention in passage.mentions if mention.role is Role.OWN and not _is_generic(mention)]
    names = _once(own)
    if all(mention.kind is MentionKind.DATASET for mention in own):
        leading = protagonist(passage.mentions, passage.sentences)
        return names if leading is None or exactly_known(leading.text) else [*names, leading.text]
    return names


def datasets_of(passage: Passage) -> list[str]:
    """Return the datasets and benchmarks named in the text, in order of appearance, then those named in the title alone."""
    named = [mention for mention in passage.mentions if mention.kind is MentionKind.DATASET]
    keys = {mention.key for mention in named}
    titled = (mention for mention in passage.title_mentions if mention.kind is MentionKind.DATASET)
    return _once(named) + [mention.text for mention in titled if mention.key not in keys]


def _is_generic(mention: Mention) -> bool:
    """Tell whether words such as "our method" stand for the paper's own work instead of a name."""
    return mention.text.lower().startswith(("our ", "the proposed ", "the resulting ", "the presented ", "this ", "ours"))


def _once(mentions: Iterable[Mention]) -> list[str]:
    """Return one spelling for each thing: the shortest, which is the abbreviation where the text introduces one."""
    spellings: dict[str, str] = {}
    for mention in mentions:
        known = spellings.get(mention.key)
        spellings[mention.key] = mention.text if known is None or len(mention.text) < len(known) - 3 else known
    return list(spellings.values())
