"""What tests read off an explorer: numbers in grids, and what axe-core finds."""

import contextlib
import io
import json

import numpy as np

from tests.site.axe_rules import AXE, ONLY_COLORS

THEMES = {
    "light": "color:#222832;background:#ffffff;color-scheme:light",
    "dark": "color:#ced6dd;background:#14181e;color-scheme:dark",
}


def to_number(text):
    """Read a number as an explorer writes it; an empty cell is NaN."""
    return float(text.replace("\N{MINUS SIGN}", "-")) if text else float("nan")


def grid_values(element, name):
    """Return the numbers of the grid called `name`, read-only or editable, without padding."""
    rows = element.get_by_role("grid", name=name, exact=True).get_by_role("row").all()
    values = []
    for row in rows:
        cells = row.get_by_role("gridcell")
        values.append(
            cells.evaluate_all(
                "cells => cells.map(c => c.querySelector('input')?.value ?? c.textContent)"
            )
        )
    return np.array([[to_number(text) for text in row] for row in values if row])


def finish(element):
    """Step to the last output, so that every number is shown."""
    element.get_by_role("grid", name="Output").get_by_role("gridcell").last.click()


def violations(page, options=None):
    """Run axe-core and return one line for each rule that is broken."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    run = "async (options) => (await axe.run(document, options)).violations"
    found = page.evaluate(run, options or {})
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def violations_in_all_modes(page, widths=(1280, 390)):
    """Return the rules that a page breaks, by theme and width; colors alone change with a theme."""
    found = {}
    for theme, style in THEMES.items():
        page.evaluate("(style) => { document.body.style.cssText += style; }", style)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 844})
            found[theme, width] = violations(page, {} if theme == "light" else ONLY_COLORS)
    return {mode: broken for mode, broken in found.items() if broken}


def overflow(page):
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


# The kind of the control that has the focus, and what a reader sees and hears of its explorer.
FOCUSED = """tag => {
  const element = document.activeElement;
  if (element.localName !== tag) return null;
  const active = element.shadowRoot.activeElement;
  const [role, type] = [active.getAttribute("role"), active.getAttribute("type")];
  if (active.closest(".tools")) return "tool";
  if (active.getAttribute("aria-disabled") === "true" || active.max === "0") return "idle";
  return role || (type === "text" ? "typed" : type) || active.localName;
}"""
SHOWN = """tag => {
  const element = document.querySelector(tag);
  const app = element.shadowRoot.querySelector(".app");
  const all = (names) => [...app.querySelectorAll(names)];
  const values = all("input, select").map((one) => `${one.value} ${one.checked}`);
  const marks = all("[aria-selected=true], [aria-valuetext]").map((one) => one.outerHTML);
  const state = JSON.stringify(element.state());
  return [app.innerText, element.spoken.textContent, state, values, marks].join();
}"""
KEYS = {
    "spinbutton": ["ArrowUp"],
    "select": ["ArrowDown"],
    "checkbox": ["Space"],
    "range": ["ArrowRight"],
    "slider": ["ArrowRight", "ArrowDown"],
    "gridcell": ["ArrowDown", "ArrowRight", "Enter"],
    "typed": ["3", "Tab"],
    "button": ["Enter"],
}


def use(page, tag):
    """Go through an explorer by keyboard alone: at every stop, press what its kind is for.

    Returns the kinds of controls that were met, and those of which one changed something.
    """
    kinds, changing = set(), set()
    page.keyboard.press("Tab")
    for _ in range(150):
        kind = page.evaluate(FOCUSED, tag)
        if kind is None:
            return kinds, changing
        open_question = kind in KEYS and kind not in changing
        before = page.evaluate(SHOWN, tag) if open_question else None
        for key in KEYS.get(kind, []):
            page.keyboard.press(key)
        kinds |= {kind} & KEYS.keys()
        if open_question and page.evaluate(SHOWN, tag) != before:
            changing.add(kind)
        if kind != "typed":
            page.keyboard.press("Tab")
    raise AssertionError("the tab key does not lead out of the explorer")


# Put an element into one state after the other, and read from each what `reader` gives. It comes
# and goes as one text: the driver of the browser is slow with many small values.
EACH_STATE = """(element, [states, reader]) => {
  const read = (0, eval)(reader);
  return JSON.stringify(JSON.parse(states).map((state) => {
    element.begin(state);
    element.refresh();
    const code = element.shadowRoot.querySelector(".code code").textContent;
    return [read(element), code];
  }));
}"""


def in_each_state(element, explorers, reader):
    """Return for each explorer what its element shows, read by a JavaScript function, and its code.

    The states are those of other explorers of the same class; one element goes through all of them.
    """
    extras = element.evaluate("element => element.constructor.extras")
    states = [{**extras, **explorer.config()} for explorer in explorers]
    assert {*element.evaluate("element => Object.keys(element.state())")} == {*states[0]}
    return json.loads(element.evaluate(EACH_STATE, [json.dumps(states), reader]))


def run(code):
    """Run the code that an explorer prints; return the names that it sets, and what it prints."""
    names = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, names)
    return names, printed.getvalue()
