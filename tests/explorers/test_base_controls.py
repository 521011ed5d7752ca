"""Controls of every explorer: named, used by keyboard, and never silent about a refusal."""

import re

import pytest

from cnnlib import explorers
from tests.explorers.every import each_one

each = pytest.mark.parametrize("explorer", each_one(), ids=lambda e: e.tag)


@each
def test_every_control_has_a_name(show, explorer):
    element = show(explorer).locator(explorer.tag)
    seen = [line.strip() for line in element.aria_snapshot().splitlines()]
    for role in ("button", "spinbutton", "combobox", "checkbox", "textbox", "grid", "radio"):
        controls = [line for line in seen if re.match(rf"- '?{role}\b", line)]
        assert len(controls) == element.get_by_role(role).count()
        for control in controls:
            assert re.match(rf"- '?{role} \".+\"", control), control


@each
def test_every_control_is_reached_by_the_tab_key_and_shows_it(show, explorer):
    """A grid is one stop; the buttons beside a number repeat what its own keys do."""
    page = show(explorer, own=True)
    controls = page.locator(explorer.tag).locator(
        "select:visible, input:visible:not([role=grid] *), button:visible:enabled, [role=grid],"
        "[role=slider]:visible,"
        "a:visible, summary:visible"
    )
    reachable = controls.evaluate_all("all => all.filter(one => one.tabIndex >= 0 || one.role)")
    outline = """() => {
      if (document.activeElement === document.body) return null;
      const style = getComputedStyle(document.activeElement.shadowRoot.activeElement);
      return style.outlineStyle + style.outlineWidth;
    }"""
    page.keyboard.press("Tab")
    stops = []
    while found := page.evaluate(outline):
        stops.append(found)
        page.keyboard.press("Tab")
    assert stops == ["solid3px"] * len(reachable)


TYPED = ["", "-", "abc", "1e999", "1.5", "9999", "-7", "1 2"]


@each
def test_what_a_number_field_cannot_take_is_refused_in_words(one, explorer):
    element = one(explorer)
    fields = element.get_by_role("spinbutton").all()
    assert fields
    for at, field in enumerate(fields):
        for typed in TYPED if at == 0 else [TYPED[at % len(TYPED)]]:
            check_refusal(element, field, typed)


NUMBER = """field => [field.value, field.ariaLabel, field.ariaValueMin, field.ariaValueMax,
  field.getAttribute("aria-invalid")]"""


def check_refusal(element, field, typed):
    before, name, low, high, _ = field.evaluate(NUMBER)
    field.fill(typed)
    assert field.get_attribute("aria-invalid") == "true"
    field.blur()
    assert field.evaluate(NUMBER) == [before, name, low, high, None]
    instead = f"not “{typed}”" if typed else "and nothing was typed"
    words = f"{name} takes whole numbers from {low} to {high}, {instead}. It keeps {before}."
    assert element.locator("[aria-live=polite]").text_content() == words
    seen = element.locator(".app").inner_text()
    assert words in seen or f"{name}: {low} to {high}, whole" in seen


@each
def test_number_fields_go_by_arrow_keys_between_their_ends(one, explorer):
    for field in one(explorer).get_by_role("spinbutton").all():
        now, _, low, high, _ = field.evaluate(NUMBER)
        now, low, high = int(now), int(low), int(high)
        field.press("ArrowUp")
        assert field.input_value() == str(min(now + 1, high))
        field.press("ArrowDown")
        assert field.input_value() == str(max(min(now + 1, high) - 1, low))
        field.fill("abc")
        field.press("Escape")
        assert field.input_value() == field.get_attribute("aria-valuenow")


# For each field its keyboard on a phone, and whether the field takes a negative number.
FIELDS = """element => [...element.shadowRoot.querySelectorAll("input[type=text]")].map((field) => {
  const kept = field.value;
  const type = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return !field.hasAttribute("aria-invalid");
  };
  const taken = { keyboard: field.inputMode, negative: type("-1"), broken: type("0.5") };
  type(kept.replace("\\u2212", "-"));
  return taken;
})"""


@each
def test_the_keyboard_of_a_phone_has_the_signs_that_a_field_takes(one, explorer):
    """Pads of digits have no minus sign on some phones, and the pad of whole numbers no point."""
    fields = one(explorer).evaluate(FIELDS)
    assert fields
    for field in fields:
        expected = "text" if field["negative"] else "decimal" if field["broken"] else "numeric"
        assert field["keyboard"] == expected, field


def test_numbers_of_both_kinds_of_keyboard_are_tried(one):
    """An image takes negative numbers, a color does not."""
    image = one(explorers.SlideKernel()).evaluate(FIELDS)
    colors = one(explorers.ChannelMaps()).evaluate(FIELDS)
    assert {field["keyboard"] for field in image} == {"text", "numeric"}
    assert {field["keyboard"] for field in colors} == {"text", "decimal", "numeric"}


# Texts of choices that are wider than their control, with both widths.
CUT = """element => [...element.shadowRoot.querySelectorAll(".app select")].flatMap((select) => (
  [...select.options].flatMap((option) => {
    if (!select.offsetWidth) return [];
    const alone = select.cloneNode(false);
    alone.append(option.cloneNode(true));
    alone.style.cssText = "position:absolute;width:auto;max-width:none";
    select.after(alone);
    const [needed, given] = [alone.offsetWidth, select.offsetWidth];
    alone.remove();
    return needed > given ? [`${option.textContent}: ${needed} > ${given}`] : [];
  })))"""


@each
def test_no_choice_cuts_its_text(show, explorer):
    page = show(explorer)
    element = page.locator(explorer.tag)
    for width in (320, 390, 500, 900):
        page.set_viewport_size({"width": width, "height": 900})
        assert element.evaluate(CUT) == []
