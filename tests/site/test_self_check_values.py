"""Expressions of self-checks: what they may use, how values are shown, what is refused."""

import numpy as np
import pytest
from self_check_values import (
    CheckError,
    evaluate,
    filled,
    largest,
    namespace,
    parts_in,
    place,
    ranked,
    run,
    shown,
)

from cnnlib import shapes


def test_numbers_come_from_the_library():
    text = "{{ shapes.output_size(32, 5, stride=2) }} of {{ 40 * 1000 }}"
    wanted = shapes.output_size(32, 5, stride=2)
    assert filled(text, namespace(text)) == f"{wanted} of 40,000"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{ 1 - 4 }}", "−3"),
        ("{{ -0.5 }} of {{ (-1, 2.5) }}", "−0.5 of (−1, 2.5)"),
        ("{{ f'{-0.256:.2f}' }} for {{ 'rows 1-2' }}", "−0.26 for rows 1-2"),
        ("`{{ 1 - 4 }}`", "`-3`"),
        ("```python\nx = {{ 1 - 4 }}\n```\n{{ 1 - 4 }}", "```python\nx = -3\n```\n−3"),
        ("$x = {{ 1 - 4 }}$ or {{ 1 - 4 }}", "$x = -3$ or −3"),
    ],
)
def test_a_minus_is_a_minus_but_in_code(text, wanted):
    assert filled(text, namespace(text)) == wanted


def test_only_the_parts_that_are_named_are_loaded():
    assert parts_in("{{ ops.relu(1) + specs.vgg(16) }} my_ops.x loops.") == ["ops", "specs"]
    assert "specs" not in namespace("{{ ops.relu(1) }}")


def test_a_comprehension_sees_what_a_question_gives():
    assert evaluate("sum(g for g in grid if g < limit())", namespace(
        "", grid=np.array([1, 2, 9]), limit=lambda: 5
    )) == 3  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9999, "9999"),
        (-12345, "-12,345"),
        (0.125, "0.125"),
        (np.float64(2.5), "2.5"),
        ("row 1", "row 1"),
        ((1, 2.5), "(1, 2.5)"),
    ],
)
def test_values_are_shown_as_readers_write_them(value, text):
    assert shown(value) == text


@pytest.mark.parametrize("value", [1 / 3, 1e-9, True, None, [1, 2], np.ones(2)])
def test_what_nobody_can_read_is_refused(value):
    with pytest.raises(CheckError):
        shown(value)


@pytest.mark.parametrize(
    "expression", ["open('x')", "1 / 0", "1 +", "shapes.no_such(3)", "import os", "exec('1')"]
)
def test_an_expression_without_a_value_is_quoted(expression):
    with pytest.raises(CheckError, match=r"\{\{.+\}\}: \w+"):
        evaluate(expression, namespace(expression))


def test_cells_and_orders():
    grid = np.array([[3, 1], [1, 5]])
    assert largest(grid) == place(1, 1) == "row 1, column 1"
    assert ranked([0.5, 0.1, 0.3]) == "2, 3, 1"
    with pytest.raises(CheckError, match="equal"):
        ranked([1, 1, 2])


def test_code_is_run():
    assert run("for a in range(3):\n    print(a, end=' ')") == "0 1 2"
    assert run("print(ops.relu(np.array([-1.0, 2.0])))") == "[0. 2.]"


@pytest.mark.parametrize(
    ("code", "message"),
    [("x = 1", "one line"), ("print(1)\nprint(2)", "one line"), ("print(y)", "NameError")],
)
def test_code_that_prints_no_line_is_refused(code, message):
    with pytest.raises(CheckError, match=message):
        run(code)
