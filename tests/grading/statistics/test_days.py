"""Shares by day of submission, worked out by hand."""

from datetime import date, datetime

from cnnlib.grading.statistics.days import days
from cnnlib.grading.statistics.items import Answer

MONDAY, TUESDAY = datetime(2026, 10, 5, 23, 59), datetime(2026, 10, 6, 0, 1)


def test_days_in_order():
    answers = [
        Answer("bo", "q", 1, 4, (), TUESDAY),
        Answer("li", "p", 2, 2, (), MONDAY),
        Answer("li", "q", 1, 4, (), MONDAY),
        Answer("an", "q", 3, 4, (), MONDAY),
        Answer("ed", "q", 4, 4),
        Answer("fo", "q", None, 4, (), MONDAY),
    ]
    first, second = days(answers)
    assert (first.day, first.students) == (date(2026, 10, 5), 2)
    assert first.share == 6 / 10
    assert first.by_question == {"p": 1.0, "q": 0.5}
    assert (second.day, second.students, second.share) == (date(2026, 10, 6), 1, 0.25)


def test_no_times():
    assert days([Answer("ed", "q", 4, 4)]) == []
