"""The small course, loaded once a test."""

import pytest

from cnnlib import questions
from tests.questions.small import write_course


@pytest.fixture
def small(tmp_path):
    """Return a course of one set."""
    return questions.load_course(write_course(tmp_path))
