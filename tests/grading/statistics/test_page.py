"""The page of statistics: numbers in tables, figures with alt texts, nothing fetched or run."""

import re
from datetime import datetime, timedelta

import pytest

from cnnlib.grading.statistics import Answer
from cnnlib.grading.statistics.page import statistics_page
from tests.grading.statistics.test_items import MAXIMA, POINTS

START = datetime(2026, 10, 5, 12)


def answers():
    return [
        Answer(
            f"s{i}",
            f"ps2-{question}",
            value,
            MAXIMA[question],
            ("the kernel is <flipped>",) if value == 0 else (),
            START + timedelta(days=i // 2),
        )
        for question, values in POINTS.items()
        for i, value in enumerate(values)
    ]


def test_numbers_and_figures():
    html = statistics_page(answers(), "Problem set <2>")
    assert "6 students." in html
    assert re.search(r"<td>ps2-a</td><td[^>]*>6</td><td[^>]*>0.50</td>", html)
    alts = re.findall(r'<img src="data:image/svg\+xml;base64,[\w+/=]+" alt="([^"]+)">', html)
    assert len(alts) == 4
    assert "ps2-c −0.82" in alts[0]
    assert "the kernel is &lt;flipped&gt;: 3" in alts[1]
    assert "2026-10-06: " in alts[3]


def test_nothing_is_run_or_fetched():
    html = statistics_page(answers(), "Problem set <2>")
    assert "<script" not in html
    assert "<flipped>" not in html
    assert not re.search(r"(src|href)=\"(?!data:)", html)


def test_without_times_causes_and_correlations():
    html = statistics_page([Answer("li", "q", 1, 2)], "PS")
    assert "gave no times of submission" in html
    assert "No wrong answer fits a known mistake." in html
    assert "<figure" not in html  # no axes without a point


def test_waiting_answers_are_counted():
    html = statistics_page([Answer("li", "q", 1, 2), Answer("li", "r", None, 2)], "PS")
    assert "1 answer waits for a person" in html


def test_nobody_has_points():
    with pytest.raises(ValueError, match="grade first"):
        statistics_page([Answer("li", "q", None, 2)], "PS")
