"""Sentences, clauses and links of running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.sentences import split_clauses, split_sentences
from extract.language.urls import find_urls

SENTENCES = [
    ("We use many data, e.g. B. In Cole et al. we did so.", ["We use many data, e.g. B.", "In Cole et al. we did so."]),
    ("Accuracy is 83.6 vs. 81.2. It grows.", ["Accuracy is 83.6 vs. 81.2.", "It grows."]),
    (
        "We ask two things: 1. Is it fast? 2. Is it small? Both hold.",
        ["We ask two things: 1. Is it fast?", "2. Is it small?", "Both hold."],
    ),
    ("Errors fall from 24.1 to 12.2. Noisy labels hurt.", ["Errors fall from 24.1 to 12.2.", "Noisy labels hurt."]),
    ("The depths are 8, 10, 12. Noisy labels hurt.", ["The depths are 8, 10, 12.", "Noisy labels hurt."]),
    ("It gains accuracy.We show why (see Fig. 3). Done!", ["It gains accuracy.", "We show why (see Fig. 3).", "Done!"]),
    ("Zeno 2.0 runs at 1.5 ms. i.e. fast.", ["Zeno 2.0 runs at 1.5 ms. i.e. fast."]),
    ('It is "cheap." Yes.', ['It is "cheap."', "Yes."]),
    ("", []),
]
URLS = [
    ("Code: https://github.com/foo/bar.", "https://github.com/foo/bar", "https://github.com/foo/bar"),
    ("Code is at (https://foo.org/zeno_(v2)).", "https://foo.org/zeno_(v2)", "https://foo.org/zeno_(v2)"),
    ("Models: {https://github.com/foo/zeno_net}.", "https://github.com/foo/zeno_net", "https://github.com/foo/zeno_net"),
    ("See github.com/ zo28 for more.", "github.com/zo28", "github.com/ zo28"),
    ("See https://github.com/ foo/bar/tree.", "https://github.com/foo/bar/tree", "https://github.com/ foo/bar/tree"),
    ("See https://foo.github.io/ We hope so.", "https://foo.github.io/", "https://foo.github.io/"),
    (r"See \url{https://foo.org/a\_b}; done", "https://foo.org/a_b", r"https://foo.org/a\_b"),
    ("See https: //github.com/foo/bar!", "https://github.com/foo/bar", "https: //github.com/foo/bar"),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Abbreviations, decimals and list numbers end no sentence; a missing blank does not join two."""
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_clauses_are_parted_at_contrasts() -> None:
    """While, whereas, semicolons and participles after a comma begin a clause."""
    text = "Zeno reaches 71%, outperforming Alba, while Brio stays at 60%; it is small"
    clauses = [text[start:end] for start, end in split_clauses(text, 0, len(text))]
    assert clauses == ["Zeno reaches 71%", ", outperforming Alba", ", while Brio stays at 60%", "; it is small"]


@given(st.text(alphabet="ab.A1 ?!(),:\n", max_size=80))
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    """Whatever the text, the sentences are in order, and only blanks stand between them."""
    spans = split_sentences(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(not text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize(("text", "url", "quote"), URLS)
def test_links_are_clean(text: str, url: str, quote: str) -> None:
    """No full stop, bracket or brace at the end, no blank inside; the span has what the text has."""
    assert [(found.url, text[found.start : found.end]) for found in find_urls(text)] == [(url, quote)]


def test_text_without_links_has_none() -> None:
    """Names with dots and slashes are no links."""
    assert find_urls("ViT-B/16 at 2.5 ms and/or v1.com") == []
