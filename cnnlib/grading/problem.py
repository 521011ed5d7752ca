"""What went wrong with one submission, in words: which one, what, and what to do.

A problem belongs to one submission and never stops another.  ``SubmissionError`` carries it to
the place that records it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A fault of one submission, for the instructor's list.

    Attributes
    ----------
    where : str
        Student and file, or what is known of them.
    what : str
        What was found, and what was expected.
    advice : str
        What to do about it.

    Examples
    --------
    >>> print(Problem("li, ps2.ipynb", "the file is empty", "ask for the notebook again"))
    li, ps2.ipynb: the file is empty; ask for the notebook again
    """

    where: str
    what: str
    advice: str

    def __post_init__(self):
        for name in ("where", "what", "advice"):
            object.__setattr__(self, name, printable(getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.advice}"


def printable(text):
    """Return text that no terminal, file or database stumbles over: names may hold anything.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        What does not print, such as the escape of a terminal's color, is ``?``.
    """
    line = " ".join(text.encode("utf-8", "replace").decode().split())
    return "".join(letter if letter.isprintable() else "?" for letter in line)


class SubmissionError(ValueError):
    """Raised where a submission cannot be read; its ``problem`` says why.

    Parameters
    ----------
    problem : Problem
        What to record.
    """

    def __init__(self, problem: Problem):
        super().__init__(str(problem))
        self.problem = problem
