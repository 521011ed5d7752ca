"""The share of outputs that see padding."""

from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def border_share(n, k):
    """Return the share of outputs that see a zero of the padding."""
    ### BEGIN SOLUTION
    image = np.pad(np.ones((n, n)), k // 2)
    out = np.zeros((n, n))
    for i in range(k):
        for j in range(k):
            out += image[i : i + n, j : j + n]
    return (out < k * k).mean()
    ### END SOLUTION
'''


def reference(n, k):
    return 1 - max(n - k + 1, 0) ** 2 / n**2


CAUSES = (
    Cause(
        "inside-share", "This is the share that sees no padding.", lambda n, k: 1 - reference(n, k)
    ),
    Cause(
        "count-for-share",
        "Divide by the number of outputs.",
        lambda n, k: round(reference(n, k) * n * n),
    ),
    Cause("one-axis", "The border has rows and columns.", lambda n, k: (k - 1) / n),
    Cause("corners-twice", "The corners are counted twice.", lambda n, k: 2 * (k - 1) / n),
    Cause("ring-of-one", "The ring is (k − 1)/2 places wide.", lambda n, k: reference(n, 3)),
    Cause(
        "ring-of-k",
        "The ring is (k − 1)/2 places wide.",
        lambda n, k: 1 - max(n - 2 * (k - 1), 0) ** 2 / n**2,
    ),
)


def draw(rng):
    return [
        ("k = 5", {"n": int(rng.integers(12, 20)), "k": 5}),
        ("k = 7", {"n": int(rng.integers(20, 40)), "k": 7}),
    ]


WRONG = [
    edited("inside-share", "(out < k * k)", "(out == k * k)"),
    edited("count-for-share", ".mean()", ".sum()"),
    edited("one-axis", "return (out < k * k).mean()", "return (k - 1) / n"),
    edited("corners-twice", "return (out < k * k).mean()", "return 2 * (k - 1) / n"),
    edited("ring-of-one", "return (out < k * k).mean()", "return 1 - (n - 2) ** 2 / n**2"),
    edited("ring-of-k", "return (out < k * k).mean()", "return 1 - (n - 2 * (k - 1)) ** 2 / n**2"),
]

RIGHT = [
    """
    def border_share(n, k):
        p = k // 2
        inside = np.zeros((n, n), bool)
        inside[p : n - p, p : n - p] = True
        return 1 - inside.mean()
    """,
    """
    def border_share(n, k):
        row = np.convolve(np.ones(n), np.ones(k), "same")
        out = np.outer(row, row)
        return np.float32(np.mean(out < k**2))
    """,
]
