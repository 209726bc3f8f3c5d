"""What holds for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.language.attribution import Slot, attribute
from extract.language.attribution.words import W, classes_of_words
from extract.language.passage import Passage
from tests.marked_passages import marked

WORDS = """we it [Zeno]o [Alba]s [Brio]s [Plants]d [Birds]d [prior_work]r {3.1%} {+4} {2x} {40M} {0.5} ( ) , ; : / | and or with
than over by from to of on for while which compared accuracy recall error faster higher gain achieves improves
outperforms is vs. respectively the a"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_no_arrangement_of_words_raises_and_spans_lie_in_the_text(source: str) -> None:
    """Brackets that never close, lists of nothing, comparisons without objects: links come out or they don't."""
    passage = marked(source)
    links = attribute(passage)
    assert set(links) <= set(range(len(passage.readings)))
    for link in (link for found in links.values() for link in found):
        assert 0 <= link.start < link.end <= len(passage.text)
        assert 0 <= link.strength <= 1
        assert link.text


@given(st.text(max_size=300))
def test_any_text_is_attributed_without_an_error(text: str) -> None:
    """Real readings and names of any characters."""
    assert all(link.slot in Slot for found in attribute(Passage(text)).values() for link in found)


def test_what_is_too_long_for_a_sentence_is_left_alone() -> None:
    """A table without full stops has no grammar, and costs no time."""
    assert attribute(marked("{3.1%} on [Plants]d , " * 3000)) == {}


def test_a_slot_has_one_link_and_the_links_of_a_number_name_it() -> None:
    """Each link carries the reading it belongs to."""
    passage = marked("On [Plants]d, [Zeno]o achieves {75.2%} accuracy, {1.1%} more than [Alba]s.")
    links = attribute(passage)
    assert [[link.reading.quote for link in links[index]] for index in (0, 1)] == [["75.2%"] * 3, ["1.1%"] * 4]
    assert all(len({link.slot for link in found}) == len(found) for found in links.values())


def test_a_link_is_firm_only_where_the_text_has_another_name() -> None:
    """A construction without exceptions speaks against other names, if there are any."""
    alone = attribute(marked("[Zeno]o reaches {75.2%} accuracy on [Plants]d."))
    beside = attribute(marked("[Zeno]o reaches {75.2%} accuracy on [Plants]d. Another set is [Birds]d."))
    assert [[link.firm for link in found[0] if link.slot is Slot.DATASET] for found in (alone, beside)] == [[False], [True]]


def test_every_class_of_words_has_a_name_and_every_name_words() -> None:
    """The list in the file and the names in the code are the same."""
    names = {value for key, value in vars(W).items() if key.isupper()}
    assert names == set().union(*classes_of_words().values())
