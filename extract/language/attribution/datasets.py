"""Which dataset a number holds for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from extract.language.attribution.data_phrases import dataset_at, described_in_line, in_phrase, modifier_of, sized
from extract.language.attribution.found import Found, named, several
from extract.language.attribution.roles import DIFFERENCES, MEASURED, Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import NameList, aligned
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind

_JOINS = frozenset((W.PREPOSITION, W.CONJUNCTION))
_ENDS_OPENING = frozenset((W.REACH, W.BEAT, W.CHANGE, W.CLAUSE))
_PARTS_NUMBERS = frozenset((W.BE, W.REACH, W.BEAT, W.CLAUSE, W.COMPARE, W.RELATIVE, W.PLACE))
_DATA = frozenset((W.DATATAIL, W.DATANOUN))
_PARTS_OF_DATA = frozenset(("case", "subset", "subsets", "split", "splits", "set", "sets", "part", "portion", "version", "half"))
_FAR = 25  # tokens between a number and the dataset behind it


def link_datasets(scene: Scene, figures: Mapping[int, Figure]) -> dict[int, Found]:
    """Return, for the index of each reading, the dataset that the sentence itself gives it.

    Counts of things take only a name inside their own phrase ("600 Omniglot classes").
    """
    if not scene.datasets:
        return {place.index: hit for place in scene.places if (hit := _described(scene, place, figures))}
    lists = [names for names in scene.datasets if not _is_training(scene.tokens, names)]
    found: dict[int, Found] = {}
    for place in scene.places:
        hit = sized(scene, place) if figures[place.index] is Figure.COUNT else _own(scene, place, lists)
        if hit:
            found[place.index] = hit
    measured = [place for place in scene.places if figures[place.index] is not Figure.COUNT]
    _share_ahead(scene, measured, figures, found)
    for before, place in pairwise(measured):
        hit = found.get(before.index)
        if place.index not in found and hit is not None and hit.rule in ("before", "bracket") and _from_to(scene, before, place):
            found[place.index] = hit
    for place in measured:
        if place.index not in found:
            hit = (
                _reached(scene, place, lists, found)
                if figures[place.index] in (Figure.SCORE, Figure.GAIN)
                else _opening(scene, place, lists)
            )
            if hit:
                found[place.index] = hit
    _distribute(scene, measured, lists, found)
    return found


def _described(scene: Scene, place: Place, figures: Mapping[int, Figure]) -> Found | None:
    return described_in_line(scene, place) if figures[place.index] in MEASURED else None


def _distribute(scene: Scene, places: list[Place], lists: list[NameList], found: dict[int, Found]) -> None:
    """53.9 box AP and 51.2 mIoU on A and B: as many numbers as names of the list that all of them were given."""
    in_turn = any(token.word == "respectively" for token in scene.tokens)
    rules = ("behind", "shared", "opening", "clause", "later") if in_turn else ("behind", "shared", "opening")
    for names in lists:
        start, size = names.members[0].start, len(names.members)
        if size < 2:
            continue
        given = [(p, found[p.index]) for p in places if p.index in found]
        group = [p for p, hit in given if hit.start == start and hit.rule in rules]
        if len(group) != size or (size == 2 and _from_to(scene, *group)):
            continue
        for place, member in zip(group, names.members, strict=True):
            found[place.index] = named(member, "aligned")


def _own(scene: Scene, place: Place, lists: list[NameList]) -> Found | None:
    """Return the dataset by a construction that ties it to this number alone."""
    return (
        _in_line(scene, place, lists)
        or _bracket(scene, place)
        or modifier_of(scene, place)
        or _before(scene, place)
        or _behind(scene, place, lists)
    )


def _in_line(scene: Scene, place: Place, lists: list[NameList]) -> Found | None:
    """A, B and C … v1, v2 and v3, either list first; only with as many names as numbers."""
    rank = place.rank
    if rank.size < 2:
        return None
    behind = [names for names in lists if names.first > rank.last and not is_fronted(scene, names)]
    ahead = [names for names in reversed(lists) if names.last < rank.first]
    for names in [*behind[:1], *ahead[:1]]:
        member = aligned(rank, len(names.members))
        if member is not None and not any(rank.last < other.at < names.first for other in scene.places):
            return named(names.members[member], "aligned")
    return None


def _bracket(scene: Scene, place: Place) -> Found | None:
    """CIFAR10-C (8.5% error); 85.1% (UCF-101)."""
    tokens = scene.tokens
    if place.bracket is not None:
        at = place.bracket - 1
        names_task = at >= 0 and W.DATATAIL in tokens[at].classes  # X speech recognition (75.2%)
        while at >= 0 and (W.DATATAIL in tokens[at].classes or tokens[at].kind is Kind.CLOSE or (names_task and _tells_task(tokens[at]))):
            opener = scene.openers[at - 1] if tokens[at].kind is Kind.CLOSE and at else None
            at = opener - 1 if opener is not None else at - 1
        hit = dataset_at(tokens, at, "bracket")
        if hit is not None:
            return hit
    at = place.at + 1
    while at < len(tokens) and tokens[at].kind is Kind.WORD and tokens[at].classes.isdisjoint(_JOINS):
        at += 1
    if at + 2 < len(tokens) and tokens[at].kind is Kind.OPEN and tokens[at + 2].kind not in (Kind.NUMBER, Kind.COLON):
        return dataset_at(tokens, at + 1, "bracket") or _like_sibling(scene, at)
    return None


def _tells_task(token: Token) -> bool:
    return token.kind is Kind.WORD and token.content and not token.classes


def _like_sibling(scene: Scene, opener: int) -> Found | None:
    """0.94 (X) and 0.91 (Y): Y is a dataset as X is, though nothing else says so."""
    tokens = scene.tokens
    token = tokens[opener + 1]
    wording = scene.text[token.start : token.end]
    named_so = token.names(MentionKind.OTHER) or (token.kind is Kind.WORD and not token.classes and wording != token.word)
    siblings = any(tokens[n.first - 1].kind is Kind.OPEN for n in scene.datasets if n.first)
    if not named_so or not siblings or tokens[opener + 2].kind is not Kind.CLOSE:
        return None
    return Found(wording, token.start, token.end, token.mention, "bracket")


_LEADS_TO_NUMBER = frozenset(("by", "from", "to", "of", "is", "are", "was", "were", "reaches", "="))


def _before(scene: Scene, place: Place) -> Found | None:
    """Functional Map of the World by 13.35%; ImageNet top-1 accuracy of 80%; VQA: 80.4."""
    tokens, at = scene.tokens, place.rank.first - 1
    while at >= place.floor and W.ABOUT in tokens[at].classes and tokens[at].word not in _LEADS_TO_NUMBER:
        at -= 1
    if at < place.floor or (place.rank.size > 1 and place.at != place.rank.first and _joined_by_name(scene, place)):
        return None
    if tokens[at].mention is None and W.MEASURE not in tokens[at].classes:
        if tokens[at].word not in _LEADS_TO_NUMBER and tokens[at].kind is not Kind.COLON:
            return None
        at -= 1
    for back in range(at, max(place.floor - 1, at - 8), -1):
        if tokens[back].kind is Kind.COMMA or not (tokens[back].kind is Kind.NAME or in_phrase(tokens[back])):
            return None
        if tokens[back].names(MentionKind.DATASET):
            return None if _trained(tokens, back) else dataset_at(tokens, back, "before")
    return None


def _joined_by_name(scene: Scene, place: Place) -> bool:
    return any(t.names(MentionKind.DATASET) for t in scene.tokens[place.rank.first : place.at])


def _behind(scene: Scene, place: Place, lists: list[NameList]) -> Found | None:
    """54.3% mIoU on ADE20K: a preposition of place, no other number and no clause break between."""
    tokens = scene.tokens
    start = place.rank.last + 1
    by_first = {names.first: names for names in lists}
    in_place = comma = joined = elsewhere = False
    at = start
    while at < min(len(tokens), start + _FAR):
        token = tokens[at]
        if token.kind is Kind.NUMBER or scene.clause_of[at] != scene.clause_of[start - 1]:
            return None
        if token.kind is Kind.OPEN:
            at = scene.closer(at)
        elif token.kind is Kind.COMMA:
            comma = joined = True
        elif token.word == "and":
            joined = True
        elif W.PREPOSITION in token.classes or W.TRAINING in token.classes:
            if elsewhere and token.word == "on":
                return None  # on prompts without a loss on X
            elsewhere = elsewhere or token.word == "on"
            in_place = W.PLACE in token.classes or (in_place and token.word == "of" and tokens[at - 1].word in _PARTS_OF_DATA)
        elif at in by_first and in_place:
            names = by_first[at]
            if is_fronted(scene, names) or (joined and _leads_on(scene, names)):
                return None
            return _second_of_pair(scene, place, names) or several(scene.text, names.members, "behind-comma" if comma else "behind")
        at += 1
    return None


def _second_of_pair(scene: Scene, place: Place, names: NameList) -> Found | None:
    """85.1% (51.6%) on A (B): the bracketed number holds for the bracketed name."""
    tokens, at = scene.tokens, names.last + 1
    if place.bracket is None or tokens[place.bracket - 1].kind is not Kind.NUMBER or at >= len(tokens) or tokens[at].kind is not Kind.OPEN:
        return None
    return dataset_at(tokens, at + 1, "bracket")


def _leads_on(scene: Scene, names: NameList) -> bool:
    """Tell whether the list belongs to a number behind it: "71.9% and on B 64.2%"."""
    tokens, at = scene.tokens, names.last + 1
    while at < len(tokens) and (W.DATATAIL in tokens[at].classes or tokens[at].kind is Kind.COLON or tokens[at].word in ("by", "from")):
        at += 1
    return at < len(tokens) and tokens[at].kind is Kind.NUMBER


_OPENING_WORDS = frozenset(("and", "but", "that", "specifically", "notably"))


def is_fronted(scene: Scene, names: NameList) -> bool:
    """Tell whether the list opens a clause: "On A and B, …", "…; on C, …", "…, and on D it …"."""
    tokens = scene.tokens
    at = names.first - 1
    while at >= 0 and tokens[at].kind in (Kind.WORD, Kind.NAME) and W.PLACE not in tokens[at].classes:
        if not tokens[at].classes.isdisjoint(_ENDS_OPENING):
            return False
        at -= 1
    if at < 0 or W.PLACE not in tokens[at].classes:
        return False
    before = tokens[at - 1] if at else None
    if before and not (before.kind in (Kind.STOP, Kind.COLON, Kind.COMMA) or W.CLAUSE in before.classes or before.word in _OPENING_WORDS):
        return False
    end = names.last + 1
    while end < len(tokens) and (W.DATATAIL in tokens[end].classes or tokens[end].kind is Kind.OPEN):
        end = scene.closer(end) + 1 if tokens[end].kind is Kind.OPEN else end + 1
    if end >= len(tokens):
        return False
    follows = tokens[end]
    if before is not None and (before.kind in (Kind.STOP, Kind.COLON) or W.CLAUSE in before.classes) and W.DETERMINER in follows.classes:
        return True
    return before is None or follows.kind is Kind.COMMA or W.OWN in follows.classes or follows.names(MentionKind.SYSTEM)


def _share_ahead(scene: Scene, places: list[Place], figures: Mapping[int, Figure], found: dict[int, Found]) -> None:
    """53.9 box AP and 46.4 mask AP on COCO: what stands behind the last of joined numbers goes for all."""
    for place, after in reversed(list(pairwise(places))):
        hit = found.get(after.index)
        if place.index in found or hit is None or hit.rule not in ("behind", "shared", "modifier"):
            continue
        comma = hit.rule == "shared" or (hit.mention is not None and hit.text != hit.mention.text)
        gains = figures[place.index] in DIFFERENCES
        together = _coordinated(scene, place, after, comma=comma, gains=gains) and not _dataset_between(scene, place)
        if figures[place.index] is figures[after.index] and (together or _from_to(scene, place, after)):
            found[place.index] = hit.by("shared")


def _from_to(scene: Scene, place: Place, after: Place) -> bool:
    tokens = scene.tokens
    return place.at > 0 and tokens[place.at - 1].word == "from" and any(t.word == "to" for t in tokens[place.at + 1 : after.at])


def _coordinated(scene: Scene, place: Place, after: Place, *, comma: bool, gains: bool) -> bool:
    """Tell whether only a noun phrase and "and", a slash or, where it will do, a comma stand between two numbers.

    Between two gains what each is compared with may stand, too: "2% over A and 3% over B on C".
    """
    between = scene.tokens[place.at + 1 : after.at]
    if scene.clause_of[place.at] != scene.clause_of[after.at] or place.bracket != after.bracket or len(between) > 12:
        return False
    if any(t.word == "on average" for t in between):
        return False  # by 1.8% on average and by up to 4.3% on A
    if any(_parts(between, k) and not (gains and W.COMPARE in between[k].classes) for k in range(len(between))):
        return False
    return any(t.word in ("and", "or", "&", "as well as") or t.kind is Kind.SLASH or (comma and t.kind is Kind.COMMA) for t in between)


def _parts(between: list[Token], at: int) -> bool:
    """Tell whether the token parts two numbers; "in" and "on" do not before what was measured ("4% in Hits@1 and 2% in F1")."""
    if between[at].classes.isdisjoint(_PARTS_NUMBERS):
        return False
    return not (W.PLACE in between[at].classes and any(W.MEASURE in t.classes for t in between[at + 1 : at + 3]))


def _dataset_between(scene: Scene, place: Place) -> bool:
    tokens = scene.tokens
    start = max((at + 1 for at in range(place.seg, place.at) if tokens[at].kind is Kind.COMMA), default=place.seg)
    return any(token.names(MentionKind.DATASET) for token in tokens[start : place.at])


def _around(scene: Scene, place: Place, lists: list[NameList]) -> Found | None:
    """Return the dataset by the reach of a clause: the one that opens it, else the last one named before, else the next."""
    if measured_elsewhere(scene, place):
        return None
    opening = _opening(scene, place, lists)
    if opening is not None:
        return opening
    ahead = [n for n in lists if n.last < place.at]
    if ahead:
        inside = ahead[-1].first >= scene.clause_start(place.at)
        return several(scene.text, ahead[-1].members, "clause" if inside else "sentence")
    behind = [n for n in lists if n.first > place.at]
    if behind and any(
        place.at < p.at < behind[0].first and (scene.clause_of[p.at] != scene.clause_of[place.at] or _is_average(scene, place))
        for p in scene.places
    ):
        return None
    return several(scene.text, behind[0].members, "later") if behind else None


def _is_average(scene: Scene, place: Place) -> bool:
    """Tell whether a number is one over several sets: "by 1.8% on average and by up to 4.3% on A"."""
    return any(token.word == "on average" for token in scene.tokens[place.rank.last + 1 : place.rank.last + 4])


def _reached(scene: Scene, place: Place, lists: list[NameList], found: Mapping[int, Found]) -> Found | None:
    return _tied_before(scene, place, found) or _around(scene, place, lists)


def _tied_before(scene: Scene, place: Place, found: Mapping[int, Found]) -> Found | None:
    """An X accuracy of 41%, +3% over A and +2% over B: the dataset inside the phrase of the number before."""
    before = [p for p in scene.places if p.at < place.at and scene.clause_of[p.at] == scene.clause_of[place.at]]
    hit = found.get(before[-1].index) if before else None
    return (
        hit.by("clause")
        if hit is not None and hit.rule in ("before", "modifier", "clause") and not measured_elsewhere(scene, place)
        else None
    )


def _opening(scene: Scene, place: Place, lists: list[NameList]) -> Found | None:
    """On X, we reach 71%: the last list that opens a clause before the number."""
    fronted = [n for n in lists if n.last < place.at and is_fronted(scene, n)]
    if not fronted:
        return None
    member = aligned(place.rank, len(fronted[-1].members))
    return named(fronted[-1].members[member], "aligned") if member is not None else several(scene.text, fronted[-1].members, "opening")


_MANY = frozenset(("several", "many", "various", "multiple", "all", "diverse", "numerous", "different", "most"))


def measured_elsewhere(scene: Scene, place: Place) -> bool:
    """Tell whether the number is said to hold for many data sets without a name: "on 22 benchmarks", "across all tasks"."""
    tokens = scene.tokens
    at = place.rank.last + 1
    while at < len(tokens) and at < place.rank.last + 14 and scene.clause_of[at] == scene.clause_of[place.at]:
        token = tokens[at]
        if token.kind in (Kind.NUMBER, Kind.COMMA) or W.RIVAL in token.classes:
            return False
        if token.word in ("on", "across", "over"):
            behind = tokens[at + 1 : at + 6]
            many = token.word == "across" or any(t.kind is Kind.NUMBER or t.word in _MANY for t in behind[:2])
            return many and any(t.word.endswith("s") and not t.classes.isdisjoint(_DATA) for t in behind)
        at += 1
    return False


def _is_training(tokens: list[Token], names: NameList) -> bool:
    return _trained(tokens, names.first) or _trained(tokens, names.last)


def _trained(tokens: list[Token], at: int) -> bool:
    """Tell whether the dataset is what something is trained on: "pre-trained on X", "X supervised pre-training"."""
    for behind in tokens[at + 1 : at + 3]:
        if W.TRAINING in behind.classes and behind.word not in ("training", "train"):
            return True
    back = at - 1
    while back >= 0 and (W.DETERMINER in tokens[back].classes or tokens[back].word in ("only", "large-scale")):
        back -= 1
    return back >= 0 and " " in tokens[back].word and W.TRAINING in tokens[back].classes


_NEAR = 10  # tokens
_PARTS = frozenset((W.COMPARE, W.CONJUNCTION, W.TRAINING))


def stands_clear(scene: Scene, place: Place, hit: Found) -> bool:
    """Tell whether nothing stands between a number and the dataset it was given that leaves room for another reading.

    Only what was found across other words can be parted so: behind the number, where it has to be near and in the same phrase, or
    at the opening of the clause, where no other dataset may follow.
    """
    if hit.rule not in ("behind", "opening"):
        return True
    tokens = scene.tokens
    at = next((at for at, token in enumerate(tokens) if token.start == hit.start), None)
    if at is None or scene.clause_of[at] != scene.clause_of[place.at]:
        return False
    between = tokens[min(at, place.at) + 1 : max(at, place.at)]
    if any(token.names(MentionKind.DATASET) for token in between):
        return False
    parted = any(token.kind is Kind.COMMA or not token.classes.isdisjoint(_PARTS) for token in between)
    return hit.rule == "opening" or (len(between) <= _NEAR and not parted)
