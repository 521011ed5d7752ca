"""One student's form of a question: text, code and cases with the numbers filled in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from cnnlib.checks import compare
from cnnlib.questions.seeds import part_seed

HIDDEN_ROUNDS = 2
DRAWS = 20


@dataclass(frozen=True)
class Variant:
    """A question with its numbers drawn.

    Attributes
    ----------
    question_id : str
    seed : int
    values : dict
        What was drawn.
    text : str
        Markdown.
    given : str
        Code that stands before the solution, or "".
    marked, starter, solution : str
        The solution cell with marks, as handed out, and solved.
    entry : str or None
        The function or variable that the cell must define; None for "explain".
    rubric : tuple of (points, text, example)
    examples : tuple of (points, answer)
        An answer for each grade, for "explain".
    public_seed : int
        What the public cases are drawn with.
    """

    question_id: str
    seed: int
    values: dict
    text: str
    given: str
    marked: str
    starter: str
    solution: str
    entry: str | None
    rubric: tuple
    examples: tuple
    public_seed: int
    rounds: Callable = field(repr=False)

    def cases(self, seed, count=None):
        """Return the public cases, then hidden ones drawn from a seed.

        Parameters
        ----------
        seed : int
        count : int, optional
            How many hidden cases; default: two rounds, each with one case of every kind.
            Their answers differ from that of the public case of their kind, if they ever do.

        Returns
        -------
        list of Case
            A question whose answer is a variable has one case, which is hidden.
        """
        if self.entry is None:
            return []
        public = self.rounds(np.random.default_rng(self.public_seed), True)
        if not public[0].arguments:
            return public
        if count is None:
            count = HIDDEN_ROUNDS * len(public)
        rng = np.random.default_rng([part_seed(seed, self.question_id), 1])
        return [*public, *islice(self._hidden(rng, public), count)]

    def _hidden(self, rng, public):
        """Yield hidden cases, round after round."""
        while True:
            found = self.rounds(rng, False)
            for _ in range(DRAWS):
                known = [i for i, case in enumerate(found) if is_known(case, public[i])]
                if not known:
                    break
                fresh = self.rounds(rng, False)
                for i in known:
                    found[i] = fresh[i]
            yield from found


def is_known(case, public):
    """Tell whether a case has the answer of a public one, which a cell could return by heart.

    Parameters
    ----------
    case, public : Case

    Returns
    -------
    bool
    """
    return compare(public.expected, case.expected, public.rtol, public.atol) is None
