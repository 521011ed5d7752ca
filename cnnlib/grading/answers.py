"""What a sandbox wrote, read as what it should be: one record a case; nothing in it is believed.

A record that is broken, out of range or there twice is left out: it can cost its author points,
and nobody else anything.
"""

import builtins
import os
import signal
from dataclasses import dataclass, field
from itertools import islice

from cnnlib.grading.inside import codec, frames
from cnnlib.grading.problem import printable

LONGEST = 300  # characters of a message
ENDS = {
    "time": "it was not finished after {wall:g} s",
    "memory": "it used more memory than {memory} MB",
    "files": "it made more than {files} files",
    "result": "it gave results of more than {result} MB",
    "sandbox": "the sandbox ended",
}


@dataclass
class Answers:
    """What came of one question.

    Attributes
    ----------
    values : dict from int to value
        By number of case.
    failures : dict from int to Raised or str
        What happened instead of a value: an error, or words.
    note : Raised or None
        What running the cell itself raised.
    is_defined : bool
        Whether the cell defines what it should.
    end : str or None
        Why cases without a record have none, in words.
    """

    values: dict = field(default_factory=dict)
    failures: dict = field(default_factory=dict)
    note: "Raised | None" = None
    is_defined: bool = True
    end: str | None = None


@dataclass(frozen=True)
class Raised:
    """An error of the student's code, as far as its own report can be believed.

    Attributes
    ----------
    kind, message : str
    line : int or None
        Line of the student's cell.
    """

    kind: str
    message: str
    line: int | None

    def words(self, is_public):
        """Return a sentence; of a case that is not public without the code's own words."""
        where = f" in line {self.line} of your cell" if self.line else ""
        known = isinstance(getattr(builtins, self.kind, None), type)
        if not is_public:
            return f"it raised {self.kind if known else 'an error of its own'}{where}"
        return f"it raised {self.kind}{where}" + (f": {self.message}" if self.message else "")


def read_answers(reply, limits, cases, public=None):
    """Read the reply to a job.

    Parameters
    ----------
    reply : Reply
    limits : Limits
    cases : int
        How many there were.
    public : int, optional
        How many of them, the first ones, had to be done before the code got the others; by
        default all.

    Returns
    -------
    Answers
    """
    public = cases if public is None else public
    answers = Answers()
    records = islice(_records(reply.output, limits), cases + 2)
    for number, record in enumerate(records):
        known = range(public) if number <= public else range(public, cases)
        _add(record, answers, known, is_first=number == 0, is_shown=number <= public)
    answers.end = answers.end or _end(reply, limits)
    return answers


def _records(output, limits):
    """Yield the tuples in the output, up to the first that is broken."""
    try:
        for payload in frames.split_frames(output, limits.result):
            record = codec.unpack(payload, codec.LARGEST_ANSWER)
            if not isinstance(record, tuple) or not record:
                return
            yield record
    except (frames.BrokenFrame, codec.BrokenValue):
        return


def _add(record, answers, cases, is_first, is_shown):
    """Put one record where it belongs, if it is about one of the cases that were known then.

    Its words are shown only if it came before the code knew hidden cases.
    """
    head, *rest = record
    if is_first and head in ("defined", "undefined") and len(rest) == 1:
        answers.note = _raised(rest[0])
        answers.is_defined = head == "defined"
    elif head == "stopped" and len(rest) == 1 and (raised := _raised(rest[0])):
        answers.end = raised.words(is_public=False)
    elif type(head) is int and head in cases and len(rest) == 2:
        if head in answers.values or head in answers.failures:
            return
        kind, content = rest
        if kind == "value":
            answers.values[head] = content
        elif kind == "raised" and (raised := _raised(content)):
            answers.failures[head] = raised
        else:
            what = f": {text(content)}" if is_shown else ""
            answers.failures[head] = f"it returned what is no number, text or array{what}"


def _raised(content):
    """Return an error of its description, or None."""
    if not isinstance(content, dict):
        return None
    line = content.get("line")
    line = line if type(line) is int and 0 < line < 100_000 else None
    return Raised(text(content.get("type")), text(content.get("message")), line)


def text(value):
    """Return something untrusted as one short line that prints anywhere."""
    return printable(value)[:LONGEST] if isinstance(value, str) else ""


def _end(reply, limits):
    """Say why a case has no record."""
    megabytes = {"memory": limits.memory >> 20, "result": limits.result >> 20}
    if reply.reason:
        return ENDS[reply.reason].format(wall=limits.wall, files=limits.files, **megabytes)
    if reply.status is not None and os.WIFSIGNALED(reply.status):
        number = os.WTERMSIG(reply.status)
        if number == signal.SIGXCPU:
            return f"it used more than {limits.cpu} s of processor time"
        return f"its process was ended by signal {number}"
    return "its process ended before this case was done"
