"""A version changes with the question's files, and with nothing else."""

from cnnlib.grading.fingerprints import fingerprint, of_folder
from tests.grading.tiny_course import DOUBLE, write_course


def versions(course):
    return {question.id: fingerprint(question) for question in course.sets["ps9_tiny"].questions}


def test_only_the_changed_question_has_a_new_version(tmp_path):
    before = versions(write_course(tmp_path))
    assert versions(write_course(tmp_path)) == before
    after = versions(write_course(tmp_path, double=DOUBLE.replace("3, 9", "3, 8")))
    assert [name for name in before if before[name] != after[name]] == ["ps9-double"]


def test_names_and_contents_count_and_caches_do_not(tmp_path):
    (tmp_path / "a.py").write_text("1")
    first = of_folder(tmp_path)
    (tmp_path / "a.pyc").write_text("2")
    assert of_folder(tmp_path) == first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert of_folder(tmp_path) != first
