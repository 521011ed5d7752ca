"""Steps: buttons, scrubber, speed; the same for every explorer."""

import pytest

from cnnlib.explorers import FilterPhotograph, ReceptiveField, UpConvolution
from tests.explorers.every import each_one

STEPLESS = FilterPhotograph
EXPLORERS = [explorer for explorer in each_one() if not isinstance(explorer, STEPLESS)]
EXPLORERS += [ReceptiveField(planar=True, n=9), UpConvolution(steps="output")]
each = pytest.mark.parametrize("explorer", EXPLORERS, ids=repr)


def steps(element):
    """Return the number of steps, from the scrubber."""
    return 1 + int(element.locator(".scrubber").get_attribute("max"))


@each
def test_the_scrubber_goes_to_any_step(one, explorer):
    element = one(explorer)
    scrubber, where = element.locator(".scrubber"), element.locator(".where")
    for step in (0, steps(element) // 2, steps(element) - 1):
        scrubber.fill(str(step))
        assert where.inner_text() == f"{step + 1} of {steps(element)}"
        assert scrubber.get_attribute("aria-valuetext")
    assert element.get_by_label("Step forward").get_attribute("aria-disabled") == "true"
    element.get_by_label("Step back").press("Enter")
    assert scrubber.input_value() == str(steps(element) - 2)


@each
def test_a_button_that_leads_nowhere_does_nothing(one, explorer):
    element = one(explorer)
    for key in ("End", "Home"):
        element.locator(".scrubber").press(key)
    for name in ("Step back", "Back to the first step"):
        element.get_by_label(name).press("Enter")
        assert element.locator(".where").inner_text() == f"1 of {steps(element)}"


@each
def test_the_scrubber_is_moved_by_keys(one, explorer):
    element = one(explorer)
    scrubber = element.locator(".scrubber")
    scrubber.press("End")
    assert scrubber.input_value() == str(steps(element) - 1)
    scrubber.press("ArrowLeft")
    assert element.locator(".where").inner_text() == f"{steps(element) - 1} of {steps(element)}"


@each
@pytest.mark.parametrize(("speed", "factor"), [("half speed", 2), ("speed 2", 1 / 2)])
def test_speed_changes_the_time_of_a_step(show, explorer, speed, factor):
    page = show(explorer, clock=True)
    element = page.locator(explorer.tag)
    element.get_by_label("Back to the first step").press("Enter")
    element.get_by_label("Speed", exact=True).select_option(label=speed)
    element.get_by_label("Play").click()
    interval = element.evaluate("element => element.player.interval")
    assert interval in (500, 1000)
    for step in (1, 2):
        page.clock.run_for(interval * factor - 50)
        assert element.locator(".where").inner_text().startswith(f"{step} of")
        page.clock.run_for(50)
        assert element.locator(".where").inner_text().startswith(f"{step + 1} of")
    element.get_by_label("Pause").click()
    page.clock.run_for(5000)
    assert element.locator(".where").inner_text().startswith("3 of")


@each
def test_playing_ends_at_the_last_step_and_begins_anew(show, explorer):
    page = show(explorer, clock=True)
    element = page.locator(explorer.tag)
    element.get_by_label("Speed", exact=True).select_option(label="speed 4")
    element.get_by_label("Play").click()
    page.clock.run_for(60_000)
    assert element.locator(".where").inner_text() == f"{steps(element)} of {steps(element)}"
    element.get_by_label("Play").click()
    assert element.locator(".where").inner_text() == f"1 of {steps(element)}"


@each
def test_nothing_moves_under_reduced_motion(show, explorer):
    page = show(explorer)
    element = page.locator(explorer.tag)
    element.get_by_label("Step forward").press("Enter")
    element.get_by_label("Step forward").press("Enter")
    moving = """element => element.shadowRoot.getAnimations().length
      + [...element.shadowRoot.querySelectorAll("*")].filter((one) => (
        parseFloat(getComputedStyle(one).transitionDuration) > 0)).length"""
    assert element.evaluate(moving) == 0
