"""Item statistics of classes whose numbers were worked out by hand."""

from math import isnan, sqrt

import numpy as np
import pytest

from cnnlib.grading.statistics.items import Answer, correlation, items

# Points of six students: a is out of 1, b out of 4, c out of 2.
POINTS = {"a": [1, 1, 1, 0, 0, 0], "b": [4, 3, 4, 2, 1, 1], "c": [0, 0, 1, 1, 2, 2]}
MAXIMA = {"a": 1, "b": 4, "c": 2}


def answers(points=POINTS, **causes):
    return [
        Answer(f"s{i}", question, value, MAXIMA[question], causes.get(f"{question}{i}", ()))
        for question, values in points.items()
        for i, value in enumerate(values)
    ]


def test_difficulty_is_the_mean_share():
    found = {item.question_id: item for item in items(answers())}
    assert found["a"].difficulty == 3 / 6
    assert found["b"].difficulty == pytest.approx(15 / 24)
    assert found["c"].difficulty == pytest.approx(6 / 12)
    assert (found["b"].full, found["b"].none) == (2 / 6, 0)
    assert (found["c"].full, found["c"].none) == (2 / 6, 2 / 6)


def test_discrimination_of_a_by_hand():
    # The rest b + c is 4 3 5 3 3 3: its mean is 21/6 = 3.5.
    # Deviations of a: +-1/2; of the rest: 1/2 -1/2 3/2 -1/2 -1/2 -1/2.
    # Sum of products: (1/2)(1/2 - 1/2 + 3/2 + 1/2 + 1/2 + 1/2) = 3/2.
    # Sums of squares: 6/4 = 3/2 and (1 + 1 + 9 + 1 + 1 + 1)/4 = 7/2.
    item = items(answers())[0]
    assert item.discrimination == pytest.approx(1.5 / sqrt(1.5 * 3.5))
    # With a itself, the sum is 5 4 6 3 3 3 with mean 4: products (1/2)(1 + 0 + 2 + 1 + 1 + 1) = 3,
    # squares 1 + 0 + 4 + 1 + 1 + 1 = 8.
    assert item.uncorrected == pytest.approx(3 / sqrt(1.5 * 8))
    assert item.uncorrected > item.discrimination


def test_a_question_that_the_good_fail_is_named():
    # c against a + b = 5 4 5 2 1 1, mean 3; deviations of c: -1 -1 0 0 1 1.
    # Products: -2 - 1 + 0 + 0 - 2 - 2 = -7; squares: 4 and 4 + 1 + 4 + 1 + 4 + 4 = 18.
    item = items(answers())[2]
    assert item.discrimination == pytest.approx(-7 / sqrt(4 * 18))
    assert "read it and its checks again" in item.advice


def test_point_biserial_formula():
    rng = np.random.default_rng(0)
    right, rest = rng.integers(0, 2, 50), rng.normal(size=50)
    p = right.mean()
    gap = rest[right == 1].mean() - rest[right == 0].mean()
    assert correlation(right, rest) == pytest.approx(gap / rest.std() * sqrt(p * (1 - p)))
    assert correlation(right, rest) == pytest.approx(np.corrcoef(right, rest)[0, 1])


def test_correlations_that_say_nothing():
    few = {question: values[:4] for question, values in POINTS.items()}
    assert all(isnan(item.discrimination) for item in items(answers(few)))
    same = {**POINTS, "a": [1] * 6}
    item = items(answers(same))[0]
    assert isnan(item.discrimination)
    assert item.advice == "easy: nearly everybody has it"


def test_answers_that_wait_for_a_person_are_left_out():
    waiting = {**POINTS, "c": [None, 0, 1, 1, 2, 2]}
    found = items(answers(waiting))
    assert [item.students for item in found] == [6, 6, 5]
    # Student 0 is not complete: a is 1 1 0 0 0, the rest 3 5 3 3 3.
    assert found[0].discrimination == pytest.approx(
        np.corrcoef([1, 1, 0, 0, 0], [3, 5, 3, 3, 3])[0, 1]
    )


def test_causes_count_students_once():
    causes = {"a3": ("flipped", "flipped"), "a4": ("flipped",), "a5": ("stride",)}
    assert items(answers(**causes))[0].causes == (("flipped", 2), ("stride", 1))


@pytest.mark.parametrize(
    ("points", "words"),
    [([0, 0, 1, 0, 0, 0], "hard"), ([1, 0, 1, 0, 1, 0], ""), ([0, 1, 0, 1, 1, 1], "again")],
)
def test_advice(points, words):
    assert words in items(answers({**POINTS, "a": points}))[0].advice


def test_order_and_questions_without_answers():
    assert [i.question_id for i in items(answers(), ["c", "x", "a"])] == ["c", "a"]
    assert items([]) == []
