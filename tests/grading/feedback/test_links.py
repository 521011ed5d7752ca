"""Labels of sections lead to pages of the site."""

import json

from cnnlib.grading.feedback.links import Section, sections_of
from tests.structure.tree import ROOT


def test_labels_are_found_in_text_cells_only(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["(sec-a)=\n", "## First *idea*\n", "text"]},
        {"cell_type": "code", "source": "(sec-b)=\n## no"},
    ]
    (tmp_path / "03_topic.ipynb").write_text(json.dumps({"cells": cells}))
    assert sections_of(tmp_path) == {
        "sec-a": Section("First *idea*", "chapters/03_topic.html#sec-a")
    }


def test_a_folder_that_is_not_there_has_none(tmp_path):
    assert sections_of(tmp_path / "none") == {}


def test_every_section_of_a_question_is_in_the_book():
    from cnnlib.questions import load_course

    sections = sections_of(ROOT / "chapters")
    course = load_course(ROOT / "exercises")
    wanted = {q.section for one in course.sets.values() for q in one.questions}
    assert wanted <= sections.keys()
