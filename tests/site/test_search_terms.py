"""The search finds terms by any of their names, phrases as they stand, and words typed wrong."""

import random
import re

import pytest

from tests.browser_fixtures import open_page

LEAST_LETTERS = 5  # of a name in which a mistake is tried
FIND_TERMS = """(names) => {
  const search = new CourseSearch(COURSE_SEARCH);
  return names.map((name) => search.findTerms(name).map((term) => term.names[0]));
}"""
FIND = """(query) => {
  const search = new CourseSearch(COURSE_SEARCH);
  return search.answer(query).sections;
}"""
KNOWN = """(words) => {
  const search = new CourseSearch(COURSE_SEARCH);
  return words.map((word) => search.known(word));
}"""


@pytest.fixture(scope="module")
def search_page(browser, site_url):
    with open_page(browser, site_url) as page:
        page.goto(f"{site_url}/search.html?q=stride")
        page.wait_for_function("COURSE_SEARCH.texts !== undefined")
        yield page


@pytest.fixture(scope="module")
def terms(search_page):
    """Names of each term, its own first."""
    return search_page.evaluate("COURSE_SEARCH.terms.map(([address, names]) => names)")


def test_the_glossary_is_there_in_three_languages(terms):
    assert len(terms) >= 85
    names = [name for own in terms for name in own]
    assert len([name for name in names if "\u4e00" <= name[0] <= "\u9fff"]) >= 85
    assert len([name for name in names if "\uac00" <= name[0] <= "\ud7a3"]) >= 80


def test_every_term_is_found_by_every_name(search_page, terms):
    asked = [(name, own[0]) for own in terms for name in own]
    found = search_page.evaluate(FIND_TERMS, [name for name, _ in asked])
    missed = [pair for pair, names in zip(asked, found, strict=True) if pair[1] not in names]
    assert missed == []


def mistyped(name, rng):
    """Return a name with a letter left out, doubled, or exchanged with the next one."""
    at = rng.randrange(1, len(name) - 2)
    changed = {
        "out": name[:at] + name[at + 1 :],
        "twice": name[:at] + name[at] + name[at:],
        "exchanged": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }
    return changed[rng.choice(sorted(changed))]


def test_terms_are_found_in_spite_of_a_mistake(search_page, terms):
    rng = random.Random(0)
    asked = [
        (mistyped(own[0], rng), own[0])
        for own in terms
        for _ in range(3)
        if len(own[0]) >= LEAST_LETTERS and own[0].isascii()
    ]
    found = search_page.evaluate(FIND_TERMS, [typed for typed, _ in asked])
    missed = [pair for pair, names in zip(asked, found, strict=True) if pair[1] not in names]
    assert len(missed) <= len(asked) // 50  # a mistake can make another term


def test_a_mistyped_word_is_replaced_by_the_nearest(search_page):
    typed = ["convoltuion", "poolng", "recptive", "gradeint", "pooling", "xyzzyq"]
    known = search_page.evaluate(KNOWN, typed)
    assert known == ["convolution", "pooling", "receptive", "gradient", "pooling", "xyzzyq"]


def test_a_phrase_is_found_as_it_stands(search_page):
    phrase = "receptive field of"
    found = search_page.evaluate(FIND, f'"{phrase}"')
    loose = search_page.evaluate(FIND, "of field receptive")
    assert found
    assert all(phrase in section["plain"] for section in found)
    assert len(found) < len(loose)


def test_the_words_of_a_phrase_that_nobody_says_are_found_and_it_is_said(search_page, site_url):
    search_page.goto(f'{site_url}/search.html?q="field receptive of"')
    note = search_page.locator("#search-results [role=status]")
    note.get_by_text("Nothing has all of it.").wait_for()
    found = search_page.evaluate(FIND, '"field receptive of"')
    assert found == search_page.evaluate(FIND, "field receptive of")


def test_a_foreign_name_leads_to_the_chapters(search_page, site_url):
    search_page.goto(f"{site_url}/search.html?q=池化")
    results = search_page.locator("#search-results li > a")
    search_page.locator("#search-results a[href*='04_pooling']").first.wait_for()
    links = [link.get_attribute("href") for link in results.all()]
    assert "#term-pooling" in links[0]
    assert any("04_pooling" in link for link in links)


def test_what_was_taken_for_it_is_said(search_page, site_url):
    search_page.goto(f"{site_url}/search.html?q=recptive+feild+of+a+unit")
    note = search_page.locator("#search-results [role=status]")
    page_says = "document.querySelector('#search-results [role=status]').textContent"
    search_page.wait_for_function(f"/result/.test({page_says})")
    assert "for “receptive field of a unit”" in note.inner_text()


def test_typing_alone_loads_the_texts_and_shows_what_is_found(page, site_url):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_url}/search.html")
    page.wait_for_load_state("networkidle")
    assert not [address for address in asked if "searchtext.js" in address]
    page.locator(".bd-search-container input[type=search]").press_sequentially("strde")
    page.locator("#search-results li > a[href*='chapters/0']").first.wait_for()
    page.locator("#search-results [role=status]").get_by_text("for “stride”").wait_for()
    assert page.url.endswith("?q=strde")
    assert len([address for address in asked if "searchtext.js" in address]) == 1
    page.locator(".bd-search-container input[type=search]").fill("")
    page.wait_for_function("document.querySelectorAll('#search-results li').length === 0")
    assert page.faults == []


def test_nothing_found_is_said(search_page, site_url):
    search_page.goto(f"{site_url}/search.html?q=xyzzyq")
    note = search_page.locator("#search-results [role=status]")
    note.get_by_text("No results.").wait_for()


def test_excerpts_end_with_whole_words_and_what_is_left_out_is_counted(search_page, site_url):
    search_page.goto(f"{site_url}/search.html?q=pooling")
    note = search_page.locator("#search-results [role=status]")
    search_page.locator("#search-results li:nth-child(30)").wait_for()
    shown = search_page.locator("#search-results li")
    found, told = map(int, re.match(r"(\d+) .* best (\d+) are shown", note.inner_text()).groups())
    sections = search_page.evaluate(FIND, "pooling")
    assert told == shown.count() < found
    assert found - len(sections) == len(search_page.evaluate(FIND_TERMS, ["pooling"])[0])
    words = {word for section in sections for word in section["text"].split()}
    excerpts = search_page.locator("#search-results li:has(a:not([href*='#term-'])) p")
    lasts = [text.removesuffix(" …").split()[-1] for text in excerpts.all_inner_texts()]
    assert lasts
    assert set(lasts) <= words
