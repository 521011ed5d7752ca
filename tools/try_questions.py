"""Try every question with many seeds, and the known answers of each.

    python tools/try_questions.py                 1,000 seeds, a few minutes
    python tools/try_questions.py --seeds 50

For every seed: the variant can be drawn, the solution earns all points, and for numbers that are
drawn a neighbor's answer and last year's do not. Then the table of known wrong answers, killed of
all. Ends with 1 if anything is wrong.
"""

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from cnnlib import questions
from cnnlib.checks import written

ROOT = Path(__file__).resolve().parent.parent
LARGEST_SHARE = 0.005  # of neighbors whose answer to one question happens to be the same


@dataclass
class Sweep:
    """What many seeds showed: counts by question or set, and sentences on what went wrong."""

    faults: list = field(default_factory=list)
    variants: int = 0
    pairs: int = 0
    same: dict = field(default_factory=lambda: defaultdict(int))
    same_set: dict = field(default_factory=lambda: defaultdict(int))


def answers(one, course_seed, student):
    """Return the answers of a set that are variables: from question to how it is written."""
    seed = questions.seed_of(course_seed, one.id, student)
    drawn = [question for question in one.questions if question.is_variable]
    return {q.id: written(q.variant(seed).cases(0)[0].expected) for q in drawn}


def compare(one, mine, other, sweep):
    """Count what two students, or two years, have in common."""
    same = [name for name in mine if mine[name] == other[name]]
    for name in same:
        sweep.same[name] += 1
    sweep.same_set[one.id] += len(same) == len(mine) > 0
    sweep.pairs += 1


def try_seed(one, course_seed, number, sweep):
    """Try one student's variants: solved, and unlike a neighbor's and last year's."""
    student = f"student-{number}"
    seed = questions.seed_of(course_seed, one.id, student)
    for question in one.questions:
        variant = question.variant(seed)
        sweep.variants += 1
        if question.kind == "explain":
            continue
        share, _ = questions.judged(question, variant, variant.solution, number)
        if share != 1:
            sweep.faults.append(f"{question.id}, seed {seed}: the solution earns {share:.2f}")
    mine = answers(one, course_seed, student)
    compare(one, mine, answers(one, course_seed, f"student-{number + 1}"), sweep)
    compare(one, mine, answers(one, course_seed - 1, student), sweep)


def try_seeds(course, seeds):
    """Return what so many seeds showed."""
    sweep = Sweep()
    for one in course.sets.values():
        for number in range(seeds):
            try_seed(one, course.seed, number, sweep)
        if sweep.same_set[one.id]:
            sweep.faults.append(f"{one.id}: {sweep.same_set[one.id]} whole sets of answers agree")
    pairs = 2 * seeds
    for name, count in sweep.same.items():
        if count > max(1, LARGEST_SHARE * pairs):
            sweep.faults.append(f"{name}: {count} of {pairs} answers of others are right, too")
    return sweep


def known_answers(question, seed):
    """Yield (source, cause, share that it must lose) of a question's known wrong answers."""
    variant = question.variant(questions.seed_of(seed, question.set_id))
    for wrong in question.wrong:
        yield variant, wrong.written(variant.solution), wrong.cause, wrong.lost
    if question.is_variable:
        for value, slug, _ in question.mistaken_answers(variant.values):
            yield variant, f"{question.entry} = {value!r}", slug, 1.0


def killed(question, seed):
    """Return how many wrong answers lose what they must and name their cause, and of how many."""
    found = total = 0
    for variant, source, cause, lost in known_answers(question, seed):
        share, verdicts = questions.judged(question, variant, source, 1)
        total += 1
        found += abs(1 - share - lost) < 1e-9 and questions.named_cause(verdicts) == cause
    return found, total


def main(arguments=None):
    """Print what seeds and known answers show; return 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=1000)
    options = parser.parse_args(arguments)
    course = questions.load_course(ROOT / "exercises")
    killed_all = wrong_all = 0
    for one in course.sets.values():
        counts = [killed(question, course.seed) for question in one.questions]
        found, total = (sum(column) for column in zip(*counts, strict=True))
        print(f"{one.id}: {len(counts)} questions, wrong answers killed {found}/{total}")
        killed_all, wrong_all = killed_all + found, wrong_all + total
    print(f"killed {killed_all}/{wrong_all}: {killed_all / wrong_all:.0%}")
    sweep = try_seeds(course, options.seeds)
    print(f"{options.seeds} seeds: {sweep.variants} variants; {sweep.pairs} sets of answers of")
    print(f"neighbors and of last year, {sum(sweep.same_set.values())} whole sets right; alike:")
    for name, count in sorted(sweep.same.items(), key=lambda entry: -entry[1]):
        print(f"  {name}: {count / (2 * options.seeds):.2%}")
    print(*sweep.faults, sep="\n")
    return 1 if sweep.faults or killed_all != wrong_all else 0


if __name__ == "__main__":
    sys.exit(main())
