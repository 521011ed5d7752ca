"""The share of a field that a dilated stack sees."""

from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def seen_share(dilations):
    """Return the share of the field that is seen."""
    ### BEGIN SOLUTION
    seen = {0}
    for d in dilations:
        seen = {place + i * d for place in seen for i in range(3)}
    field = max(seen) - min(seen) + 1
    return len(seen) / field
    ### END SOLUTION
'''


def seen(dilations):
    found = {0}
    for d in dilations:
        found = {place + i * d for place in found for i in range(3)}
    return found


def reference(dilations):
    return len(seen(dilations)) / (2 * sum(dilations) + 1)


CAUSES = (
    Cause(
        "missed-share",
        "This is the share of the holes.",
        lambda dilations: 1 - reference(dilations),
    ),
    Cause(
        "paths-counted",
        "A place that is seen twice counts once.",
        lambda dilations: 3 ** len(dilations) / (2 * sum(dilations) + 1),
    ),
    Cause(
        "field-off-by-one",
        "The field holds both ends.",
        lambda dilations: len(seen(dilations)) / (2 * sum(dilations)),
    ),
    Cause("percent", "A share lies between 0 and 1.", lambda dilations: 100 * reference(dilations)),
    Cause(
        "count-for-share",
        "Divide by the size of the field.",
        lambda dilations: len(seen(dilations)),
    ),
    Cause(
        "one-layer", "All layers spread the places.", lambda dilations: reference(dilations[-1:])
    ),
    Cause(
        "two-weights",
        "The kernel has three weights.",
        lambda dilations: (
            len(
                {
                    sum(d for k, d in enumerate(dilations) if bits >> k & 1)
                    for bits in range(2 ** len(dilations))
                }
            )
            / (sum(dilations) + 1)
        ),
    ),
)


def draw(rng):
    d = int(rng.integers(3, 6))
    middle = int(rng.choice([5, 6, 7, 9]))
    return [
        ("equal dilations", {"dilations": (d, d, d)}),
        ("different dilations", {"dilations": (8, middle, 4)}),
    ]


WRONG = [
    edited("missed-share", "len(seen) / field", "1 - len(seen) / field"),
    edited(
        "paths-counted",
        "seen = {place + i * d for place in seen for i in range(3)}",
        "seen = [place + i * d for place in seen for i in range(3)]",
    ),
    edited("field-off-by-one", "min(seen) + 1", "min(seen)"),
    edited("percent", "len(seen) / field", "100 * len(seen) / field"),
    edited("count-for-share", "len(seen) / field", "len(seen)"),
    edited("one-layer", "for place in seen", "for place in {0}"),
    edited("two-weights", "range(3)", "range(2)"),
]

RIGHT = [
    """
    def seen_share(dilations):
        paths = np.ones(1)
        for d in dilations:
            kernel = np.zeros(2 * d + 1)
            kernel[::d] = 1
            paths = np.convolve(paths, kernel)
        return np.count_nonzero(paths > 0.5) / len(paths)
    """,
    """
    def seen_share(dilations):
        seen = np.zeros(2 * sum(dilations) + 1, bool)
        seen[0] = True
        for d in dilations:
            once, twice = np.roll(seen, d), np.roll(seen, 2 * d)
            seen = seen | once | twice
        return seen.mean()
    """,
    """
    import itertools

    def seen_share(dilations):
        places = {sum(step) for step in itertools.product(*([0, d, 2 * d] for d in dilations))}
        return len(places) / (max(places) + 1)
    """,
]
