"""What pages say to a search, and the two scripts that are made of it."""

import json

import pytest
from course_search import Texts, kind_of, quoted, taught_in
from docutils import nodes
from docutils.utils import new_document
from search_source import meaning_of, places_of, sections_of, terms_of
from sphinx import addnodes

from tests.browser_fixtures import open_page


def section(names, heading, *content):
    return nodes.section("", nodes.title("", heading), *content, ids=names)


def definition(*children):
    return nodes.definition("", nodes.paragraph("", "", *children))


def text(words):
    return nodes.Text(words)


def document(*content):
    page = new_document("page")
    page.extend(content)
    return page


def glossary():
    link = nodes.reference("", "Pad", refuri="../03_sizes.html#sec-padding", internal=True)
    names = "Also: border, deconvolution (a misnomer).\nChinese: 填充."
    told = f"Places added around.\n{names}\nTaught in "
    term = nodes.term("", "padding", ids=["term-padding"])
    entry = nodes.definition_list_item("", term, definition(text(told), link, text(".")))
    return addnodes.glossary("", nodes.definition_list("", entry))


def test_a_section_has_all_its_names_and_its_own_text():
    inner = section(["inner"], "Inner", nodes.paragraph("", "deep"))
    page = document(section(["outer", "sec-outer"], "Outer", nodes.paragraph("", "flat"), inner))
    assert sections_of(page) == [
        [["outer", "sec-outer"], "Outer", "flat"],
        [["inner"], "Inner", "deep"],
    ]


def test_formulas_and_answers_are_not_read():
    kept = nodes.paragraph("", "", text("the size "), nodes.math("", "n"), text(" is"))
    output = nodes.container("", nodes.paragraph("", "17"), classes=["output"])
    assert sections_of(document(section(["a"], "A", kept, output))) == [[["a"], "A", "the size is"]]


def test_an_entry_of_the_glossary_has_names_meaning_and_places():
    [line] = terms_of("chapters/appendices/glossary.html", document(glossary()))
    assert line == [
        "chapters/appendices/glossary.html#term-padding",
        ["padding", "border", "deconvolution", "填充"],
        "Places added around.",
        ["chapters/03_sizes.html#sec-padding"],
    ]


@pytest.mark.parametrize(
    ("parts", "meaning"),
    [
        ([text("The function "), nodes.math("", "x"), text(".\nAlso: y.")], ""),
        ([text("A "), nodes.emphasis("", "map"), text(".\nAlso: y.")], "A map."),
        ([text("A map.\nAlso: "), nodes.math("", "x")], "A map."),
    ],
)
def test_a_meaning_is_the_first_line_where_it_has_no_formula(parts, meaning):
    assert meaning_of(definition(*parts)) == meaning


def test_links_within_the_page_are_no_places():
    own = nodes.reference("", "map", refid="term-map")
    assert places_of("a/b.html", definition(own)) == []


@pytest.mark.parametrize(
    ("places", "taught"),
    [
        (["a#top"], ["a#top"]),
        (["a#top", "a#one", "a#two"], ["a#one", "a#two"]),
        (["a#top", "b#top", "b#one"], ["b#one", "a#top"]),
        ([], []),
    ],
)
def test_a_chapter_teaches_where_none_of_its_sections_is_named(places, taught):
    assert taught_in(places, {"a#top", "b#top"}) == taught


@pytest.mark.parametrize(
    ("docname", "kind"),
    [
        ("chapters/03_sizes", 0),
        ("chapters/lab", 1),
        ("chapters/appendices/errata", 2),
        ("index", 1),
    ],
)
def test_pages_have_a_kind(docname, kind):
    assert kind_of(docname) == kind


def test_the_scripts_hold_what_is_said_without_pages_that_are_gone(tmp_path, browser, site_url):
    texts = Texts(tmp_path / "store.json")
    told = nodes.paragraph("", 'It\'s "so": a\\b\u2028 ${x} `y` </script>')
    pad = section(["pad", "sec-padding"], "Pad", told)
    outer = section(["sizes", "ch-sizes"], "Sizes", pad, section(["summary"], "Summary"))
    texts.note("chapters/03_sizes", "chapters/03_sizes.html", "3. Sizes", document(outer))
    book = "chapters/appendices/glossary"
    texts.note(book, f"{book}.html", "Glossary", document(glossary()))
    texts.note("gone", "gone.html", "Gone", document(section(["x"], "X")))
    texts.write(tmp_path, {"chapters/03_sizes", book})
    assert set(Texts(tmp_path / "store.json").pages) == {"chapters/03_sizes", book}
    scripts = [
        (tmp_path / "_static" / name).read_text() for name in ("searchterms.js", "searchtext.js")
    ]
    with open_page(browser, site_url) as page:
        known = page.evaluate(f"(() => {{ {''.join(scripts)} return COURSE_SEARCH; }})()")
    assert [line[3] for line in known["terms"]] == [["chapters/03_sizes.html#pad"]]
    headings = [["sizes", "Sizes"], ["pad", "Pad"], ["summary", "Summary", 1]]
    assert known["pages"] == [
        ["chapters/03_sizes.html", "3. Sizes", 0, headings],
        [f"{book}.html", "Glossary", 2, []],
    ]
    said = 'It\'s "so": a\\b ${x} `y` </script>'
    assert known["texts"]["chapters/03_sizes.html"] == {"sizes": "", "pad": said, "summary": ""}


def test_a_text_as_a_string_of_javascript_is_the_same_text(browser, site_url):
    awkward = json.dumps(["'\"\\", "\u2028\u2029", "\n\t", "中文 `${1}`"], ensure_ascii=False)
    with open_page(browser, site_url) as page:
        assert page.evaluate(quoted(awkward)) == awkward
