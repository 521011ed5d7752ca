"""The errors of forward and of central differences."""

from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def errors(x, h):
    """Return the errors of the forward and of the central difference of x**3."""
    ### BEGIN SOLUTION
    right = 3 * x**2
    forward = ((x + h) ** 3 - x**3) / h
    central = ((x + h) ** 3 - (x - h) ** 3) / (2 * h)
    return abs(forward - right), abs(central - right)
    ### END SOLUTION
'''
RTOL = 1e-4


def reference(x, h):
    return abs(3 * x * h + h * h), h * h


def central_by_h(x, h):
    central = ((x + h) ** 3 - (x - h) ** 3) / h
    return reference(x, h)[0], abs(central - 3 * x * x)


CAUSES = (
    Cause("divided-by-h", "The two points are 2h apart.", central_by_h),
    Cause("swapped", "The forward difference comes first.", lambda x, h: reference(x, h)[::-1]),
    Cause(
        "backward", "Forward means from x to x + h.", lambda x, h: (abs(3 * x * h - h * h), h * h)
    ),
    Cause(
        "estimates",
        "Return the errors, not the estimates.",
        lambda x, h: (3 * x * x + 3 * x * h + h * h, 3 * x * x + h * h),
    ),
    Cause(
        "relative",
        "The absolute errors are asked for.",
        lambda x, h: tuple(error / (3 * x * x) for error in reference(x, h)),
    ),
    Cause(
        "second-derivative",
        "The derivative of x³ is 3x².",
        lambda x, h: (abs(3 * x * x + 3 * x * h + h * h - 6 * x), abs(3 * x * x + h * h - 6 * x)),
    ),
)


def draw(rng):
    return [
        ("a large step", {"x": int(rng.integers(3, 8)) / 4, "h": 0.5}),
        ("a smaller step", {"x": int(rng.integers(9, 17)) / 4, "h": 0.125}),
    ]


WRONG = [
    edited("divided-by-h", "/ (2 * h)", "/ h"),
    edited(
        "swapped",
        "abs(forward - right), abs(central - right)",
        "abs(central - right), abs(forward - right)",
    ),
    edited("backward", "((x + h) ** 3 - x**3)", "(x**3 - (x - h) ** 3)"),
    edited("estimates", "abs(forward - right), abs(central - right)", "forward, central"),
    edited(
        "relative",
        "abs(forward - right), abs(central - right)",
        "abs(forward / right - 1), abs(central / right - 1)",
    ),
    edited("second-derivative", "3 * x**2", "6 * x"),
]

RIGHT = [
    """
    def errors(x, h):
        def f(t):
            return t * t * t
        estimates = np.array([(f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (h + h)])
        return np.abs(estimates - 3 * x * x)
    """,
    """
    def errors(x, h):
        return [abs(3 * x * h + h**2), h**2]
    """,
    """
    import torch

    def errors(x, h):
        t = torch.tensor(float(x), dtype=torch.float64, requires_grad=True)
        (t**3).backward()
        forward, central = ((x + h)**3 - x**3) / h, ((x + h)**3 - (x - h)**3) / (2 * h)
        return abs(forward - t.grad), abs(central - t.grad)
    """,
]
