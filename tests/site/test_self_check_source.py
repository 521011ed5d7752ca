"""Self-checks are read from Markdown, and each rule of their form is enforced."""

import re

import pytest
from course_self_checks import computed, finish_checks, keyed_box, veil
from self_check_keys import tidy
from self_check_source import BOX, checks, filled_boxes, items, plain_box, table
from self_check_values import CheckError

from tests.site.form_book import html
from tests.site.self_check_samples import CHOICE, GRID, NUMBER, ORDER, SAMPLES, TRACE

KEYS = {
    "number": {"right": 15.0, "mistakes": [14.0, 30.0], "near": 0.0},
    "choice": {"right": 1},
    "trace": {"right": "[1,2]", "mistakes": ["[2,1]"]},
    "grid": {"right": "row 1, column 1", "mistakes": ["row 0, column 2"]},
    "order": {"right": [2, 3, 1], "mistakes": [[2, 3], [3, 1]]},
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_samples_are_read(kind):
    (check,) = checks(SAMPLES[kind])
    assert check.kind == kind
    assert check.key == KEYS[kind]
    assert "{{" not in check.question + check.answer


def test_a_text_may_hold_several_and_other_boxes():
    other = ":::{admonition} Predict\n:class: predict\nHow many?\n:::"
    text = "\n\n".join([NUMBER, other, CHOICE])
    assert [check.kind for check in checks(text)] == ["number", "choice"]
    assert other in filled_boxes(text, lambda fence, check: plain_box(fence, check))


def test_a_box_with_its_numbers_reads_like_its_source():
    (box,) = BOX.finditer(NUMBER)
    again = filled_boxes(NUMBER, plain_box)
    assert again.replace("**15**", "**A**") == re.sub(
        r"\*\*\{\{[^}]+padding=1\) \}\}\*\*:", "**A**:", box[0]
    ).replace("{{ shapes.output_size(32, 5, stride=2) }}", "14").replace(
        "{{ shapes.output_size(32, 5, padding=1) }}", "30"
    )


def test_decimals_say_how_near_an_answer_must_be():
    text = NUMBER.replace("{{ shapes.output_size(32, 5, stride=2, padding=1) }}", "{{ 0.25 }}")
    (check,) = checks(text)
    assert check.key["right"] == 0.25
    assert check.key["near"] == 0.005


def test_the_grid_is_the_table_of_the_question():
    assert table(GRID).tolist() == [[3, 1, 4], [1, 5, 2]]
    assert table(GRID.replace("| 4 |", "| −4 |")).tolist() == [[3, 1, -4], [1, 5, 2]]


def test_items_may_go_over_lines():
    assert items("Which?\n\n- **A:** One.\n  Two.\n- B.") == ["**A:** One.\n  Two.", "B."]


def test_spaces_inside_of_brackets_do_not_count():
    assert tidy("[[ 1,  2 ], [3,4]]") == "[[1,2],[3,4]]"
    assert tidy("[1 2] 3") == "[1 2] 3"
    assert tidy('"a"') == "'a'"
    assert tidy("−1") == tidy("-1") == "-1"


def test_a_negative_answer_is_shown_with_a_minus_and_compared_as_a_number():
    right = "{{ shapes.output_size(32, 5, stride=2, padding=1) }}"
    (check,) = checks(NUMBER.replace(right, "{{ 1 - 4 }}"))
    assert check.head.startswith("**−3**")
    assert check.key == {"right": -3.0, "mistakes": [14.0, 30.0], "near": 0.0}


WRONG = {
    "unknown kind": (CHOICE.replace("self-check choice", "self-check riddle"), "KIND"),
    "no kind": (CHOICE.replace("self-check choice", "self-check"), "KIND"),
    "no answer": (NUMBER.replace("{admonition} Answer", "{admonition} Reasons"), "must end it"),
    "open answer": (NUMBER.replace(":class: dropdown", ":class: tip"), "must end it"),
    "text after": (NUMBER.replace("\n:::\n::::", "\n:::\nMore.\n::::"), "must end it"),
    "no question": (CHOICE.replace("?", "."), "asks nothing"),
    "two right": (CHOICE.replace("3. The number", "3. **Right.** The number"), "2 reasons begin"),
    "none right": (CHOICE.replace("**Right.** ", ""), "0 reasons begin"),
    "reason missing": (re.sub(r"3\. The number.*", "", CHOICE), "3 choices, but 2 reasons"),
    "short reason": (CHOICE.replace("One filter has nine weights by itself.", "No."), "no reason"),
    "two choices": (re.sub(r"\n3\. .*", "", CHOICE), "2 choices"),
    "same choices": (
        CHOICE.replace("The output has nine places.", "Nine filters share one window."),
        "are the same",
    ),
    "whether": (CHOICE.replace("Nine filters share one window.", "Yes."), "ask why"),
    "text before reasons": (CHOICE.replace("1. One filter", "Look.\n\n1. One filter"), "none"),
    "mistake is right": (NUMBER.replace("(32, 5, stride=2)", "(34, 5, stride=2)"), "no mistake"),
    "same mistakes": (
        NUMBER.replace("{{ shapes.output_size(32, 5, padding=1) }}", "14"),
        "two mistakes",
    ),
    "no hint": (re.sub(r"\n- \*\*Otherwise.*", "", NUMBER), "Otherwise"),
    "hint alone": (re.sub(r"\n- \*\*\{\{.*", "", NUMBER), "no mistake has a reason"),
    "no mistakes": (re.sub(r"\n- .*", "", NUMBER), "no list of mistakes"),
    "answer not bold": (re.sub(r"\n\*\*(.*?)\*\*: the", r"\n\1: the", NUMBER), "in bold"),
    "no number": (NUMBER.replace("**Otherwise", "**ten:** You count to ten only.\n- **Otherwise"),
                  "not a number"),
    "near a mistake": (
        NUMBER.replace("**{{ shapes.output_size(32, 5, stride=2, padding=1) }}", "**14.1").replace(
            "(32, 5, stride=2)", "(32, 5, stride=2) + 0.06"
        ),
        "as good as",
    ),
    "no value": (NUMBER.replace("output_size(32, 5, stride=2)", "size(32)"), "AttributeError"),
    "two codes": (TRACE.replace("\n\n```python", "\n\n```python\n```\n\n```python"), "one block"),
    "no table": (GRID.replace("|", "/"), "needs a table"),
    "uncounted": (GRID.replace("|   | 0 | 1 | 2 |", "|   | 1 | 2 | 3 |"), "count from 0"),
    "ragged": (GRID.replace("| 1 | 1 | 5 | 2 |", "| 1 | 1 | 5 |"), "differ in length"),
    "no cell": (GRID.replace("{{ place(0, 2) }}", "the corner"), "names no cell"),
    "no order": (ORDER.replace("2, 3, 1", "2, 3"), "does not order"),
    "in order": (ORDER.replace("**2, 3, 1**", "**1, 2, 3**"), "already"),
    "a pair too few": (re.sub(r"\n- \*\*2 before.*", "", ORDER), "pairs"),
    "no pair": (ORDER.replace("2 before 3", "2, then 3"), "must begin like"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "message"), WRONG.values(), ids=WRONG)
def test_each_rule_can_be_broken(source, message):
    assert source not in SAMPLES.values()
    with pytest.raises(CheckError, match=message):
        checks(source)


def test_what_is_wrong_is_a_warning_that_names_the_cell(caplog):
    wrong = WRONG["two right"][0]
    text = computed(f"Before.\n\n{wrong}\n\nAfter.", "chapters/03, text-7")
    assert text == "Before.\n\n\n\nAfter."
    assert "2 reasons begin" in caplog.text


def test_no_answer_stands_in_the_page_in_plain_text():
    (check,) = checks(NUMBER)
    name = keyed_box("::::", check).split("key-")[1].split("\n")[0]
    body = html(
        f'<section id="s"><div class="self-check number key-{name} admonition"><p>How many?</p>'
        '<details class="admonition"><summary class="admonition-title">Answer</summary>'
        "<p><strong>15</strong>: rounded &lt; up</p></details></div></section>"
    )
    finish_checks(body)
    page = veil(str(body))
    assert "15" not in page.replace("&#15", "")
    assert "rounded" not in page
    assert html(page).p.get_text() == "How many?"
    assert html(page).details.get_text() == "Answer and reasons15: rounded < up"
    assert html(page).div["id"] == "check-s-1"
