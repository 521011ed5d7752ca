"""The order of the printed book, and the fonts that it needs."""

import pytest

from tools.pdf import READY, captions_in_order, main, pages_in_order, print_list, without_font
from tools.pdf_join import Part

CONTENTS = {
    "root": "index",
    "parts": [
        {"chapters": [{"file": "chapters/one"}, {"file": "chapters/progress"}]},
        {"chapters": [{"file": "chapters/appendices/two"}]},
    ],
}


def test_pages_stand_in_the_order_of_the_contents():
    assert pages_in_order(CONTENTS) == ["index", "chapters/one", "chapters/appendices/two"]


@pytest.mark.parametrize(
    ("languages", "lacking"),
    [("zh ko", []), ("zh", ["Korean"]), ("ko", ["Chinese"]), ("", ["Chinese", "Korean"])],
)
def test_languages_without_a_font_are_named(tmp_path, monkeypatch, languages, lacking):
    asked = tmp_path / "fc-list"
    lines = "".join(f'[ "$1" = :lang={code} ] && echo a.ttf\n' for code in languages.split())
    asked.write_text(f"#!/bin/sh\n{lines}exit 0\n", encoding="utf-8")
    asked.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert without_font() == lacking


def test_without_fontconfig_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert without_font() == []


def test_the_sentence_names_the_mend_before_anything_is_printed(monkeypatch, capsys):
    def no_browser():
        raise RuntimeError("printing begins")

    monkeypatch.setattr("tools.pdf.without_font", lambda: ["Chinese", "Korean"])
    monkeypatch.setattr("tools.pdf.sync_playwright", no_browser)
    with pytest.raises(RuntimeError, match="printing begins"):
        main([])
    (said,) = capsys.readouterr().out.splitlines()
    assert "Chinese and Korean" in said
    assert "`apt install fonts-noto-cjk`" in said


def test_parts_of_the_contents_have_their_pages():
    contents = {"root": "index", "parts": [{"caption": "Ways in", "chapters": [
        {"file": "chapters/paths"}, {"file": "chapters/lab"}]}]}  # fmt: skip
    assert captions_in_order(contents) == [("", ["index"]), ("Ways in", ["chapters/paths"])]


PAGE = """<html lang="en"><article><section id="slide"><span id="ch-slide"></span>
<h1>Chapter 2 Slide<a class="headerlink" href="#slide">#</a></h1>
<p><a id="far" href="{root}/chapters/one.html#pad">Pad</a>,
<a id="listed" href="{root}/chapters/words.html#pad">pad</a>,
<a id="out" href="lab.html">lab</a></p>
<section id="why"><span id="sec-why"></span><h2>2.1. Why<span class="section-mark">core</span></h2>
<div id="explorer" data-config="{{}}"></div></section></section></article></html>"""


@pytest.fixture
def ready(browser, tmp_path):
    """Return a page of a small site and what the script told of it."""
    folder = tmp_path / "chapters"
    folder.mkdir()
    path = folder / "two.html"
    path.write_text(PAGE.format(root=tmp_path.as_uri()), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    names = ["chapters/one", "chapters/two", "chapters/words"]
    options = {"root": tmp_path.as_uri(), "pages": names, "listed": names[2:]}
    yield page, page.evaluate(READY, options | {"numbers": {"chapters/one#pad": 41}})
    page.close()


def test_links_inside_say_their_page_and_stay_in_the_document(ready):
    page, _ = ready
    assert page.locator("#far").get_attribute("href") == "book:chapters/one#pad"
    assert page.locator("#far + .page-number").text_content() == "\u00a0(p.\u00a041)"
    assert page.locator("#listed").get_attribute("href") == "book:chapters/words#pad"
    assert page.locator("#listed + .page-number").count() == 0
    assert page.locator("#out").get_attribute("href").startswith("file:")


def test_a_place_is_its_heading_since_a_section_may_begin_a_page_earlier(ready):
    page, told = ready
    assert told == {"title": "Chapter 2 Slide", "sections": [["why", "2.1. Why"]]}
    for name, heading in (("slide", "h1"), ("ch-slide", "h1"), ("why", "h2"), ("sec-why", "h2")):
        assert page.locator(f"{heading} #{name}").count() == 1
        assert page.locator(f"div[hidden] a[href='#{name}']").count() == 1


def test_below_an_explorer_stands_where_it_can_be_used(ready):
    page, _ = ready
    note = page.locator("#explorer + .on-website")
    assert note.text_content().startswith("To be used on the website: ")
    assert note.locator("a").get_attribute("href").endswith("two.html#why")


def part(name, title, start, sections=()):
    """A part of one page on which every place is."""
    made = Part(name, title, None, list(sections))
    made.start = start
    made.place = lambda _identifier: (start + 2, 0.0, 0.0)
    return made


def test_the_list_of_contents_has_sections_of_chapters_and_counts_from_one(browser):
    parts = [
        part("index", "The course", 0),
        part("chapters/two", "Chapter 2 A <b>", 4, [("why", "2.1. Why")]),
        part("sets/one", "Set 1", 9, [("first", "First")]),
    ]
    captions = [("", ["index"]), ("Basics", ["chapters/two"]), ("Sets", ["sets/one"])]
    page = browser.new_page()
    made = print_list(page, captions, parts)
    text = made.reader.pages[0].extract_text()
    page.close()
    assert " ".join(text.split()) == (
        "Contents The course 1 Basics Chapter 2 A <b> 5 2.1. Why 7 Sets Set 1 10"
    )
