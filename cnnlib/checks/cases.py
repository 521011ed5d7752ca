"""What a check is made of: cases, known mistakes, and the verdict on one result."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cause:
    """A known mistake: what it is called, what to say, and the result that it gives.

    Attributes
    ----------
    slug : str
        Its name, as ``"kernel-flipped"``.
    text : str
        One sentence for the learner.
    mistaken : callable
        From the arguments of a case to the mistaken result, or None where the mistake does not
        show.
    """

    slug: str
    text: str
    mistaken: Callable


@dataclass(frozen=True)
class Case:
    """One call and the result that it must give.

    Attributes
    ----------
    name : str
    arguments : dict
        Arrays, numbers, strings and tuples by name; empty when the result is a variable.
    expected : array, number, str, bool, or a tuple or dict of these
    rtol, atol : float
        Tolerances; integers are compared exactly.
    is_public : bool
        Whether a learner may see arguments and result.
    weight : float
        Its share of the points, relative to the other cases.
    hints : tuple of (value, slug, text)
        Results of known mistakes, where they were computed beforehand.
    """

    name: str
    arguments: dict
    expected: object
    rtol: float = 1e-5
    atol: float = 1e-6
    is_public: bool = True
    weight: float = 1.0
    hints: tuple = field(default=(), repr=False)


@dataclass(frozen=True)
class Verdict:
    """Whether one result is right, and if not, where it differs and why, probably.

    Attributes
    ----------
    held : bool
    message : str
        Words; with the expected value only if the case is public.
    index : tuple or None
        The first wrong place.
    cause, cause_text : str or None
        The mistake that gives just this result.
    """

    held: bool
    message: str
    index: tuple | None = None
    cause: str | None = None
    cause_text: str | None = None
