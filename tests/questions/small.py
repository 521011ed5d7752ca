"""A course of one set with two questions, written into a folder."""

COURSE = {
    "course.toml": "seed = 7\n",
    "sets/ps1_small/set.toml": 'title = "Small"\nopen = true\norder = ["double", "sum", "why"]\n',
    "sets/ps1_small/double/question.md": """+++
title = "Double it"
kind = "function"
difficulty = 1
minutes = 5
points = 4
section = "sec-sizes-count"
entry = "double"
+++
Write `double(n)`. Example: double({n}).
""",
    "sets/ps1_small/double/question.py": '''
from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = """
def double(n):
    \\"\\"\\"Return twice n.\\"\\"\\"
    ### BEGIN SOLUTION
    return 2 * n
    ### END SOLUTION
"""
CAUSES = (Cause("squared", "Double, do not square.", lambda n: n * n),)
WRONG = [edited("squared", "2 * n", "n * n", lost=0.5)]
RIGHT = ["def double(n):\\n    return n + n"]


def values(rng):
    return {"n": int(rng.integers(3, 99))}


def reference(n):
    return 2 * n


def draw(rng):
    return [("two", {"n": 2}), ("a larger one", {"n": int(rng.integers(3, 99))})]
''',
    "sets/ps1_small/sum/question.md": """+++
title = "Add them"
kind = "predict"
difficulty = 1
minutes = 2
points = 2
section = "sec-sizes-count"
entry = "total"
+++
What is the sum of `row`?
""",
    "sets/ps1_small/sum/question.py": """
GIVEN = "row = {row}"


def values(rng):
    return {"row": [int(x) for x in rng.integers(1, 1000, 3)]}


def answer(v):
    return sum(v["row"])


MISTAKES = {"last-missing": ("Add the last one, too.", lambda v: sum(v["row"][:-1]))}
""",
    "sets/ps1_small/why/question.md": """+++
title = "Why?"
kind = "explain"
difficulty = 1
minutes = 3
points = 1
section = "sec-sizes-count"
+++
Why?
""",
    "sets/ps1_small/why/question.py": """
RUBRIC = [(1, "A reason.", "Because.")]
EXAMPLES = [(1, "Because of this."), (0, "No.")]
""",
}


def write_course(folder):
    """Write the course below a folder and return the folder."""
    for name, text in COURSE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
