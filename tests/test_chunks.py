"""Documents to chunks."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from extract.chunks import chunk_document
from extract.documents import Document


def pieces(text: str, max_chars: int) -> list[str]:
    return [chunk.text for chunk in chunk_document(Document(id="a", text=text), max_chars)]


def test_an_abstract_is_one_chunk() -> None:
    """Nothing is cut that fits."""
    assert pieces("One sentence. Another one.", 100) == ["One sentence. Another one."]


def test_an_empty_document_is_one_empty_chunk() -> None:
    """A document without text still gets its record."""
    assert pieces("", 100) == [""]


def test_cuts_fall_between_sentences() -> None:
    """The last sentence end in reach is the border."""
    assert pieces("We train a model. It reaches 83.6% here. Then it stops.", 45) == [
        "We train a model. It reaches 83.6% here. ",
        "Then it stops.",
    ]


def test_a_number_at_a_sentence_start_stays_with_what_stands_before_it() -> None:
    """What looks like a sentence end before a digit may stand inside a number or a list."""
    assert pieces("We saw no. 5 of them in all places. The end comes here.", 40) == [
        "We saw no. 5 of them in all places. ",
        "The end comes here.",
    ]


def test_a_text_without_sentences_is_cut_at_a_blank_away_from_numbers() -> None:
    """Neither blank beside the number is a border."""
    assert pieces("alpha beta gamma 1 000 delta epsilon zeta", 22) == ["alpha beta gamma 1 000 delta ", "epsilon zeta"]


def test_a_long_word_is_never_cut() -> None:
    """A text without a blank is one chunk, however long."""
    assert pieces("9" * 500, 100) == ["9" * 500]


@given(
    st.lists(
        st.sampled_from(["We got 83.6% there.", "It", "is", "1 000 000", "x\n\ny", "𝔘nicode.", "(so", "it seems).", "12.5 ms"]), max_size=60
    )
)
def test_chunks_are_the_document_and_cut_no_number(words: list[str]) -> None:
    """Joined they give the text; no border has a digit right before and right after its blanks."""
    text = " ".join(words)
    chunks = chunk_document(Document(id="a", text=text), 40)
    assert "".join(chunk.text for chunk in chunks) == text
    for chunk in chunks[:-1]:
        around = text[: chunk.end].rstrip()[-1:] + text[chunk.end :].lstrip()[:1]
        assert not re.fullmatch(r"\d\d", around)
