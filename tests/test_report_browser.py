"""The report as a person uses it: opened from disk in a real browser, headless."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.extractor import Extractor
from extract.records import Record
from extract.report import write_report
from tests.browser import Browser, browser, why_no_browser
from tests.conftest import CHECKOUT
from tests.reported import DRIFT, TERNNET, at, checked, record, records, run_info, write_run
from tests.test_report import HOSTILE, hostile_run

SIZE = (1280, 860)
NARROW = (400, 800)
MOST_BYTES = 200_000
VIEWS = ("#/overview", "#/quantities", "#/documents/1")
_LUMINANCE = """
const channels = (colour) => {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const luminance = (colour) => {
  const linear = (part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const [r, g, b] = channels(colour).map((part) => linear(part / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const probe = document.body.appendChild(document.createElement("p"));
const coloured = (name) => {
  probe.className = "";
  probe.setAttribute("class", "");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p.probe { color: var(${name}) }`);
  document.adoptedStyleSheets = [sheet];
  probe.className = "probe";
  return luminance(getComputedStyle(probe).color);
};
const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
const inks = ["text", "muted", "accent", "supported", "ambiguous", "misattributed", "unsupported", "rejected", "not_checked"];
const grounds = ["page", "surface", "raised", "chosen", "hover"];
return grounds.flatMap((ground) => inks.map((ink) => [ink, ground, contrast(coloured(`--${ink}`), coloured(`--${ground}`))]));
"""
_SMUGGLED = """
const late = document.createElement("script");
late.textContent = "window.ran = 1";
const image = document.createElement("div");
image.innerHTML = '<img src=x onerror="window.ran = 1">';
document.body.append(late, image);
"""
_UNNAMED = """
const named = (one) => one.ariaLabel || one.labels?.length || one.textContent;
return [...document.querySelectorAll("button, input, select")].filter((one) => !named(one)).length;
"""


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    """One window for all tests of this file."""
    reason = why_no_browser()
    if reason:
        pytest.skip(reason)
    with browser(*SIZE) as found:
        yield found


@pytest.fixture
def opened(window: Browser) -> Browser:
    """The window as it was at first: its size, light, a screen, nothing in the console."""
    window.size(*SIZE)
    window.media()
    window.complaints()
    return window


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all pages."""
    return tmp_path_factory.mktemp("pages")


def made(folder: Path, name: str, found: list[Record], **changes: object) -> Path:
    """Write the page of some records once."""
    page = folder / f"{name}.html"
    if not page.exists():
        write_report(write_run(folder / name, found, **changes), page)
    return page


@pytest.fixture
def birds(opened: Browser, pages: Path) -> Browser:
    """The page of four documents, freshly opened."""
    opened.open(made(pages, "birds", records()))
    return opened


def rows(page: Browser, column: str = "value") -> list[str]:
    """Return what stands in a column of the table."""
    return page.texts(f"#quantity-table td.{column}")


def test_the_page_opens_without_a_complaint(birds: Browser) -> None:
    """In every view; the policy refuses nothing that the page itself does."""
    for view in VIEWS:
        birds.go(view)
    birds.press("?")
    assert birds.complaints() == []


def test_the_table_shows_every_quantity_and_filters_while_one_types(birds: Browser) -> None:
    """Words anywhere, accents and case aside; the number found is told to those who do not see it."""
    birds.go("#/quantities")
    assert (len(rows(birds)), birds.texts("#quantity-count")) == (10, ["10 quantities"])
    birds.type("#quantity-search", "puffinset 90")
    assert (rows(birds), birds.texts("#quantity-count")) == (["90.4 %"], ["1 of 10 quantities"])
    assert birds.wait("return document.getElementById('live').textContent === '1 of 10 quantities'")
    birds.click("#quantity-clear")
    assert len(rows(birds)) == 10


def test_filters_by_dataset_metric_method_verdict_kind_and_reason_go_together(birds: Browser) -> None:
    """They stand in the address, which brings them back."""
    birds.go("#/quantities")
    for field, text in (("dataset", "gull"), ("metric", "acc"), ("subject", "tern")):
        birds.type(f"#quantity-{field}", text)
    assert rows(birds) == ["83.6 %", "71.2 %"]
    birds.click('.chip[data-name="misattributed"]')
    assert rows(birds) == ["71.2 %"]
    wanted = "#/quantities?metric=acc&dataset=gull&subject=tern&verdict=misattributed"
    assert birds.wait("return location.hash === arguments[0]", wanted)
    birds.go("#/quantities?kind=cost,setting")
    assert rows(birds) == ["12,000,000 parameters", "14 days"]
    birds.go("#/quantities?reason=value_not_in_text")
    assert rows(birds) == ["99.9 %"]


def test_columns_sort_up_down_and_back(birds: Browser) -> None:
    """By number, not by letter; what has no value stays at the end; the order is told in `aria-sort`."""
    birds.go("#/quantities?q=error")
    button = '#quantity-table th[data-key="value"] button'
    birds.click(button)
    assert (rows(birds), birds.run("return document.querySelector('th[data-key=value]').ariaSort")) == (["3.1 km", "4.7 km"], "ascending")
    birds.click(button)
    assert (rows(birds), birds.run("return document.querySelector('th[data-key=value]').ariaSort")) == (["4.7 km", "3.1 km"], "descending")
    birds.go("#/quantities?sort=-value")
    assert (rows(birds)[0], rows(birds)[-1]) == ("12,000,000 parameters", "")


def test_a_text_stands_as_it_is_with_its_quantities_marked(birds: Browser) -> None:
    """Nothing is added or lost, behind a character beyond U+FFFF too; each mark has its verdict, as colour and as a sign."""
    birds.go("#/documents/1")
    shown = birds.run("return document.getElementById('document-text').textContent")
    marks = birds.run(
        "return [...document.querySelectorAll('.mark')].map((mark) => [mark.textContent, mark.className, mark.dataset.sign ?? ''])"
    )
    assert shown == TERNNET
    assert marks == [
        ["83.6%", "mark supported", ""],
        ["71.2%", "mark misattributed", "⇄"],
        ["90.4%", "mark supported", ""],
        ["12 million", "mark supported", ""],
        ["2.4 times", "mark supported", ""],
    ]


def test_what_has_no_place_stands_beside_the_text(birds: Browser) -> None:
    """The unlocated, the rejected, and names that the text does not have, each with its reason."""
    birds.go("#/documents/1")
    assert birds.texts("#document-items h2") == ["Not located in the text 1", "Rejected 1", "In the text 5"]
    unlocated, rejected = birds.texts("#document-items .card")[:2]
    assert "99.9 %" in unlocated and "quote digits differ" in unlocated and "reaches 99.9% accuracy" in unlocated
    assert "rejected" in rejected and "no value at all" in rejected
    assert any("AlbatrossNet" in name and "unsupported" in name for name in birds.texts(".names li"))


def test_a_failed_document_says_why(birds: Browser) -> None:
    """On the first view, in the list, and with its text."""
    birds.go("#/overview")
    [row] = birds.texts("#overview .panel table.plain tbody tr")
    assert row == "A text that a model refuses refused the model refused to answer"
    birds.go("#/documents/4")
    assert birds.texts("#document-error") == ["refused: the model refused to answer"]
    assert birds.texts("#document-text") == ["Nobody may read this: 5 birds."]


@pytest.mark.parametrize("way", ["focus", "pointer"])
def test_focus_and_pointer_show_verdict_reason_and_slots(birds: Browser, way: str) -> None:
    """In a card that the mark names as its description; Escape closes it."""
    from selenium.webdriver import ActionChains, Keys

    birds.go("#/documents/1")
    mark = birds.driver.find_element("css selector", ".mark.misattributed")
    if way == "focus":
        birds.run("arguments[0].focus()", mark)
    else:
        ActionChains(birds.driver).move_to_element(mark).perform()
    [card] = birds.texts("#card")
    assert all(text in card for text in ("71.2 %", "misattributed", "other subject", "GullSet", "TernNet", "accuracy")), card
    assert mark.get_attribute("aria-describedby") == "card"
    birds.press(Keys.ESCAPE)
    assert birds.texts("#card") == [""]


def test_overlapping_and_nested_quantities_are_all_marked(opened: Browser, pages: Path) -> None:
    """The text is cut where one begins or ends; a piece shows the gravest verdict and leads to all of its quantities."""
    text = "Scores of 10 to 20 % on 3 sets"
    items = [at(text, "10 to 20 %", 10), at(text, "20 %", 20), at(text, "20 % on 3 sets", 3), at(text, "Scores of 10 to 20 % on 3 sets", 1)]
    wrong = [checked(1, "unsupported", "value_not_in_text", "No.")]
    opened.open(made(pages, "nested", [record(text, items, checks=wrong, status="flagged")]), "#/documents/1")
    marks = opened.run(
        "return [...document.querySelectorAll('.mark')].map((mark) => [mark.textContent, mark.dataset.positions, mark.className])"
    )
    assert marks == [
        ["Scores of ", "3", "mark not_checked"],
        ["10 to ", "3 0", "mark not_checked"],
        ["20 %", "3 0 2 1", "mark unsupported"],
        [" on 3 sets", "3 2", "mark not_checked"],
    ]


def test_keys_walk_through_documents_and_flags(birds: Browser) -> None:
    """j and k by document, n by flag within a document and on to the next; ? opens the help, Escape closes it."""
    from selenium.webdriver import Keys

    birds.press("j")
    assert birds.texts("#document-title") == ["TernNet: finding seabirds from the air"]
    birds.press("j", "j", "k")
    assert birds.texts("#document-title") == ["Where the ice goes"]
    found = []
    for _ in range(4):
        birds.press("p")
        found.append(birds.run("return document.activeElement.innerText.split('\\n')[0]"))
    assert found[-1] == "71.2%" and len(set(found)) == 4, found
    birds.press("n")
    assert birds.run("return document.activeElement.textContent").startswith("AlbatrossNet")
    birds.press("?")
    assert birds.run("return document.getElementById('help').open")
    birds.press(Keys.ESCAPE)
    assert not birds.run("return document.getElementById('help').open")


def test_keys_do_not_disturb_typing(birds: Browser) -> None:
    """/ goes to the search, and letters then are letters."""
    birds.go("#/quantities")
    birds.press("/", "j", "n")
    assert birds.run("return [location.hash.split('?')[0], document.getElementById('quantity-search').value]") == ["#/quantities", "jn"]


def test_rows_are_reached_and_opened_by_keyboard(birds: Browser) -> None:
    """Arrows move, Enter opens the document at the quantity."""
    from selenium.webdriver import Keys

    birds.go("#/quantities?sort=document")
    birds.run("document.querySelector('tr.row').focus()")
    birds.press(Keys.END, Keys.ARROW_UP, Keys.ENTER)
    assert birds.texts("#document-title") == ["Where the ice goes"]
    assert birds.run("return document.activeElement.textContent") in DRIFT


def test_nothing_in_a_run_can_run(opened: Browser, pages: Path) -> None:
    """Scripts, handlers and links in titles, texts, names, addresses, messages: all of it is shown, none of it works."""
    run = hostile_run(pages / "hostile")
    write_report(run, pages / "hostile.html")
    opened.open(pages / "hostile.html")
    for place in ("#/quantities", *(f"#/documents/{number}?item=0" for number in range(1, len(HOSTILE) + 2)), "#/overview"):
        opened.go(place)
        assert opened.run("return document.querySelectorAll('img, iframe, [onerror], [onload], a[href^=javascript]').length") == 0
        assert opened.run("return window.ran ?? null") is None
    opened.go("#/documents/2")
    assert opened.texts("#document-title") == [HOSTILE[1]]
    assert opened.run("return Data.text(4)") == f"{HOSTILE[4]} 5 {HOSTILE[0]} {HOSTILE[4]}"
    assert opened.complaints() == []


def test_the_policy_stops_what_would_come_in_all_the_same(birds: Browser) -> None:
    """A script or handler that somebody put into the page does not run, and nothing is fetched."""
    birds.run(_SMUGGLED)
    birds.run_async("setTimeout(arguments[0], 200)")
    assert birds.run("return window.ran ?? null") is None
    assert any("Content Security Policy" in line for line in birds.complaints())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(birds: Browser, scheme: str) -> None:
    """4.5 to 1 for every ink on every ground."""
    birds.media(scheme=scheme)
    assert [found for found in birds.run(_LUMINANCE) if found[2] < 4.5] == []


def test_the_theme_follows_the_system_until_somebody_chooses(birds: Browser) -> None:
    """The button goes from the system's to light to dark, and the choice outlives the visit."""
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    birds.media(scheme="dark")
    dark = birds.run(ground)
    birds.click("#theme")
    light = birds.run(ground)
    birds.click("#theme")
    assert dark != light and birds.run(ground) == dark
    birds.driver.refresh()
    assert birds.wait("return document.documentElement.dataset.theme") == "dark"
    birds.click("#theme")


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wider_than_a_small_screen(birds: Browser, view: str) -> None:
    """400 pixels; what has to be wider scrolls by itself."""
    birds.size(*NARROW)
    birds.go(view)
    assert birds.run("return document.documentElement.scrollWidth") == NARROW[0]


def test_screen_readers_find_their_way(birds: Browser) -> None:
    """Landmarks, one heading of the first level in each view, names for all that can be pressed or filled, rows that are counted."""
    assert birds.run("return ['header', 'nav', 'main'].map((name) => document.querySelectorAll(name).length)")[1:] == [1, 1]
    for view in VIEWS:
        birds.go(view)
        assert birds.run("return [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility()).length") == 1
    assert birds.run(_UNNAMED) == 0
    assert birds.run("return document.getElementById('quantity-table').ariaRowCount") == "11"
    assert birds.run("return [document.documentElement.lang, document.title]") == [
        "en",
        "TernNet: finding seabirds from the air · extract report",
    ]


def test_paper_has_the_text_and_no_controls(birds: Browser) -> None:
    """Marks keep their signs; the bar, lists and filters are gone."""
    birds.go("#/documents/1")
    birds.media(medium="print")
    visible = "return arguments[0].map((name) => document.querySelector(name).checkVisibility())"
    assert birds.run(visible, ["#document-text", "#document-items", ".bar", ".list", ".document-bar"]) == [True, True, False, False, False]
    assert birds.driver.execute_cdp_cmd("Page.printToPDF", {})["data"]


@pytest.mark.parametrize(("name", "changes"), [("empty", {}), ("waiting", {"num_documents": 3, "state": "running"})])
def test_a_run_without_documents_opens(opened: Browser, pages: Path, name: str, changes: dict[str, object]) -> None:
    """Every view says that there is nothing; keys do no harm."""
    opened.open(made(pages, name, [], **changes))
    for view in VIEWS:
        opened.go(view)
    opened.press("j", "k", "n", "p")
    opened.go("#/quantities")
    assert opened.texts(".none-found") == ["This run holds no quantities."]
    assert opened.complaints() == []


def test_of_many_rows_only_those_in_sight_exist(opened: Browser, pages: Path) -> None:
    """Three thousand quantities; the last one is there once one has scrolled to it."""
    text = "We count 1, 2 and 3 birds."
    items = [at(text, quote, int(quote), metric=f"birds {quote}") for quote in ("1", "2", "3")]
    opened.size(*SIZE)
    opened.open(
        made(pages, "many", [record(text, items, id=str(number), title=f"Count {number}") for number in range(1000)]), "#/quantities"
    )
    assert (opened.texts("#quantity-count"), len(rows(opened)) < 60) == (["3,000 quantities"], True)
    opened.run("const all = document.getElementById('quantity-viewport'); all.scrollTop = all.scrollHeight")
    assert opened.wait("return [...document.querySelectorAll('td.document')].at(-1).textContent === 'Count 999'")
    opened.go("#/documents")
    assert len(opened.texts("#document-list li")) < 60


def test_pictures_of_the_docs(opened: Browser, pages: Path, pytestconfig: pytest.Config) -> None:
    """Each view in light, dark and narrow; with --pictures they go into docs/images."""
    abstracts = list(Extractor().run(CHECKOUT / "fixtures" / "annotated" / "open.jsonl"))
    page = made(pages, "birds and others", [*records(), *abstracts], fingerprint=run_info(0).fingerprint | {"model": "builtin"})
    target = CHECKOUT / "docs" / "images" if pytestconfig.getoption("--pictures") else pages / "images"
    page_of_text = (1120, 720)
    wanted = {
        "overview": (SIZE, "light", "#/overview"),
        "table": ((1280, 760), "light", "#/quantities?sort=verdict"),
        "document": (page_of_text, "light", "#/documents/1?item=1"),
        "dark": (page_of_text, "dark", "#/documents/1?item=1"),
        "narrow": (NARROW, "light", "#/documents/1"),
    }
    for name, (size, scheme, place) in wanted.items():
        opened.size(*size)
        opened.media(scheme=scheme)
        opened.open(page, place)
        opened.run_async("setTimeout(arguments[0], 150)")
        opened.picture(target / f"report-{name}.png")
    assert {name: 10_000 < (target / f"report-{name}.png").stat().st_size < MOST_BYTES for name in wanted} == dict.fromkeys(wanted, True)
