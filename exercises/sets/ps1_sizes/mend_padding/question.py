"""Mend the padding that keeps the size."""

from cnnlib import shapes
from cnnlib.checks import Cause
from cnnlib.questions import edited

STARTER = '''
def same_padding(k, d=1):
    """Return (before, after), so that stride 1 keeps the length."""
    total = d * k
    after = total // 2
    return total - after, after
'''

SOLUTION = '''
def same_padding(k, d=1):
    """Return (before, after), so that stride 1 keeps the length."""
    total = d * (k - 1)
    before = total // 2
    return before, total - before
'''


def reference(k, d):
    return shapes.resolve_padding("same", k, 1, d)[0]


def shared(total, first=False):
    before = total // 2
    return (total - before, before) if first else (before, total - before)


CAUSES = (
    Cause(
        "kernel-not-minus-one", "A kernel of k places adds k − 1 steps.", lambda k, d: shared(d * k)
    ),
    Cause(
        "kernel-not-minus-one",
        "A kernel of k places adds k − 1 steps.",
        lambda k, d: shared(d * k, first=True),
    ),
    Cause(
        "odd-place-first",
        "The odd place goes to the end.",
        lambda k, d: shared(d * (k - 1), first=True),
    ),
    Cause("dilation-ignored", "Dilation spreads the kernel.", lambda k, d: shared(k - 1)),
    Cause(
        "full-padding", "Half of the steps on each side.", lambda k, d: (d * (k - 1), d * (k - 1))
    ),
    Cause(
        "symmetric",
        "With an even kernel the two sides differ.",
        lambda k, d: (d * (k - 1) // 2, d * (k - 1) // 2),
    ),
)


def draw(rng):
    odd = int(rng.choice([3, 5, 7]))
    even = int(rng.choice([2, 4, 6, 8]))
    return [
        ("an odd kernel", {"k": odd, "d": 1}),
        ("an even kernel", {"k": even, "d": 1}),
        ("an even kernel, spread", {"k": even, "d": 3}),
    ]


WRONG = [
    edited("kernel-not-minus-one", "d * (k - 1)", "d * k"),
    edited("odd-place-first", "return before, total - before", "return total - before, before"),
    edited("dilation-ignored", "d * (k - 1)", "k - 1"),
    edited("full-padding", "return before, total - before", "return total, total"),
    edited("symmetric", "return before, total - before", "return before, before"),
]

RIGHT = [
    """
    def same_padding(k, d=1):
        reach = d * (k - 1)
        return reach // 2, (reach + 1) // 2
    """,
    """
    def same_padding(k, d=1):
        for total in range(100):
            if 50 + total - (d * (k - 1) + 1) + 1 == 50:
                return [int(np.floor(total / 2)), int(np.ceil(total / 2))]
    """,
]
