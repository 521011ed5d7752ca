"""What an author may change without changing the code leaves the marks as they are."""

import pytest

from cnnlib.grading.similarity.marks import marks


def kinds(source):
    return [mark.kind for mark in marks(source)]


PLAIN = "def f(a, b):\n    return np.pad(a, b)[0] * 2\n"


@pytest.mark.parametrize(
    "same",
    [
        "def g(x, width):\n    return np.pad(x, width)[0] * 2",
        "def f(a: int, b: int = 0) -> int:\n    return ((np.pad)(a, b))[0] * 2".replace(" = 0", ""),
        'def f(a, b):\n    """Words."""\n\n    # more\n    return (\n  np.pad(a,\nb)[0]*2)',
        "%matplotlib inline\n!ls\n" + PLAIN,
        "x = = 3\n" + PLAIN,
    ],
)
def test_same_code(same):
    assert kinds(same)[-len(kinds(PLAIN)) :] == kinds(PLAIN)


@pytest.mark.parametrize(
    ("old", "new"), [("* 2", "* 3"), ("* 2", "+ 2"), ("np.pad", "np.roll"), ("[0]", "[b]")]
)
def test_other_code(old, new):
    assert kinds(PLAIN.replace(old, new)) != kinds(PLAIN)


def test_lines():
    assert [(m.kind, m.name, m.line) for m in marks("\nx = 1\ny = x")][:3] == [
        ("Assign", "", 2),
        ("Name", "x", 2),
        ("Constant 1", "", 2),
    ]
