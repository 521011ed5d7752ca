"""Core and more, folded answers, numbers and captions, on a page from a file and in a browser."""

import textwrap

import pytest
from bs4 import BeautifulSoup
from course_form import fold_answers, mark_errors, marked

from tests.browser_fixtures import DESKTOP, PHONE
from tests.site.form_book import build


def html(text):
    return BeautifulSoup(text, "html.parser")


def test_marks_go_to_the_first_heading_of_a_cell():
    assert marked("(a)=\n## A\n\n### B\n\n## C", ["more"]).startswith("(a)=\n{.course-more}\n## A")
    assert marked("## A\n\n## C", ["core"]).count("{") == 1
    assert marked("### A", []) == "### A"


def test_answers_side_by_side_share_a_fold():
    body = html(
        '<div class="cell tag_answer">1</div>\n<div class="course-answer container">2</div>'
        '<p>text</p><div class="cell tag_answer">3</div>'
    )
    fold_answers(body)
    assert [box.get_text() for box in body("details")] == [
        "Show the answer12",
        "Show the answer3",
    ]
    assert body.p.parent is body


WRAPPED = textwrap.fill("ValueError: " + "these channels do not fit " * 8, 72)


@pytest.mark.parametrize(
    ("printed", "classes"),
    [
        ("ValueError: 3\n", ["error-text", "flows"]),
        (WRAPPED, ["error-text", "flows"]),
        (f"groups 1\n{WRAPPED}", ["error-text"]),
        ("ValueError: 3\npadding 1", ["error-text"]),
        ("3 errors: none", None),
    ],
)
def test_printed_errors_wrap_and_flow_where_they_stand_alone(printed, classes):
    body = html(f'<div class="output stream"><pre>{printed}</pre></div>')
    mark_errors(body)
    assert body.pre.get("class") == classes


@pytest.mark.parametrize(
    ("code", "classes"),
    [
        ("raises(ValueError)", ["error-text", "flows"]),
        ("raises(ValueError)\nprint(3)", ["error-text"]),
    ],
)
def test_a_line_printed_after_an_error_that_fills_its_last_line_keeps_its_place(code, classes):
    body = html(
        f'<div class="cell"><div class="cell_input highlight"><pre>{code}</pre></div>'
        f'<div class="output stream"><pre>{WRAPPED}</pre></div></div>'
    )
    mark_errors(body)
    assert body.select_one(".output pre")["class"] == classes


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder of the built sample."""
    return build(tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module")
def chapter(pages):
    """The chapter's page, parsed."""
    return html((pages / "chapters/01_count.html").read_text(encoding="utf-8"))


@pytest.fixture
def visit(browser, pages):
    """Open the chapter from its file; one page a call."""
    contexts = []

    def opened(anchor="", **settings):
        contexts.append(browser.new_context(**{"viewport": DESKTOP} | settings))
        page = contexts[-1].new_page()
        page.goto((pages / "chapters/01_count.html").as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()


def test_sections_figures_and_formulas_have_numbers(chapter, pages):
    numbers = [n.get_text().strip() for n in chapter.select("h2 > .section-number")]
    assert numbers == ["1.1.", "1.2.", "1.3."]
    (figure,) = chapter.select("details.answer figure#fig-count-bars")
    assert figure.img["alt"] == "One bar of height 3 over the place 0."
    assert figure.select_one(".caption-number").get_text().strip() == "Figure 1.1"
    assert figure.figcaption.strong.get_text() == "bars"
    assert chapter.select_one("a[href='#fig-count-bars'] .std-numref").get_text() == "Figure 1.1"
    assert chapter.select_one(".eqno").get_text().startswith("(1.1)")
    assert "Figure 1.1" in html((pages / "index.html").read_text(encoding="utf-8")).article.text


def test_marks_stand_beside_headings_and_in_the_side_bar(chapter):
    marks = [mark.get_text() for mark in chapter.select("h2 > .section-mark")]
    listed = {
        link["href"]: [mark.get_text() for mark in link.select(".section-mark")]
        for link in chapter.select("nav.page-toc li.toc-h2 > a")
    }
    assert marks == ["core", "more"]
    assert listed == {"#count-them": ["core"], "#count-more": ["more"], "#summary": []}


def test_the_proof_is_left_out(chapter):
    assert "assert" not in chapter.article.get_text()


def test_an_answer_waits_with_its_code_output_and_reading(visit):
    page = visit()
    (answer,) = page.locator("details.answer").all()
    assert page.get_by_text("Three windows").is_hidden()
    assert page.locator("figure#fig-count-bars img").is_hidden()
    assert page.get_by_text("After the answer.").is_visible()
    answer.locator("summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Three windows").is_visible()
    assert page.locator("figure#fig-count-bars img").is_visible()


def test_a_link_into_an_answer_opens_it(visit):
    assert visit("#fig-count-bars").locator("figure#fig-count-bars img").is_visible()


def test_core_only_folds_and_is_remembered(visit):
    page = visit()
    button = page.get_by_role("button", name="Core only")
    beyond = page.get_by_text("This is beyond the core.")
    assert beyond.is_visible()
    assert button.get_attribute("aria-pressed") == "false"
    button.focus()
    page.keyboard.press("Enter")
    assert beyond.is_hidden()
    assert page.locator("h2", has_text="Count more").is_visible()
    page.reload()
    assert button.get_attribute("aria-pressed") == "true"
    assert beyond.is_hidden()
    page.keyboard.press("Tab")
    button.click()
    page.reload()
    assert beyond.is_visible()


@pytest.mark.parametrize("anchor", ["count-more", "sec-count-more", "sec-count-details"])
def test_links_open_what_core_only_has_folded(visit, anchor):
    page = visit()
    page.get_by_role("button", name="Core only").click()
    page.evaluate("(name) => { location.hash = name }", anchor)
    page.wait_for_function("document.querySelector('details.more-body').open")
    assert page.get_by_text("Few ask.").is_visible()


def test_print_shows_all(visit):
    page = visit()
    page.get_by_role("button", name="Core only").click()
    page.emulate_media(media="print")
    for shown in ("Three windows", "This is beyond the core."):
        assert page.get_by_text(shown).evaluate("node => node.checkVisibility()")
        assert page.get_by_text(shown).bounding_box()["height"] > 0
    assert page.get_by_role("button", name="Core only").is_hidden()


def test_without_scripts_only_answers_are_folded(visit):
    page = visit(java_script_enabled=False)
    assert page.get_by_text("This is beyond the core.").is_visible()
    assert page.get_by_role("button", name="Core only").is_hidden()
    page.locator("details.answer > summary").click()
    assert page.get_by_text("Three windows").is_visible()


LINES = """pre => {
    const range = document.createRange();
    range.selectNodeContents(pre);
    const lefts = {};
    for (const { top, left, width } of range.getClientRects()) {
        const line = Math.round(top / 4);
        if (width > 0) lefts[line] = Math.min(left, lefts[line] ?? Infinity);
    }
    return Object.values(lefts).map(left => left - Math.min(...Object.values(lefts)));
}"""


def test_long_lines_of_code_go_on_further_in_on_a_phone(visit):
    """A page shows every column of the code, and where a line of the program begins."""
    phone = visit(viewport=PHONE).locator("div.cell_input pre").filter(has_text="figsize")
    phone.scroll_into_view_if_needed()
    assert phone.evaluate("pre => pre.scrollWidth <= pre.clientWidth")
    lefts = phone.evaluate(LINES)
    assert lefts[:2] == pytest.approx([0, 0], abs=1)
    assert len(lefts) > 2
    assert min(lefts[2:]) > 20
    desk = visit().locator("div.cell_input pre").filter(has_text="figsize")
    desk.scroll_into_view_if_needed()  # what is far off the screen is not laid out
    assert desk.evaluate(LINES) == pytest.approx([0, 0], abs=1)
    assert desk.inner_text() == phone.inner_text()


def test_long_printed_lines_go_on_below_on_a_phone(visit):
    page = visit(viewport=PHONE)
    page.locator("details.answer > summary").click()
    for box in page.locator(".cell_output pre").all():
        box.scroll_into_view_if_needed()
        assert box.evaluate("pre => pre.scrollWidth <= pre.clientWidth")


def test_nothing_is_cut_off_on_a_phone(visit):
    page = visit(viewport=PHONE)
    number = page.locator(".eqno").bounding_box()
    formula = page.locator("div.math > .formula")
    edges = formula.bounding_box()
    assert edges["x"] + edges["width"] <= number["x"]
    assert number["x"] + number["width"] <= PHONE["width"]
    assert page.locator("div.math > .formula").evaluate("box => box.scrollWidth > box.clientWidth")
    error = page.locator("pre.error-text")
    assert error.evaluate("box => box.scrollWidth <= box.clientWidth")
    box = page.locator(".table-box")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth && box.tabIndex === 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
