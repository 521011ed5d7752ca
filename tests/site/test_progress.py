"""Progress: marks, the way back, a file out and in, and forgetting; all from files."""

import json

import pytest

from tests.browser_fixtures import DESKTOP, PHONE
from tests.site.axe_rules import broken_rules

CHAPTER, PAGE, INDEX = "chapters/01_count.html", "chapters/progress.html", "index.html"
STORED = "() => JSON.parse(localStorage.getItem('cnn-course-progress'))"


@pytest.fixture
def reader(browser, checked_book):
    """A function that opens pages of the book in one browser of a new reader."""
    contexts = []

    def new(**settings):
        contexts.append(browser.new_context(**{"viewport": DESKTOP} | settings))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda r: r.url.startswith("http") and page.faults.append(r.url))
        page.read = lambda name: page.goto((checked_book / name).as_uri())
        page.read(CHAPTER)
        return page

    yield new
    for context in contexts:
        context.close()


def read_button(page, section):
    """The button at the end of a section."""
    return page.locator(f"section#{section} button.section-read")


def answer(page, number):
    """Answer the question of the first section."""
    page.get_by_label("Your number").fill(number)
    page.keyboard.press("Enter")


def count(page):
    """What the page of the progress says."""
    return page.locator(".progress-summary").inner_text()


def test_a_section_is_done_when_its_self_checks_are_answered(reader):
    page = reader()
    answer(page, "14")
    assert read_button(page, "section-of-number").inner_text() == "Mark as read"
    answer(page, "15")
    assert read_button(page, "section-of-number").inner_text() == "✓ Done"
    first = page.locator(".self-check.choice").last
    first.get_by_role("radio").nth(1).check()
    first.get_by_role("button", name="Check").click()
    # the last section has two self-checks, and one of them is not answered
    assert read_button(page, "section-of-order").inner_text() == "Mark as read"
    page.reload()
    assert read_button(page, "section-of-number").get_attribute("aria-pressed") == "true"
    title = page.locator(".self-check.number > .admonition-title")
    assert title.text_content().strip() == "Check yourself✓ answered"
    assert page.faults == []


def test_a_reader_marks_by_keyboard_and_takes_it_back(reader):
    page = reader()
    button = read_button(page, "section-of-grid")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    listed = page.locator("nav.page-toc a[href='#section-of-grid']")
    assert "✓ done" in " ".join(listed.text_content().split())
    side = page.locator("nav.bd-links a", has_text="Check")
    assert side.text_content().split()[-4:] == ["1", "of", "5", "done"]
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "false"
    assert "done" not in side.text_content()


def test_taking_back_forgets_the_answers_of_the_section(reader):
    page = reader()
    answer(page, "15")
    read_button(page, "section-of-number").click()
    assert page.evaluate(STORED)["pages"]["chapters/01_count"]["answered"] == []
    answer(page, "15")
    assert read_button(page, "section-of-number").inner_text() == "✓ Done"


def test_all_sections_make_a_chapter(reader):
    page = reader()
    for button in page.locator("button.section-read").all():
        button.click()
    page.read(INDEX)
    side = page.locator("nav.bd-links a", has_text="Check")
    assert side.text_content().split()[-1] == "done"
    page.read(PAGE)
    assert count(page) == "You have done 5 of 5 sections."
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [5, 5]


def test_the_landing_page_leads_back(reader):
    page = reader()
    page.read(INDEX)
    page.evaluate("localStorage.clear()")
    page.reload()
    assert page.locator(".progress-continue").count() == 0
    page.read(CHAPTER)
    page.locator("section#section-of-grid h2").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('section-of-grid').scrollIntoView()")
    page.read(INDEX)
    way = page.get_by_role("link", name="Continue where you were: Section of grid")
    way.click()
    page.wait_for_url("**/01_count.html#section-of-grid")
    assert page.faults == []


def test_a_file_out_and_in_again(reader, tmp_path):
    page = reader()
    answer(page, "15")
    read_button(page, "section-of-grid").click()
    page.read(PAGE)
    with page.expect_download() as download:
        page.get_by_role("button", name="Keep as a file").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    wanted = page.evaluate(STORED)
    assert json.loads(file.read_text()) == wanted

    other = reader()
    read_button(other, "section-of-order").click()
    other.read(PAGE)
    other.set_input_files("input[type=file]", file)
    other.wait_for_function("document.querySelector('.progress-status').innerText !== ''")
    assert count(other) == "You have done 3 of 5 sections."
    other.read(CHAPTER)
    assert read_button(other, "section-of-number").inner_text() == "✓ Done"


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "[]", '{"version": 2, "pages": {}}', '{"version": 1, "pages": null}', "null"],
)
def test_a_file_that_is_none_is_refused_and_changes_nothing(reader, tmp_path, text):
    page = reader()
    read_button(page, "section-of-grid").click()
    page.read(PAGE)
    before = page.evaluate(STORED)
    (tmp_path / "a.json").write_text(text)
    page.set_input_files("input[type=file]", tmp_path / "a.json")
    page.wait_for_function("document.querySelector('.progress-status').innerText !== ''")
    said = page.locator(".progress-status").inner_text()
    assert said == "This file holds no progress of the course."
    assert page.evaluate(STORED) == before


def test_addresses_and_texts_of_a_file_are_not_trusted(reader, tmp_path):
    page = reader()
    page.read(PAGE)
    wrong = {"page": "javascript:alert(1)//", "section": "a", "title": "<img src=x>"}
    pages = {"../../x": {"total": 1, "done": ["a"]}, "chapters/01_count": {"total": "<b>"}}
    (tmp_path / "a.json").write_text(json.dumps({"version": 1, "pages": pages, "last": wrong}))
    page.evaluate("localStorage.clear()")
    page.set_input_files("input[type=file]", tmp_path / "a.json")
    page.wait_for_function("document.querySelector('.progress-status').innerText !== ''")
    assert page.evaluate(STORED) == {"version": 1, "pages": {}, "last": None}


def test_one_button_forgets_all_and_can_be_undone(reader):
    page = reader()
    answer(page, "15")
    page.read(PAGE)
    before = page.evaluate(STORED)
    page.evaluate("localStorage.setItem('course-core-only', 'yes')")
    page.get_by_role("button", name="Forget all").click()
    kept = page.evaluate("Object.keys(localStorage)")
    assert not {"cnn-course-progress", "course-core-only"} & {*kept}
    assert count(page) == "You have done 0 of 5 sections."
    page.get_by_role("button", name="Undo").click()
    assert page.evaluate(STORED) == before
    page.get_by_role("button", name="Forget all").click()
    page.reload()
    assert count(page) == "You have done 0 of 5 sections."
    assert page.evaluate(STORED) is None


def test_a_broken_store_does_not_break_the_page(reader):
    page = reader()
    page.evaluate("localStorage.setItem('cnn-course-progress', '{broken')")
    page.reload()
    read_button(page, "section-of-grid").click()
    assert page.evaluate(STORED)["pages"]["chapters/01_count"]["done"] == ["section-of-grid"]
    assert page.faults == []


def test_without_storage_it_works_for_this_page(reader):
    page = reader()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    )
    page.read(CHAPTER)
    read_button(page, "section-of-grid").click()
    assert read_button(page, "section-of-grid").inner_text() == "✓ Done"
    page.read(PAGE)
    assert "keeps nothing" in count(page)


def test_without_scripts_the_page_lists_the_chapters(reader):
    page = reader(java_script_enabled=False)
    page.read(PAGE)
    assert page.get_by_role("link", name="1. Check").count() >= 1
    assert page.get_by_text("Without scripts this page").is_visible()
    assert page.locator("button.section-read").count() == 0


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_used_pages_break_no_accessibility_rule(reader, viewport, scheme):
    page = reader(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    answer(page, "15")
    read_button(page, "section-of-grid").click()
    for name in (CHAPTER, INDEX, PAGE):
        page.read(name)
        if name == PAGE:
            page.get_by_role("button", name="Forget all").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert broken_rules(page) == {}
