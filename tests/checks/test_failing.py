"""Errors told in words, and a report without the course's own traceback."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from cnnlib.checks import NotYet, answer, seal
from cnnlib.checks.failing import error_words, place_of


def outer(n):
    return inner(n)


def inner(n):
    return 1 / n


def division_error(function):
    with pytest.raises(ZeroDivisionError) as caught:
        function(0)
    return caught.value


def test_the_place_is_the_last_line_of_the_learners_file():
    assert place_of(division_error(outer), outer).endswith(": return 1 / n")


def test_a_function_written_in_c_has_no_line():
    assert place_of(ValueError("no"), int) == ""


def test_lines_that_cannot_be_read_are_named_by_number():
    space = {}
    exec(compile("def f(n):\n    return 1 / n", "<a cell>", "exec"), space)
    assert place_of(division_error(space["f"]), space["f"]) == "line 2"


def test_words_are_one_line_with_notes():
    error = ValueError("shapes differ:\n  (2,) and (3,)")
    error.add_note("line 7")
    assert error_words(error) == "it raises ValueError: shapes differ: (2,) and (3,) (line 7)"
    assert error_words(KeyError()) == "it raises KeyError"
    assert len(error_words(ValueError("x" * 999))) < 250


def test_a_notebook_shows_the_words_alone(capsys):
    shell = InteractiveShell()
    shell.push({"answer": answer, "right": seal(6, "q")})
    result = shell.run_cell("answer(5, 'q', right)")
    assert isinstance(result.error_in_exec, NotYet)
    assert capsys.readouterr().out.strip() == "Not yet: 5."
