"""Read one notebook that nobody vouches for: the sources of its graded cells, and nothing else.

The file is opened without following a link and only up to a size.  What is wrong with it is
raised as `SubmissionError`, in words for the instructor.
"""

import hashlib
import json
import os
import stat
from dataclasses import dataclass, field

from cnnlib.grading.problem import Problem, SubmissionError

LARGEST_NOTEBOOK = 32 << 20  # bytes; figures in outputs make notebooks large
LARGEST_SOURCE = 200_000  # characters of one cell
ASK = "ask the student for the notebook again, saved from Jupyter"


@dataclass(frozen=True)
class Reading:
    """What was taken out of a notebook.

    Attributes
    ----------
    sources : dict from str to str
        Question id to the source of its cell.
    notes : tuple of str
        What a person should know, such as a cell that is there twice.
    asked : dict from str to dict from str to str
        Question id to the sources of its cells "text" and "given", as far as they are there.
    """

    sources: dict
    notes: tuple
    asked: dict = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """One hash of all sources: the same work, handed in again, has the same."""
        text = json.dumps(self.sources, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def read_notebook(submission, question_ids):
    """Return the sources of the cells whose grade id is a question's.

    Parameters
    ----------
    submission : Submission
    question_ids : sequence of str
        The questions of the set; other cells are left out.

    Returns
    -------
    Reading

    Raises
    ------
    SubmissionError
        If the file is missing, a link, too large, or no notebook.
    """
    notebook = _parsed(_bytes_of(submission), submission)
    wanted = {*question_ids}
    sources, notes, asked = {}, [], {}
    for cell in notebook["cells"]:
        name = _grade_id(cell)
        if name not in wanted:
            _add_asked(asked, name, cell, wanted)
            continue
        if name in sources:
            notes.append(f"the cell of {name} is there more than once: the first one counts")
            continue
        sources[name] = _source(cell, name, submission)
    if not sources:
        what = "none of its cells belongs to a question of this set"
        advice = "see whether it is the right notebook; copied cells lose their mark"
        raise SubmissionError(Problem(submission.label, what, advice))
    notes += [f"there is no cell of {name}" for name in question_ids if name not in sources]
    return Reading(sources, tuple(dict.fromkeys(notes)), asked)


def _add_asked(asked, name, cell, wanted):
    """Keep the source of a cell that asks one of the questions; odd ones are passed over."""
    question_id, _, kind = (name or "").rpartition("-")
    source = _joined(cell.get("source")) if question_id in wanted else None
    if kind in ("text", "given") and isinstance(source, str) and len(source) <= LARGEST_SOURCE:
        asked.setdefault(question_id, {}).setdefault(kind, source)


def _bytes_of(submission):
    """Return the bytes of a regular file of bearable size."""
    try:
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(submission.path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise _refused(submission, "it is no file", ASK)
            if status.st_size > LARGEST_NOTEBOOK:
                what = f"it has {status.st_size} bytes, at most {LARGEST_NOTEBOOK} are read"
                raise _refused(submission, what, "ask for it without outputs")
            return file.read(LARGEST_NOTEBOOK + 1)
    except OSError as error:
        if submission.path.is_symlink():
            raise _refused(submission, "it is a link, which is not followed", ASK) from error
        raise _refused(submission, f"it cannot be read ({error.strerror})", ASK) from error


def _parsed(data, submission):
    """Return a notebook with its list of cells."""
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refused(submission, f"it is not UTF-8 (byte {error.start})", ASK) from error
    except (ValueError, RecursionError, MemoryError) as error:
        what = f"it is no notebook: {str(error)[:100] or type(error).__name__}"
        raise _refused(submission, what, ASK) from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        what = "it has no list of cells, as notebooks of format 4 have"
        raise _refused(submission, what, ASK)
    return notebook


def _grade_id(cell):
    """Return the grade id of a cell, or None.

    The cell's own id is the same, and is left where a program has dropped what it did not know.
    """
    for path in (("metadata", "nbgrader", "grade_id"), ("id",), ("metadata", "id")):
        found = cell
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if isinstance(found, str):
            return found
    return None


def _source(cell, name, submission):
    """Return the text of a cell, in characters that can be stored."""
    source = _joined(cell.get("source", ""))
    if not isinstance(source, str):
        raise _refused(submission, f"the source of cell {name} is no text", ASK)
    if len(source) > LARGEST_SOURCE:
        what = f"the cell of {name} has {len(source)} characters, at most {LARGEST_SOURCE}"
        raise _refused(submission, what, "ask for a shorter one")
    return source.encode("utf-8", "replace").decode()


def _joined(source):
    """Return a source as one text where it is a list of lines."""
    is_lines = isinstance(source, list) and all(isinstance(line, str) for line in source)
    return "".join(source) if is_lines else source


def _refused(submission, what, advice):
    """Return the error for a submission."""
    return SubmissionError(Problem(submission.label, what, advice))
