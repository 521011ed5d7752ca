"""How a chapter shows an error: printed, wrapped, and only if it is the one that it names."""

import pytest

from cnnlib import notebook


def test_prints_the_type_and_the_message(capsys):
    with notebook.raises(ValueError):
        raise ValueError("3 channels, but the filter has 1")
    assert capsys.readouterr().out == "ValueError: 3 channels, but the filter has 1\n"


def test_long_messages_are_wrapped(capsys):
    with notebook.raises(ValueError):
        raise ValueError("word " * 60)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 3
    assert max(map(len, lines)) <= notebook.COLUMNS


def test_a_subclass_is_named_as_itself(capsys):
    with notebook.raises(LookupError):
        [][1]
    assert capsys.readouterr().out.startswith("IndexError: ")


def test_code_that_works_is_said_to_work(capsys):
    with notebook.raises(ValueError):
        pass
    assert capsys.readouterr().out == "No ValueError: the code ran to its end.\n"


def test_other_errors_pass_through():
    with pytest.raises(TypeError, match="other"), notebook.raises(ValueError):
        raise TypeError("other")
