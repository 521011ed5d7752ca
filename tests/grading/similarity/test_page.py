"""The report shows passages side by side, escapes what students wrote, and asks no other host."""

import re

from cnnlib.grading.similarity import similar_pairs, similarity_page
from tests.grading.similarity.solutions import INDEPENDENT, renamed


def made():
    hostile = "<script>alert(1)</script>"
    copy = {q: renamed(s) + f"\n# {hostile}" for q, s in INDEPENDENT["loops"].items()}
    class_ = {**INDEPENDENT, f"li {hostile}": copy}
    return similarity_page(similar_pairs(class_), class_)


def test_passages_stand_side_by_side():
    html = made()
    assert html.count('<div class="sides">') == 2
    assert html.count("<pre ") == 4
    assert re.search(r'<span class="shared">.*for sample in range\(n\)', html)
    assert "1 pair among 6 submissions" in html
    assert "proves nothing" in html


def test_nothing_of_a_student_is_run_or_fetched():
    html = made()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r"(src|href)=", html)


def test_no_pairs():
    assert "0 pairs among 5 submissions" in similarity_page([], INDEPENDENT)
