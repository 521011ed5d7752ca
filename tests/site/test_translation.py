"""A page in another language: all of its words are translated, its code and outputs are the same.

A message that is stale stands in the failure: `make catalogs LOCALE=de` brings the file up to date.
"""

import re

import pytest

from tests.site.form_book import html
from tests.site.translated_book import LOCALE, PAGES, build
from tools.catalogs import faults, folder_of, read

PAGE = "chapters/14_summary"
TEXTS = "article :is(h1, h2, h3, p, li, td, th, figcaption, .admonition-title)"
SAME_IN_BOTH = {"ReLU", "Operator"}
# What the site itself writes around the text, in English so far, and what another page is called.
FURNITURE = "summary, .core-switch, .section-mark, a.headerlink, .std-ref"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("translated"))


@pytest.fixture(scope="module")
def page(built):
    """Return the parsed page in a language."""
    return lambda name: html((built / name / f"{PAGE}.html").read_text())


def words(page):
    """Return the texts of a page, without formulas, code and furniture."""
    for node in page.select(f".math, code, pre, {FURNITURE}"):
        node.decompose()
    texts = (" ".join(node.get_text().split()) for node in page.select(TEXTS))
    return [text for text in texts if re.search(r"[^\W\d_]{2}", text)]


def shown(page):
    """Return code and outputs of a page, and what they are called by."""
    return [str(node) for node in page.select("div.cell :is(pre, img)") if node.name == "pre"]


@pytest.mark.parametrize("name", PAGES)
def test_no_message_is_stale(built, name):
    translation = read(folder_of(LOCALE) / f"{name}.po", LOCALE)
    assert faults(translation, read(built / "gettext" / f"{name}.pot")) == []


def messages(built):
    """Return all messages of the chapter."""
    return [message.id for message in read(built / "gettext" / f"{PAGE}.pot") if message.id]


def test_catalog_has_every_kind_of_text(built):
    found = messages(built)
    starts = (
        *("Put it together", "A geologist wants", "**sort** the operators"),  # title, text, list
        *("Predict", "Pitfall: the test", "Linear operator", "as above, $d > 1$"),  # boxes, tables
        *("Three gray squares.", "Pieces of three surfaces"),  # alternative text and caption
        *("Why is average pooling", "**Right.** The maxima", "**128:** Without"),  # self-checks
        *("Count cells", "A microscope gives", "In: one or three channels"),  # exercise, solution
    )
    assert [start for start in starts if not any(text.startswith(start) for text in found)] == []
    glossary = read(built / "gettext/chapters/appendices/glossary.pot")
    assert "activation map" in glossary


def test_catalog_has_no_code_no_output_and_nothing_without_words(built):
    found = messages(built)
    code = re.compile(r"\w+\(.*\)$|\bimport\b|<Figure| = ops\.")
    assert not [text for text in found if code.search(text)]
    assert not {"1", "$h$", "$C_1 C_2$", "{ref}`ch-pooling`"} & {*found}
    assert "softmax: not linear" not in " ".join(found)  # printed by a cell


def test_code_and_outputs_are_the_same_bytes(page):
    german, english = shown(page(LOCALE)), shown(page("en"))
    assert german == english
    assert len(english) > 30


def test_pages_say_their_language(page):
    assert [page(name).html["lang"] for name in ("en", LOCALE)] == ["en", LOCALE]


def test_no_text_of_the_page_is_left_untranslated(page):
    german, english = words(page(LOCALE)), words(page("en"))
    assert len(german) == len(english) > 150
    pairs = zip(german, english, strict=True)
    assert [text for text, other in pairs if text == other and text not in SAME_IN_BOTH] == []
    alts = [[image["alt"] for image in page(name).select("article img")] for name in ("en", LOCALE)]
    assert len({*alts[0]} | {*alts[1]}) == 2 * len(alts[0]) == 8


def test_progress_and_links_keep_their_ids(page):
    ids = [[node["id"] for node in page(name).select("section, .self-check")]
           for name in ("en", LOCALE)]  # fmt: skip
    assert ids[0] == ids[1]


def test_self_checks_work_in_the_translated_page(browser, built):
    page = browser.new_page()
    page.goto((built / LOCALE / f"{PAGE}.html").as_uri())
    choice = page.locator(".self-check.choice").first
    choice.scroll_into_view_if_needed()
    choice.locator("input").nth(1).check()
    choice.locator("form button").first.click()
    assert "Die Maxima zweier Bilder" in choice.get_by_role("status").inner_text()
    number = page.locator(".self-check.number").first
    number.scroll_into_view_if_needed()
    number.locator("input").fill("2")
    number.locator("input").press("Enter")
    assert "Die Faktoren 2 und 5" in number.get_by_role("status").inner_text()
    page.close()
