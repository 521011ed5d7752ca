"""The page in a browser: by keyboard alone, accessible, on a phone, asking nobody else."""

import threading

import pytest

from cnnlib.grading.review import ReviewServer
from tests.browser_fixtures import DESKTOP, PHONE, open_page
from tests.grading.review.papers import desk, number_of

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe


@pytest.fixture
def served():
    """A server with its desk, and what the desk saved."""
    made, saved = desk("ada", ("ada", "bea"))
    server = ReviewServer(made)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server, saved
    server.shutdown()
    server.server_close()


@pytest.fixture
def review(browser, served):
    """The page, open at the first answer of the first question."""
    server, _ = served
    with open_page(browser, server.url.rsplit("/", 2)[0]) as page:
        page.goto(server.url)
        page.locator("#rubric button").first.wait_for()
        yield page
        assert page.faults == []


def test_a_question_is_graded_by_keyboard_alone(review, served):
    server, saved = served
    student = server.desk.papers["ps2-why"][0].student_id
    for key in ("1", "3", "c"):
        review.keyboard.press(key)
    review.keyboard.type("Good: 1 u n p")
    review.keyboard.press("Escape")
    review.keyboard.press("Enter")
    review.locator("#status", has_text="3 points saved. Now answer 2.").wait_for()
    comment = "+2: learned filters come out turned\n+1: an example\nGood: 1 u n p"
    assert saved == [(student, "ps2-why", 3.0, comment, "ada")]
    assert review.locator("#progress").inner_text() == "1 of 4 graded"
    assert review.locator("#answer-title").inner_text() == "Answer 2"
    assert "0.75" in review.locator("#balance tr").first.inner_text()


def test_undo_shows_the_answer_again(review, served):
    _, saved = served
    review.keyboard.press("2")
    review.keyboard.press("Enter")
    review.locator("#status", has_text="saved").wait_for()
    review.keyboard.press("u")
    review.locator("#status", has_text="Taken back: answer 1").wait_for()
    assert saved[-1][2] is None
    assert review.locator("#points").input_value() == ""
    assert review.locator("#undo").is_disabled()


def test_points_follow_the_rubric_and_stay_in_range(review):
    for key in ("1", "2", "3"):
        review.keyboard.press(key)
    assert review.locator("#points").input_value() == "4"
    review.keyboard.press("4")
    assert review.locator("#points").input_value() == "3"
    pressed = review.locator("#rubric [aria-pressed=true]")
    assert pressed.count() == 4
    review.keyboard.press("0")
    assert (review.locator("#points").input_value(), pressed.count()) == ("0", 0)


def test_nothing_chosen_is_not_saved(review, served):
    review.keyboard.press("Enter")
    review.locator("#status", has_text="Choose a line of the rubric").wait_for()
    assert served[1] == []


def test_moving_and_only_mine(review):
    review.keyboard.press("p")
    assert review.locator("#answer-title").inner_text() == "Answer 4"
    review.locator("#mine").check()
    assert review.locator("#progress").inner_text() == "0 of 2 graded"
    review.locator("#mine").blur()
    review.keyboard.press("n")
    assert review.locator("#answer-title").inner_text() == "Answer 3"


def test_what_a_student_wrote_is_text(review, served):
    number = number_of(served[0].desk, "bo")
    for _ in range(number - 1):
        review.keyboard.press("n")
    assert review.locator("#answer").inner_text() == "<b>No</b> <script>alert(1)</script>"
    assert review.locator("#answer b, #answer script").count() == 0


def test_points_out_of_range_are_refused_in_words(review, served):
    review.locator("#points").fill("9")
    review.locator("#save").click()
    review.locator("#status", has_text="points must be from 0 to 4, got 9").wait_for()
    assert served[1] == []
    review.faults[:] = [fault for fault in review.faults if "422" not in fault]


def test_other_questions(review):
    review.locator("#question").select_option("ps2-size")
    assert review.locator("#asked").inner_text() == "Which size?"
    assert review.locator("#most").inner_text() == "of 2"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits(browser, served, viewport, scheme):
    server, _ = served
    origin = server.url.rsplit("/", 2)[0]
    with open_page(
        browser, origin, viewport=viewport, color_scheme=scheme, bypass_csp=True
    ) as page:
        page.goto(server.url)
        page.locator("#rubric button").first.click()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.faults == []
