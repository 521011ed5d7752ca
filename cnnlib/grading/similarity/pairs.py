"""Pairs of submissions that share passages, after what everybody has is taken away.

Taken away are passages of the given code, and those that many have: an idiom of the field is no
evidence.  What is left is a list of passages for a person to read, never a verdict.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

from cnnlib.grading.similarity.marks import marks
from cnnlib.grading.similarity.winnowing import GRAM, grams, winnow

SHORTEST = 45  # marks; about six lines
LEAST_SHARE = 0.4  # of the smaller submission
COMMON = 0.1  # of the class: what more have is an idiom
COMMON_AT_LEAST = 3  # students
MOST_PLACES = 10  # of the same run in one answer: a line a thousand times is no thousand passages


@dataclass(frozen=True)
class Passage:
    """A run of marks that two submissions share.

    Attributes
    ----------
    question : str
    lines, other_lines : (int, int)
        First and last line in the first and in the second submission, from 1.
    marks : int
        Its length.
    """

    question: str
    lines: tuple[int, int]
    other_lines: tuple[int, int]
    marks: int


@dataclass(frozen=True)
class Pair:
    """Two submissions with passages in common.

    Attributes
    ----------
    students : (str, str)
    passages : list of Passage
        The longest first.
    share : float
        Part of the smaller submission's own marks that lies in shared passages.
    """

    students: tuple[str, str]
    passages: list
    share: float


class _Text:
    """The marks of one answer, and the hashes of their runs."""

    def __init__(self, source):
        self.marks = marks(source)
        self.grams = grams(self.marks)

    def lines(self, start, length):
        """Return the first and last line of a run of marks."""
        run = self.marks[start : start + length]
        # A node that holds others ends after them: the lines where marks begin are those shared.
        return min(mark.line for mark in run), max(mark.line for mark in run)


def similar_pairs(submissions, given=None, *, shortest=SHORTEST, least_share=LEAST_SHARE):
    """Find pairs of submissions with long passages in common.

    Parameters
    ----------
    submissions : dict from str to dict from str to str
        Student id to question id to source.
    given : dict from str to list of str, optional
        Question id to code that everybody was given or may have seen: starter, solution.
    shortest : int, optional
        Marks of the shortest passage that is reported.
    least_share : float, optional
        Part of the smaller submission that must be shared.

    Returns
    -------
    list of Pair
        The largest share first.
    """
    texts = {s: {q: _Text(source) for q, source in a.items()} for s, a in submissions.items()}
    passed_over = _common(texts) | _given(given or {})
    found = []
    for one, other in sorted(_candidates(texts, passed_over)):
        passages = [
            passage
            for question in texts[one].keys() & texts[other].keys()
            for passage in _shared(
                texts[one][question], texts[other][question], question, passed_over, shortest
            )
        ]
        own = min(_own_marks(texts[student], passed_over) for student in (one, other))
        share = min(1.0, sum(p.marks for p in passages) / max(own, 1))
        if passages and share >= least_share:
            passages.sort(key=lambda p: (-p.marks, p.question, p.lines))
            found.append(Pair((one, other), passages, share))
    return sorted(found, key=lambda pair: (-pair.share, pair.students))


def _given(given) -> set[int]:
    return {h for sources in given.values() for source in sources for h in _Text(source).grams}


def _common(texts) -> set[int]:
    """Return the hashes of runs that many students have."""
    counts = Counter()
    for answers in texts.values():
        counts.update({h for text in answers.values() for h in text.grams})
    most = max(COMMON_AT_LEAST, COMMON * len(texts))
    return {h for h, count in counts.items() if count > most}


def _candidates(texts, passed_over) -> set[tuple[str, str]]:
    """Return pairs of students with a fingerprint in common."""
    owners = defaultdict(set)
    for student, answers in texts.items():
        for question, text in answers.items():
            for place in winnow(text.grams):
                if text.grams[place] not in passed_over:
                    owners[question, text.grams[place]].add(student)
    return {pair for who in owners.values() for pair in combinations(sorted(who), 2)}


def _own_marks(answers, passed_over) -> int:
    """Count the marks of a submission that lie in runs of its own."""
    count = 0
    for text in answers.values():
        own = [i for i, h in enumerate(text.grams) if h not in passed_over]
        count += len({place for i in own for place in range(i, i + GRAM)})
    return count


def _places(hashes, passed_over) -> dict[int, list[int]]:
    """Return the first places of each hash."""
    places = {}
    for place, h in enumerate(hashes):
        known = places.setdefault(h, [])
        if h not in passed_over and len(known) < MOST_PLACES:
            known.append(place)
    return places


def _shared(one, other, question, passed_over, shortest) -> list[Passage]:
    """Return the passages of two answers, the longest first, none over another."""
    mine, others = _places(one.grams, passed_over), _places(other.grams, passed_over)
    runs = []
    for i, j in ((i, j) for h in mine for i in mine[h] for j in others.get(h, ())):
        # A run that began earlier holds this one.
        if not (
            i
            and j
            and one.grams[i - 1] == other.grams[j - 1]
            and one.grams[i - 1] not in passed_over
        ):
            runs.append((_length(one.grams, other.grams, i, j, passed_over), i, j))
    passages, used, other_used = [], set(), set()
    for length, i, j in sorted(runs, reverse=True):
        here, there = range(i, i + length), range(j, j + length)
        if length < shortest or used.intersection(here) or other_used.intersection(there):
            continue
        used.update(here)
        other_used.update(there)
        passages.append(Passage(question, one.lines(i, length), other.lines(j, length), length))
    return passages


def _length(grams_of_one, grams_of_other, i, j, passed_over) -> int:
    """Return the marks of the run that begins at two places."""
    count = 0
    while (
        i + count < len(grams_of_one)
        and j + count < len(grams_of_other)
        and grams_of_one[i + count] == grams_of_other[j + count]
        and grams_of_one[i + count] not in passed_over
    ):
        count += 1
    return count + GRAM - 1
