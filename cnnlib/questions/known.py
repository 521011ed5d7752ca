"""Known answers of a question, wrong and right, as its folder lists them."""

from dataclasses import dataclass

from cnnlib.questions.source import tidy


@dataclass(frozen=True)
class Wrong:
    """A known wrong answer: what it must lose and what it must be told.

    Attributes
    ----------
    cause : str or None
        The slug that the verdict must name; None if nothing is recognized.
    lost : float
        The share of the points that it must lose.
    edits : tuple of (str, str)
        Replacements, each of a piece that the solution holds once ...
    source : str or None
        ... or the whole answer.
    """

    cause: str | None
    lost: float
    edits: tuple = ()
    source: str | None = None

    def written(self, solution):
        """Return the source of the answer.

        Raises ValueError where an edit does not fit the solution.
        """
        if self.source is not None:
            return tidy(self.source)
        for old, new in self.edits:
            if solution.count(old) != 1:
                raise ValueError(f"{old!r} occurs {solution.count(old)} times in the solution")
            solution = solution.replace(old, new)
        return solution


def edited(cause, *pairs, lost=1.0):
    r"""Describe a wrong answer by what differs from the solution.

    Parameters
    ----------
    cause : str or None
    *pairs : str
        Old and new piece, old and new piece, ...
    lost : float, optional

    Returns
    -------
    Wrong

    Examples
    --------
    >>> edited("sign", "a - b", "b - a").written("def f(a, b):\n    return a - b")
    'def f(a, b):\n    return b - a'
    """
    return Wrong(cause, lost, tuple(zip(pairs[::2], pairs[1::2], strict=True)))


def written(cause, source, lost=1.0):
    r"""Describe a wrong answer by its whole source.

    Parameters
    ----------
    cause : str or None
    source : str
    lost : float, optional

    Returns
    -------
    Wrong

    Examples
    --------
    >>> written("sign", "def f(a):\n    return -a", lost=0.5).lost
    0.5
    """
    return Wrong(cause, lost, source=source)
