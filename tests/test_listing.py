"""Splitting listing pages: any header, any layout, and nothing left out in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.sources.listing import Listing, split_listing

LONG = "We measure how fast ferns grow in offices. " * 6 + "They grow by 3.5% a week."
OTHER = "Nobody counts the lamps of a harbour at night. " * 5 + "We do, and find 412 of them."
THIRD = "A kettle can be modelled as a recurrent network with 12 units. " * 4 + "Its error is below 2 degrees."
HEADER = ["new", "Daily Papers", "Subscribe", "Mar 11"]


def pairs(page: str) -> list[tuple[str | None, str]]:
    return [(entry.title, entry.text) for entry in split_listing(page).entries]


def warnings(page: str) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in split_listing(page).warnings]


def details_of(*lines: str) -> dict[str, object]:
    """Return the details of the first of two entries below which these lines stand."""
    page = "\n\n".join([*HEADER, "Ferns in Offices", LONG, "\n".join(lines), "Lamps of a Harbour", OTHER, "  • 2 authors\n·\nMay 1, 2020"])
    details = split_listing(page).entries[0].details
    assert details is not None
    return details.to_meta()


HEADERS = [
    ["new", "Get the latest papers in your inbox once a week!", "Subscribe", "byKim and the research community", "Mar 11"],
    ["Models", "Datasets", "Spaces", "Log In", "Sign Up", "Trending Papers"],
    ["Daily", "Weekly", "Monthly", "Week 12", "Mar 11 - Mar 17", "Search papers by title", "Papers of the week"],
    ["Hugging Face", "Intercode Bash", "Beta", "Curated by people", "Dec 9, 2024"],
    ["Vorschau", "Menü öffnen", "41 neue Arbeiten"],
    ["Subscribe"],
]


@pytest.mark.parametrize("header", HEADERS, ids=[header[0] for header in HEADERS])
@pytest.mark.parametrize("separator", ["\n", "\n\n"], ids=["no blank lines", "blank lines"])
def test_header_lines_are_never_titles(header: list[str], separator: str) -> None:
    """Known and unknown header lines above the first entry are left out, with and without blank lines."""
    entries = [("Ferns in Offices: A Year", LONG), ("Lamps of a Harbour", OTHER), ("kettles, modelled", THIRD)]
    page = separator.join([*header, *(part for entry in entries for part in entry)])
    assert pairs(page) == entries


@pytest.mark.parametrize("title", ["Ferns in Offices", "iFern: Growing", "3D Ferns", '"Grow!" Ferns', "\u03b3-Ferns", "éFern"])
@pytest.mark.parametrize("button", ["Subscribe", "newSubscribe", "SubscribeDaily PapersbyKim and the research communityMar 11"])
def test_a_button_glued_to_the_first_title_is_not_part_of_it(title: str, button: str) -> None:
    """The first title begins behind the button, at the right offset, whatever it begins with."""
    page = f"Get new papers every day!\n{button}{title}\n{LONG}\nLamps of a Harbour\n{OTHER}\n"
    first = split_listing(page).entries[0]
    assert (first.title, first.title_start) == (title, page.index(title))


@pytest.mark.parametrize("title", ["Subscribers and Habits", "Subscribed to Noise", "Login Habits of Students", "Signing with Avatars"])
def test_a_title_that_begins_like_a_button_keeps_its_word(title: str) -> None:
    """Words that merely begin like a button are words."""
    page = "\n\n".join([*HEADER, title, LONG, "Lamps of a Harbour", OTHER])
    assert pairs(page)[0] == (title, LONG)


def test_subscribe_later_on_is_a_word_of_the_title() -> None:
    """Only the first title, or one right below header lines, can have a button glued to it."""
    page = "\n".join([*HEADER, "Ferns in Offices", LONG, "SubscribeNet: Learning Churn", OTHER])
    assert [title for title, _ in pairs(page)] == ["Ferns in Offices", "SubscribeNet: Learning Churn"]


TITLES = [
    "Is a Fern All You Need?",
    "ferns in lower case, and nothing else to see in this title at all",
    "Ferns",
    "On the Growth of Ferns in Offices, Kitchens, Corridors, Lifts, Cellars and Other Places, "
    "with an Appendix on Cactuses (Second, Corrected Edition)",
    "What Are Ferns? A Study of 1,200 Offices. Part 2",
    "Ferns are all you need.",
    "Models",
]


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_all_kinds_stay_titles(title: str) -> None:
    """Long titles, questions, sentences, single words and words of the navigation are titles when an abstract follows."""
    entries = [("Lamps of a Harbour", OTHER), (title, LONG), ("Kettles as Networks", THIRD)]
    page = "\n\n".join([*HEADER, *(part for entry in entries for part in entry)])
    assert pairs(page) == entries


ABSTRACTS = [
    "Ferns grow in offices, and we do not know why.",
    LONG + "\n" + OTHER,
    LONG + "\n\n" + OTHER,
    LONG + " We contribute:\n\n1. a counter of lamps,\n\n2. a picture of ferns.\n\nBoth are free.",
    LONG + " There are two parts:\n1. Ferns.\n2. Lamps.\n" + OTHER,
    "Abstract: " + LONG,
    "\n".join(LONG[start : start + 70].strip() for start in range(0, len(LONG), 70)),
    LONG + " Code: https://example.org/fern",
]


@pytest.mark.parametrize("abstract", ABSTRACTS)
@pytest.mark.parametrize("details", [[], ["  • 6 authors\n·\nFeb 27, 2024 3"]], ids=["plain", "details"])
def test_abstracts_of_all_kinds_stay_whole(abstract: str, details: list[str]) -> None:
    """Short abstracts, several paragraphs, lists and hard line breaks are kept as they stand."""
    entries = [("Lamps of a Harbour", OTHER), ("Ferns in Offices: A Year", abstract), ("Kettles as Networks", THIRD)]
    page = "\n\n".join([*HEADER, *(part for entry in entries for part in (*entry, *details))])
    assert pairs(page) == entries


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["  • 6 authors", "·", "Feb 27, 2024 3"], ("2024-02-27", "Feb 27, 2024", 6, None, 3)),
        (["  • 1 author", "·", "Dec 1, 2016"], ("2016-12-01", "Dec 1, 2016", 1, None, None)),
        (["fern-lab Fern Lab", "·", "Oct 17 2"], (None, "Oct 17", None, "fern-lab Fern Lab", 2)),
        (["  • Fern Lab", "·", "Oct 17"], (None, "Oct 17", None, "Fern Lab", None)),
        (["\xa0\xa0•\xa06 authors", "·", "Sept. 3, 2021 1,204"], ("2021-09-03", "Sept. 3, 2021", 6, None, 1204)),
        (["• 6 authors · Feb 27, 2024 1.2k"], ("2024-02-27", "Feb 27, 2024", 6, None, 1200)),
        (["6 authors", "·", "27 February 2024", "12"], ("2024-02-27", "27 February 2024", 6, None, 12)),
        (["  • 6 authors"], (None, None, 6, None, None)),
    ],
)
def test_the_lines_below_an_abstract_are_read(lines: list[str], expected: tuple[object, ...]) -> None:
    """Authors, organisation, date and up-votes are read; what is absent is null, and so is the date without a year."""
    names = ("date", "date_text", "num_authors", "organization", "upvotes")
    assert details_of(*lines) == dict(zip(names, expected, strict=True))


def test_a_number_after_a_date_that_may_be_a_year_is_left_undecided() -> None:
    """ "Oct 17 2024" has no comma: neither the year nor the votes are guessed, and a warning names the line."""
    page = f"Daily Papers\n\nFerns in Offices\n\n{LONG}\n\n  • 6 authors\n·\nOct 17 2024\n"
    details = split_listing(page).entries[0].details
    assert details is not None and (details.date, details.date_text, details.upvotes) == (None, "Oct 17 2024", None)
    assert warnings(page) == [(7, "2024 is a year or a number of up-votes: left undecided")]


def test_pages_without_such_lines_have_no_details() -> None:
    """Details are absent, not null, on pages that give none; headings of days are not dates of abstracts."""
    page = "\n\n".join([*HEADER, "Ferns in Offices", LONG, "Mar 10", "Lamps of a Harbour", OTHER, "Kettles as Networks", THIRD])
    assert [entry.details for entry in split_listing(page).entries] == [None, None, None]


def test_buttons_between_entries_are_left_out() -> None:
    """Votes, user names and links that stand between entries belong to none."""
    around = ["Submitted by", "fernfriend", "Upvote", "12"]
    entries = [("Ferns in Offices", LONG), ("Lamps of a Harbour", OTHER)]
    page = "\n\n".join([*HEADER, *around, *entries[0], "GitHub 1.2k", "arXiv Page", *around, *entries[1], "Previous", "Next", "© Example"])
    assert pairs(page) == entries
    assert warnings(page) == [(27, "1 unknown line(s) that are neither title nor abstract, left out (line 27): 'fernfriend'")]


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_a_page_cut_in_an_abstract_gives_its_last_entry_and_a_warning(separator: str) -> None:
    """The last entry holds what is there, and the warning names its line."""
    page = separator.join([*HEADER, "Ferns in Offices", LONG, "Lamps of a Harbour", OTHER[:130]])
    assert pairs(page)[-1] == ("Lamps of a Harbour", OTHER[:130].strip())
    line = page.count("\n") + 1
    assert warnings(page) == [(line, f"the last abstract may be cut off: it ends {'…' + OTHER[90:130].strip()!r}")]


def test_a_page_cut_after_an_abstract_is_noticed_by_its_missing_details() -> None:
    """Where the others have author lines, the last without them gives a warning even at the end of a sentence."""
    details = "  • 6 authors\n·\nFeb 27, 2024"
    page = "\n\n".join([*HEADER, "Ferns in Offices", LONG, details, "Lamps of a Harbour", OTHER])
    assert warnings(page) == [(19, "the page may be cut off: the last abstract has no author and date lines")]


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_a_title_without_an_abstract_is_named(separator: str) -> None:
    """A page cut right after a title keeps the entries above, and the warning shows the title."""
    page = separator.join([*HEADER, "Ferns in Offices", LONG, "Lamps of a Harbour", OTHER, "Kettles as Recurrent Networks"])
    assert [title for title, _ in pairs(page)] == ["Ferns in Offices", "Lamps of a Harbour"]
    message = "a title without an abstract, the page may be cut off here: 'Kettles as Recurrent Networks'"
    assert warnings(page) == [(page.count("\n") + 1, message)]


def test_an_abstract_without_a_title_is_kept() -> None:
    """A page that begins in an abstract loses nothing: that entry has no title, and a warning."""
    page = "\n\n".join([LONG, "Lamps of a Harbour", OTHER, "Kettles as Networks", THIRD])
    assert pairs(page) == [(None, LONG), ("Lamps of a Harbour", OTHER), ("Kettles as Networks", THIRD)]
    assert warnings(page) == [(1, "an abstract without a title: 'We measure how fast ferns grow in offices. We measure how fa…'")]


def test_a_title_that_occurs_twice_gives_two_entries() -> None:
    """Equal titles and equal abstracts are entries of their own, each at its own offset."""
    page = "\n\n".join([*HEADER, "Ferns in Offices", LONG, "Ferns in Offices", LONG])
    entries = split_listing(page).entries
    assert [entry.start for entry in entries] == [page.index(LONG), page.rindex(LONG)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_kinds_are_kept_in_offsets(newline: str) -> None:
    """Offsets count the characters of the page as it is; no line end is translated, and other separators are no line ends."""
    text = LONG + " One\x0bline\u2028with\x85odd characters 🧪."
    parts = ["\xa0", "Daily Papers", "\u200b", "Ferns in Offices\xa0", "", "  " + text + " ", "", "Lamps of a Harbour", "", OTHER]
    page = newline.join(parts)
    first, second = split_listing(page).entries
    assert (first.title, first.text, second.text) == ("Ferns in Offices", text, OTHER)
    assert all(page[entry.start : entry.end] == entry.text for entry in (first, second))


PLAIN = [
    LONG,
    "Ferns in Offices\n\n" + LONG,
    "Ferns in Offices\n\n" + LONG + "\n\n" + OTHER,
    "Ferns in Offices\n\nAbstract\n\n" + LONG + "\n\n1 Introduction\n\n" + OTHER + "\n\n2 Methods\n\n" + THIRD,
    "Log in\n\nSubscribe\n\nFerns at Home\n\n" + "\n\n".join([LONG, OTHER, THIRD, LONG]) + "\n\nMore about ferns\n\n" + OTHER,
    "Shopping\n\nmilk\n\nferns\n\nlamps",
    "To do\n\n" + LONG + "\n\nLater\n\n" + OTHER,
    "",
    "\n\n \n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_are_no_listing_pages(text: str) -> None:
    """A text of its own, with headings or without, is not taken for a list of papers."""
    assert not split_listing(text).is_listing


LISTINGS = [
    "\n\n".join(["Ferns in Offices: A Year", LONG, "Lamps of a Dark Harbour", OTHER]),
    "\n".join(["Ferns in Offices: A Year", LONG, "Lamps of a Dark Harbour", OTHER]),
    "\n\n".join([*HEADER, "Ferns", LONG]),
    "\n\n".join(["Ferns", LONG, "  • 2 authors\n·\nMay 1, 2020"]),
    "\n\n".join(["Subscribe", "Ferns in Offices", LONG]),
]


@pytest.mark.parametrize("page", LISTINGS)
def test_listing_pages_are_known_by_their_structure(page: str) -> None:
    """Two entries without any header are a list, and so is one entry below a known header or above author lines."""
    assert split_listing(page).is_listing


WORDS = (
    "fern", "lamp", "kettle", "harbour", "office", "tree", "BERT", "ResNet-50", "of", "the", "with",
    "model", "counting", "müller", "\u03b3", "3D", "2.8times", "ell_2", "token", "sparse",
)  # fmt: skip
words = st.sampled_from(WORDS)
titles = st.lists(words, min_size=2, max_size=16).map(lambda found: " ".join([found[0].capitalize(), *found[1:]]))
sentences = st.tuples(st.lists(words, min_size=9, max_size=14), st.sampled_from(".?!")).map(
    lambda found: " ".join([found[0][0].capitalize(), *found[0][1:]]) + found[1]
)
abstracts = st.lists(sentences, min_size=4, max_size=6).map(" ".join).filter(lambda text: len(text) >= 200)
unknown_lines = st.sampled_from(["Hot this week", "Curated by people", "Beta", "Menü", "42 new since yesterday"])
known_lines = st.sampled_from(["new", "Log In", "Sign Up", "Weekly", "Mar 11", "Models", "Week 12", "byKim and the research community"])
details_lines = st.sampled_from(["  • 6 authors\n·\nFeb 27, 2024 3", "fern-lab Fern Lab\n·\nOct 17 2", "  • 1 author\n·\nMay 1, 2019"])
LAYOUTS = ("blank lines", "no blank lines", "details")


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[tuple[str | None, str]]]:
    """Draw a page in one of the layouts, and the entries that it was made of."""
    layout = draw(st.sampled_from(LAYOUTS))
    header = ["Daily Papers", *draw(st.lists(st.one_of(known_lines, unknown_lines), max_size=5))]
    entries: list[tuple[str | None, str]] = draw(st.lists(st.tuples(titles, abstracts), min_size=1, max_size=5))
    parts = [*header]
    for title, text in entries:
        parts += [str(title), text, *([draw(details_lines)] if layout == "details" else [])]
    parts += draw(st.lists(st.sampled_from(["Previous", "Next", "Privacy", "© Example"]), max_size=2))
    glued = layout == "no blank lines" and draw(st.booleans())
    if glued:
        parts[len(header)] = "Subscribe" + parts[len(header)]
    page = ("\n" if layout == "no blank lines" else "\n\n").join(parts)
    return page.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), entries


@settings(max_examples=60, deadline=None)
@given(pages())
def test_splitting_gives_back_what_a_page_was_made_of(drawn: tuple[str, list[tuple[str | None, str]]]) -> None:
    """In each layout titles and abstracts come back exactly, in order, at their offsets."""
    page, expected = drawn
    listing = split_listing(page)
    assert [(entry.title, entry.text) for entry in listing.entries] == expected
    assert all(page[entry.start : entry.end] == entry.text for entry in listing.entries)
    assert listing.is_listing


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB 1.•·\n\r\t\xa0\u2028…🧪") | st.characters(), max_size=400))
def test_any_text_can_be_split(text: str) -> None:
    """No text is an error, and offsets always hold."""
    listing: Listing = split_listing(text)
    for entry in listing.entries:
        assert text[entry.start : entry.end] == entry.text
        assert entry.title is None or text[entry.title_start :].startswith(entry.title)
