"""What a sandbox wrote is read without belief: broken records cost their author, nobody else."""

import os
import signal

import pytest

from cnnlib.grading.answers import Raised, read_answers, text
from cnnlib.grading.inside import codec, frames
from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.session import Reply


def read(*records, reason=None, status=0, tail=b"", public=None):
    output = b"".join(frames.frame(codec.pack(record)) for record in records) + tail
    return read_answers(Reply(reason, status, output), Limits(), cases=2, public=public)


def test_before_hidden_cases_are_known_only_public_ones_are_answered_and_then_only_hidden():
    note = ("defined", None)
    assert read(note, (1, "value", 7), (1, "value", 8), public=1).values == {1: 8}
    assert read(note, (0, "value", 7), (0, "value", 8), public=1).values == {0: 7}
    answers = read(note, (0, "unknown", "Odd"), (1, "unknown", "seen"), public=1)
    assert answers.failures[0].endswith("array: Odd")
    assert answers.failures[1].endswith("array")


def test_values_and_errors_are_taken_by_number():
    error = {"type": "ValueError", "message": "no", "line": 3}
    answers = read(("defined", None), (1, "value", 7), (0, "raised", error))
    assert answers.values == {1: 7}
    assert answers.failures == {0: Raised("ValueError", "no", 3)}
    assert answers.is_defined


def test_the_first_record_of_a_case_counts():
    assert read((0, "value", 1), (0, "value", 2), (0, "raised", {})).values == {0: 1}


@pytest.mark.parametrize(
    "record",
    [(2, "value", 1), (-1, "value", 1), (True, "value", 1), (0.0, "value", 1), ("x",), (0, "value"),
     (), 7, [0, "value", 1], ("defined",), (None, None, None)],
    ids=repr,
)  # fmt: skip
def test_records_out_of_form_are_left_out(record):
    answers = read(record)
    assert answers.values == answers.failures == {}


def test_more_records_than_cases_are_not_read():
    assert read(*[(7, "value", 1)] * 50, (0, "value", 1)).values == {}


def test_reading_ends_at_what_is_broken():
    answers = read((0, "value", 1), tail=frames.frame(b"\x80\x04junk") + b"\xff" * 64)
    assert answers.values == {0: 1}
    assert answers.end == "its process ended before this case was done"


@pytest.mark.parametrize(
    ("reason", "status", "words"),
    [
        ("time", 9, "not finished after 20 s"),
        ("memory", 9, "more memory than 2048 MB"),
        ("files", 9, "more than 2000 files"),
        ("result", 9, "results of more than 32 MB"),
        ("sandbox", None, "the sandbox ended"),
        (None, signal.SIGSEGV, "ended by signal 11"),
        (None, signal.SIGXCPU, "more than 10 s of processor time"),
    ],
)
def test_the_end_is_said_in_words(reason, status, words):
    assert words in read(reason=reason, status=status).end


def test_what_the_cell_raised_is_a_note():
    error = {"type": "NameError", "message": "x", "line": 1}
    assert read(("undefined", error)).note.kind == "NameError"
    assert not read(("undefined", None)).is_defined
    assert read(("stopped", error)).end == "it raised NameError in line 1 of your cell"
    assert read((0, "value", 1), ("defined", error)).note is None


def test_an_error_of_a_hidden_case_says_nothing_of_its_own():
    error = Raised("ValueError", "x was [1, 2]", 3)
    assert (
        error.words(is_public=True) == "it raised ValueError in line 3 of your cell: x was [1, 2]"
    )
    assert error.words(is_public=False) == "it raised ValueError in line 3 of your cell"
    own = Raised("X_was_1_2", "", None)
    assert own.words(is_public=False) == "it raised an error of its own"


def test_words_from_inside_print_anywhere():
    assert text("a\x1b[31m\nb\ud800\u202e") == "a?[31m b??"
    assert text(7) == ""
    assert len(text("x" * 10_000)) == 300


def test_a_line_that_is_no_number_is_none():
    for line in (True, "3", 0, 10**9):
        answers = read((0, "raised", {"type": "E", "message": "", "line": line}))
        assert answers.failures[0].line is None


def test_statuses_are_those_of_the_system():
    assert os.WIFSIGNALED(signal.SIGSEGV)
