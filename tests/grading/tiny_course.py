"""A course of four small questions, written to a folder: what graders' tests grade."""

import json

from cnnlib.questions import load_course

COURSE = "seed = 2026\n"
SET = 'title = "Tiny"\nopen = true\norder = ["double", "conv2d", "size", "why"]\n'
HEAD = '+++\ntitle = "{title}"\nkind = "{kind}"\ndifficulty = 1\nminutes = 5\npoints = {points}\n'
HEAD += 'section = "sec-sliding"\n{more}+++\n{text}\n'

DOUBLE = '''
import numpy as np
from cnnlib.checks import Cause

SOLUTION = """
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
"""
CAUSES = [Cause("squared", "You multiply by itself.", lambda x: x * x)]


def draw(rng):
    return [("a vector", {"x": rng.integers(3, 9, 4)}), ("a map", {"x": rng.random((3, 5))})]


def reference(x):
    return 2 * x
'''
CONV2D = '''
from cnnlib import checks

CHECK = checks.conv2d
SOLUTION = """
def conv2d(x, weight, bias=None, stride=1, padding=0):
    ### BEGIN SOLUTION
    (n, _, _, _), (c_out, _, kh, kw) = x.shape, weight.shape
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    h, w = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    z = np.zeros((n, c_out, h, w))
    for a in range(h):
        for b in range(w):
            window = x[:, None, :, a * sh : a * sh + kh, b * sw : b * sw + kw]
            z[:, :, a, b] = (window * weight).sum(axis=(2, 3, 4))
    return z if bias is None else z + np.reshape(bias, (1, -1, 1, 1))
    ### END SOLUTION
"""
'''
SIZE = """
def values(rng):
    return {"n": int(rng.integers(20, 99))}


def answer(values):
    return values["n"] - 2


MISTAKES = {"one-more": ("Count the windows, not the gaps.", lambda values: values["n"] - 1)}
"""
WHY = """
RUBRIC = ((2, "names shared weights", "the same weights everywhere"),)
EXAMPLES = ()
"""
QUESTIONS = {
    "double": (DOUBLE, {"kind": "function", "points": 4, "more": 'entry = "double"\n'}),
    "conv2d": (CONV2D, {"kind": "function", "points": 10, "more": 'entry = "conv2d"\n'}),
    "size": (SIZE, {"kind": "predict", "points": 2, "more": 'entry = "size"\n'}),
    "why": (WHY, {"kind": "explain", "points": 2, "more": ""}),
}
TEXTS = {"size": "How many windows of 3 fit on {n} places?"}


def write_course(folder, **changed):
    """Write the course, with the sources of some questions changed; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.toml").write_text(COURSE)
    place = folder / "sets" / "ps9_tiny"
    for name, (source, head) in QUESTIONS.items():
        (place / name).mkdir(parents=True, exist_ok=True)
        text = HEAD.format(title=name.title(), text=TEXTS.get(name, f"Write {name}."), **head)
        (place / name / "question.md").write_text(text)
        (place / name / "question.py").write_text(changed.get(name, source))
    (place / "set.toml").write_text(SET)
    return load_course(folder)


def solutions(course, seed):
    """Return the right source of every question, by id."""
    questions = course.sets["ps9_tiny"].questions
    right = {q.id: q.variant(seed).solution for q in questions}
    return right | {"ps9-why": "The same weights everywhere."}


def hand_in(folder, student, sources):
    """Write a student's notebook of cells; sources that are None have no cell."""
    cells = [
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": name}}, "source": source}
        for name, source in sources.items()
        if source is not None
    ]
    path = folder / student / "ps9_tiny.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    path.write_text(json.dumps(notebook))
    return path
