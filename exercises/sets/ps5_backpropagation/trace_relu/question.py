"""Two routes from an input to the loss, one of them through a ReLU."""

from cnnlib.questions import filled, printed

CODE = """
x = {x}
u = {a} * x
v = max({b} * x, 0)
loss = u * v + {c} * v

# backward
grad_u = v
grad_v = u + {c}
grad_x = {a} * grad_u
if {b} * x > 0:
    grad_x += {b} * grad_v
print(grad_x)
"""


def values(rng):
    a, b, c = (int(n) for n in rng.choice(range(2, 30), 3, replace=False))
    return {"x": int(rng.integers(2, 20)), "a": a, "b": b, "c": c}


def answer(v):
    return printed(filled(CODE, v))


def parts(v):
    u, w = v["a"] * v["x"], v["b"] * v["x"]
    return u, w, v["a"] * w, v["b"] * (u + v["c"])


MISTAKES = {
    "one-route": ("x reaches the loss by u and by v: add both.", lambda v: parts(v)[2]),
    "other-route": ("x reaches the loss by u and by v: add both.", lambda v: parts(v)[3]),
    "routes-multiplied": (
        "Multiply along a route, add over routes.",
        lambda v: parts(v)[2] * parts(v)[3],
    ),
    "loss-for-gradient": ("This is the loss.", lambda v: (parts(v)[0] + v["c"]) * parts(v)[1]),
    "constant-forgotten": (
        "The loss has v twice: its derivative for v is u plus the constant.",
        lambda v: parts(v)[2] + v["b"] * parts(v)[0],
    ),
}
