"""The suppression explorer in use: by pointer, by keys, in words, and from an address."""

import pytest

from cnnlib.explorers import SuppressionExplorer

TAG = "cnn-suppression"
SPOKEN = "[aria-live=polite]"


def words(place):
    """Return the text of a place, with usual spaces."""
    return place.text_content().replace("\N{NO-BREAK SPACE}", " ")


def drag(page, element, start, end):
    """Drag with the mouse from one point of the scene to another."""
    frame = element.locator(".scene svg").bounding_box()
    left, top, width, height = element.evaluate("element => element.scene.view")
    for act, (x, y) in ((page.mouse.down, start), (page.mouse.up, end)):
        page.mouse.move(
            frame["x"] + frame["width"] * (x - left) / width,
            frame["y"] + frame["height"] * (y - top) / height,
            steps=3,
        )
        act()


def boxes(element):
    return element.evaluate("element => element.boxes.map((box) => box.slice(0, 4))")


def test_a_pointer_moves_and_resizes_boxes_and_goes_through_those_below(show):
    page = show(SuppressionExplorer())
    element = page.locator(TAG)
    drag(page, element, (12.5, 5.5), (14.4, 4.6))  # C is chosen and moves by 2 and -1
    assert boxes(element)[2] == [7, 1, 15, 7]
    assert element.get_by_role("combobox", name="Scene").input_value() == "own"
    drag(page, element, (15, 7), (19, 20))  # its corner, beyond the scene
    assert boxes(element)[2] == [7, 1, 16, 9]
    drag(page, element, (7, 1), (16, 8.9))  # the other corner: a width of 1 is left
    assert boxes(element)[2] == [15, 8, 16, 9]
    drag(page, element, (0.5, 6.5), (0.5, 6.5))
    assert element.evaluate("element => element.pair") == [3, 2]  # D against C
    said = words(element.locator(SPOKEN))
    assert said.startswith(
        "D and C: intersection 0, union 30 + 1 − 0 = 31, IoU 0/31 = 0. D lies at x 0 to 6"
    )
    drag(page, element, (3.1, 6.5), (3.1, 6.5))  # D, A and B lie there
    drag(page, element, (3.1, 6.5), (3.1, 6.5))
    drag(page, element, (3.1, 6.5), (3.1, 6.5))
    assert element.evaluate("element => element.pair[0]") == 3
    drag(page, element, (11.5, 2.5), (11.5, 2.5))  # only an object is there now
    assert element.evaluate("element => element.pair[1]") == 7


def test_keys_move_resize_and_choose_a_box(show):
    page = show(SuppressionExplorer())
    element = page.locator(TAG)
    hold = element.get_by_role("slider", name="Box C")
    hold.focus()
    for key in ("ArrowLeft", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    assert boxes(element)[2] == [4, 3, 13, 8]
    assert hold.get_attribute("aria-valuetext") == "x 4 to 13, y 3 to 8"
    page.keyboard.press("d")
    page.keyboard.press("ArrowLeft")  # at the border
    assert boxes(element)[3] == [0, 3, 6, 8]
    assert element.evaluate("element => element.pair") == [3, 2]
    assert "D and C: intersection 2·5 = 10, union" in words(element.locator(SPOKEN))


def test_steps_say_who_is_suppressed_and_why(one):
    element = one(SuppressionExplorer())
    forward = element.get_by_label("Step forward")
    forward.click()
    said = words(element.locator(SPOKEN))
    assert said.startswith("B is kept: its score of 0.95 is the highest. C stays")
    assert " A overlaps B with IoU 36/62 = 0.58 > 0.5: suppressed. " in said
    forward.click()
    said = words(element.locator(SPOKEN))
    assert "E stays: its IoU with C is 30/60 = 0.5, and not above 0.5." in said
    assert said.endswith("4 boxes left, 2 right: precision 2/4. 2 of 2 objects found: recall 2/2. ")


def test_a_lower_threshold_loses_an_object(one):
    element = one(SuppressionExplorer(iou_threshold=0.23))
    element.get_by_role("slider", name="IoU threshold").press("ArrowLeft")
    element.evaluate("element => element.player.go(9)")
    assert "C overlaps B with IoU 18/79 = 0.23 > 0.22" in words(element.locator(".reasons"))
    assert "Object 2 is lost" in element.locator(".found").inner_text()


def test_decimals_tell_an_overlap_from_the_threshold(one):
    reasons = one(SuppressionExplorer(iou_threshold=0.23)).locator(".reasons")
    reasons.page.locator(TAG).evaluate("element => element.player.go(1)")
    assert "C stays: its IoU with B is 18/79 = 0.228 < 0.23." in words(reasons)


def test_the_first_letter_wins_a_tie(one):
    explorer = SuppressionExplorer(
        boxes=[[0, 0, 4, 4], [1, 0, 5, 4], [9, 0, 12, 4]], scores=[0.5, 0.5, 0.5]
    )
    element = one(explorer)
    element.get_by_label("Step forward").click()
    words = "B, C have it, too: of equal scores the first letter wins."
    assert words in element.locator(".headline").inner_text()
    assert explorer.kept() == [0, 2]


def test_a_side_pushes_the_other_one(one):
    element = one(SuppressionExplorer(boxes=[[3, 2, 5, 4]], scores=[1]))
    field = element.get_by_role("spinbutton", name="x1, left")
    for _ in range(4):
        field.press("ArrowUp")
    assert boxes(element) == [[7, 2, 8, 4]]
    element.get_by_role("spinbutton", name="y2, bottom").fill("1")
    element.get_by_role("spinbutton", name="y2, bottom").press("Enter")
    assert boxes(element) == [[7, 0, 8, 1]]


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ('{"pair":[6,9]}', True),  # fewer boxes are there: the last one
        ('{"boxes":[[4,0,2,3,50,1]]}', False),
        ('{"boxes":[[0,0,16,10,50,1]]}', False),
        ('{"truths":[[0,0,1,1,3]]}', False),
    ],
)
def test_an_address_asks_only_for_boxes_that_there_can_be(show, state, kept):
    page = show(SuppressionExplorer("row"))
    page.evaluate("state => { location.hash = `#suppression-1=${state}`; }", state)
    element = page.locator(TAG)
    page.wait_for_function(
        "element => element.spoken.textContent || element.pair[0] === 2",
        arg=element.element_handle(),
    )
    assert element.locator(".astray").is_visible() != kept
    assert element.evaluate("element => element.pair") == ([2, 3] if kept else [1, 0])
