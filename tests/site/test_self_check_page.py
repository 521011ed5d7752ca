"""Self-checks in a browser, from a file: each kind by keyboard alone, without scripts, in print."""

import pytest

from tests.browser_fixtures import DESKTOP, PHONE
from tests.site.axe_rules import broken_rules
from tests.site.form_book import html


@pytest.fixture(scope="module")
def chapter(checked_book):
    """The file of the page."""
    return checked_book / "chapters/01_count.html"


@pytest.fixture
def visit(browser, chapter):
    """Open the page from its file; what goes wrong on it stands in `page.faults`."""
    contexts = []

    def opened(**settings):
        contexts.append(browser.new_context(**{"viewport": DESKTOP} | settings))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(chapter.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def box(page, kind):
    """The first box of a kind."""
    return page.locator(f".self-check.{kind}").first


def verdict(page, kind):
    """What the box of a kind says."""
    return " ".join(box(page, kind).get_by_role("status").inner_text().split())


def tab_to(page, target, limit=12):
    """Press Tab until an element has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")


def start_in(page, kind):
    """Put the focus on the title of the box, from which Tab goes on."""
    box(page, kind).evaluate("""node => {
      const title = node.querySelector(".admonition-title");
      title.tabIndex = -1;
      title.focus();
    }""")


def test_numbers_by_keyboard(visit):
    page = visit()
    start_in(page, "number")
    tab_to(page, page.get_by_label("Your number"))
    said = []
    for answer in ("14", "30", "7", "many", " 15,0 ", "1,500", "15.0", "30/2"):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
        said.append(verdict(page, "number"))
    assert said[:4] == [
        "Not yet. You left out the padding.",
        "Not yet. You moved by one place, not by two.",
        "Not yet. Put the numbers into the formula, and round down.",
        "Write a number, such as 12, 0.5 or 3/4.",
    ]
    assert said[4] == said[3]  # 15.0 to some readers, 150 to others
    assert said[5].startswith("Not yet.")  # a comma groups three digits
    assert said[6] == said[7] == "Right. 15: the padded strip has 34 places."
    assert page.evaluate("['-3', '−3', '−1/4'].map(checkKinds.number.read)") == [-3, -3, -0.25]
    assert page.faults == []


def test_choices_by_keyboard(visit):
    page = visit()
    start_in(page, "choice")
    check = box(page, "choice").get_by_role("button", name="Check")
    tab_to(page, check)
    page.keyboard.press("Enter")
    assert verdict(page, "choice") == "Choose one of them first."
    said = []
    for radio in box(page, "choice").get_by_role("radio").all():
        start_in(page, "choice")
        tab_to(page, box(page, "choice").locator("input:checked" if said else "input").first)
        page.keyboard.press("ArrowDown" if said else "Space")
        assert radio.is_checked()
        tab_to(page, check)
        page.keyboard.press("Space")
        said.append(verdict(page, "choice"))
    assert said == [
        "Not yet. One filter has nine weights by itself.",
        "Right. A window of 9 pixels needs as many weights.",
        "Not yet. The number of weights does not depend on the output.",
    ]
    assert page.faults == []


def test_what_is_printed_by_keyboard(visit):
    page = visit()
    start_in(page, "trace")
    tab_to(page, page.get_by_label("It prints"))
    said = []
    for answer in ("[ 2,1 ]", "3", "", "[1,2]", "2 1", "1 2"):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
        said.append(verdict(page, "trace"))
    assert said == [
        "Not yet. That is the kernel flipped.",
        "Not yet. Multiply each window with the kernel, and add.",
        "Write what it prints.",
        "Right. [1, 2]: each window picks one weight.",
        "Not yet. That is the kernel flipped.",  # the values tell, not their brackets
        "Right. [1, 2]: each window picks one weight.",
    ]
    assert page.evaluate("['[-1, 2]', '[−1,2]'].map(checkKinds.trace.tidy)") == ["[-1,2]"] * 2


def test_cells_by_keyboard(visit):
    page = visit()
    start_in(page, "grid")
    tab_to(page, page.get_by_role("button", name="row 0, column 0: 3"))
    said = []
    for keys in (["Enter"], ["ArrowRight", "ArrowRight", "ArrowRight", "Enter"],
                 ["ArrowDown", "ArrowLeft", "Space"]):  # fmt: skip
        for key in keys:
            page.keyboard.press(key)
        said.append(verdict(page, "grid"))
    assert said == [
        "Not yet. Compare all six numbers with each other.",
        "Not yet. That is the largest of the first row only.",
        "Right. row 1, column 1: 5 is the largest number.",
    ]
    tab_to(page, box(page, "grid").locator("summary"), limit=1)  # one stop for the whole grid


def test_lines_by_keyboard(visit):
    page = visit()
    start_in(page, "order")
    check = box(page, "order").get_by_role("button", name="Check")
    tab_to(page, page.get_by_role("button", name="Move line 1 down"))
    page.keyboard.press("Enter")
    assert verdict(page, "order") == "Line 1 is now at place 2 of 3."
    tab_to(page, check)
    page.keyboard.press("Enter")
    assert verdict(page, "order").startswith("Not yet. 3 before 1: There is nothing")
    page.get_by_role("button", name="Move line 1 down").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # at the end it stays, and so does the focus
    assert page.evaluate("document.activeElement.ariaLabel") == "Move line 1 down"
    tab_to(page, check)
    page.keyboard.press("Enter")
    assert verdict(page, "order").startswith("Right. 2, 3, 1: windows")


def test_answers_are_folded_and_no_script_is_needed(visit):
    page = visit(java_script_enabled=False)
    answers = page.locator("details.self-check-answer")
    assert answers.count() == 6
    assert page.get_by_text("You left out the padding.").is_hidden()
    answers.first.locator("summary").click()
    assert page.get_by_text("You left out the padding.").is_visible()
    assert box(page, "choice").get_by_text("Nine filters share one window.").is_visible()


def test_the_source_of_the_page_tells_no_answer(chapter):
    page = chapter.read_text(encoding="utf-8")
    for told in ("You left out", "**Right", "row 1, column 1", "the padded strip"):
        assert told not in page
    assert len(html(page).select("div.self-check[data-key]")) == 6


def test_answers_stand_open_in_print(visit):
    page = visit(java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.get_by_text("You left out the padding.").bounding_box()["height"] > 0


def use_all(page):
    """Answer one of each kind, wrong and right."""
    for kind, answer in (("number", "14"), ("trace", "[1, 2]")):
        box(page, kind).get_by_role("textbox").fill(answer)
        page.keyboard.press("Enter")
    for position in (0, 1):
        box(page, "choice").get_by_role("radio").nth(position).check()
        box(page, "choice").get_by_role("button", name="Check").click()
    for name in ("row 0, column 2", "row 1, column 1"):
        page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Move line 1 down").click()
    box(page, "order").get_by_role("button", name="Check").click()
    box(page, "number").locator("summary").click()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_used_self_checks_break_no_accessibility_rule(visit, viewport, scheme):
    page = visit(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    use_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert broken_rules(page) == {}
    assert page.faults == []
