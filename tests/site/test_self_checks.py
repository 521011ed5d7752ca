"""The self-checks of all chapters: how many, how fair, and every reason seen in the browser."""

import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from self_check_source import checks, items

from tests.browser_fixtures import DESKTOP, PHONE, open_page
from tests.site.axe_rules import broken_rules

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = [p for p in sorted(ROOT.glob("chapters/*.ipynb")) if re.match(r"\d\d_", p.name)]
MODES = [
    {"viewport": viewport, "color_scheme": scheme}
    for viewport in (DESKTOP, PHONE)
    for scheme in ("light", "dark")
]
FEWEST, CHAPTERS_WITH = 80, 13

# A widget starts when it comes near.
START_ALL = """async () => {
  for (const box of document.querySelectorAll(".self-check")) {
    box.scrollIntoView();
    while (!box.selfCheck) await new Promise((painted) => requestAnimationFrame(painted));
  }
}"""
# Gives each widget of the page every answer that has a reason of its own, one that has none, and
# the right one; returns what was said, and what should have been.
USE_ALL = """() => {
  const words = (node) => node.textContent.split(/\\s+/).join(" ").trim();
  const withoutLead = (item) => {
    const copy = item.cloneNode(true);
    copy.querySelector("strong").remove();
    return words(copy).replace(/^[:.\\s]+/, "");
  };
  const orders = ({ right, mistakes }) => mistakes.map(([first, second]) =>
    right.map((n) => (n === first ? second : n === second ? first : n)));
  const ways = {
    number: (check) => [...check.key.mistakes, 987654321].map((n) => () => check.field.value = n),
    trace: (check) => [...check.key.mistakes, "elephants"].map((t) => () => check.field.value = t),
    choice: (check) => check.choices.map((radio) => () => radio.checked = true),
    order: (check) => orders(check.key).map((order) => () =>
      check.list.append(...order.map((n) => check.lines[n - 1]))),
    grid: (check) => {
      const cells = check.cells.flat();
      const named = (name) => cells.find((cell) => cell.ariaLabel.startsWith(`${name}:`));
      const listed = [...check.key.mistakes, check.key.right].map(named);
      const other = cells.find((cell) => !listed.includes(cell));
      return [...check.key.mistakes.map(named), other].map((cell) => () => cell.click());
    },
  };
  const rightly = {
    number: (check) => { check.field.value = check.key.right; },
    trace: (check) => { check.field.value = check.key.right; },
    choice: (check) => { check.choices[check.key.right].checked = true; },
    order: (check) => check.list.append(...check.key.right.map((n) => check.lines[n - 1])),
    grid: ({ cells, key }) => cells.flat().find((one) =>
      one.ariaLabel.startsWith(`${key.right}:`)).click(),
  };
  return [...document.querySelectorAll(".self-check")].map((box) => {
    const check = box.selfCheck;
    const kind = Object.keys(ways).find((name) => box.classList.contains(name));
    const said = ways[kind](check).map((answer) => {
      answer();
      if (kind !== "grid") check.form.requestSubmit();
      return words(check.verdict);
    });
    const wanted = check.reasons.map((item, position) =>
      kind === "order" || (kind === "choice" && position !== check.key.right)
        ? words(item) : withoutLead(item));
    rightly[kind](check);
    if (kind !== "grid") check.form.requestSubmit();
    return { id: box.id, kind, said, wanted, atLast: check.verdict.dataset.state };
  });
}"""


def all_checks():
    """Return pairs of chapter and self-check, in order."""
    return [
        (path.name, check)
        for path in CHAPTERS
        for cell in nbformat.read(path, 4).cells
        if cell.cell_type == "markdown" and "self-check" in cell.source
        for check in checks(cell.source)
    ]


@pytest.fixture(scope="module")
def found():
    return all_checks()


def test_there_are_many_in_every_chapter(found):
    count = Counter(name for name, _ in found)
    assert sum(count.values()) >= FEWEST
    assert len(count) >= CHAPTERS_WITH
    assert min(count.values()) >= 5, count


def test_no_question_is_asked_twice(found):
    questions = Counter(check.question for _, check in found)
    assert [question for question, times in questions.items() if times > 1] == []


def test_all_kinds_are_in_use(found):
    assert {check.kind for _, check in found} == {"choice", "number", "trace", "grid", "order"}


def test_the_right_choice_betrays_itself_neither_by_its_place_nor_by_its_length(found):
    choices = [check for _, check in found if check.kind == "choice"]
    places = Counter(check.key["right"] for check in choices)
    assert max(places.values()) / len(choices) <= 0.5, places
    longest = [
        check
        for check in choices
        if max(items(check.question), key=len) == items(check.question)[check.key["right"]]
    ]
    assert len(longest) / len(choices) <= 0.5


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_reason_is_reached(browser, site_url, found, path):
    expected = sum(name == path.name for name, _ in found)
    mode = MODES[CHAPTERS.index(path) % len(MODES)]
    with open_page(browser, site_url, **mode) as page:
        page.goto(f"{site_url}/chapters/{path.stem}.html")
        page.evaluate(START_ALL)
        used = page.evaluate(USE_ALL)
        assert len(used) == expected
        for box in used:
            for said, wanted in zip(box["said"], box["wanted"], strict=True):
                assert said in (f"Not yet. {wanted}", f"Right. {wanted}"), box
            rights = sum(said.startswith("Right.") for said in box["said"])
            assert rights == (box["kind"] == "choice"), box
            assert box["atLast"] == "right", box
        assert broken_rules(page, ".self-check") == {}
        assert page.faults == []
