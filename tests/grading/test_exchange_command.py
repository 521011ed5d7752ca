"""Commands are there, with words of help, and options that are read as they were meant."""

from pathlib import Path

import pytest

from cnnlib.grading.command import parser


@pytest.mark.parametrize("name", ["collect", "export", "review", "report", "similar", "gradescope"])
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as end:
        parser().parse_args([name, "--help"])
    assert end.value.code == 0
    assert "--course" in capsys.readouterr().out


def test_options_are_read():
    line = "review ps2 --grader ada --graders ada,bea --port 8001"
    chosen = parser().parse_args(line.split())
    assert (chosen.grader, chosen.graders, chosen.port) == ("ada", ("ada", "bea"), 8001)
    chosen = parser().parse_args(
        ["collect", "ps2", "d.zip", "in", "--from", "moodle", "--worksheet", "w.csv"]
    )
    assert (chosen.download, chosen.worksheet) == (Path("d.zip"), Path("w.csv"))


@pytest.mark.parametrize(
    ("line", "words"),
    [("collect ps2 d.zip in", "--from"), ("export ps2 a.csv --to sakai", "'sakai'")],
)
def test_platforms_must_be_named(line, words, capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(line.split())
    assert words in capsys.readouterr().err
