"""The gradient goes to the winner of each window."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.max_pool2d_backward

SOLUTION = '''
def max_pool2d_backward(grad_output, x, kernel_size, stride):
    """Give each window's gradient to its winner."""
    ### BEGIN SOLUTION
    grad_x = np.zeros(x.shape)
    for n, c, a, b in np.ndindex(grad_output.shape):
        top, left = a * stride, b * stride
        window = x[n, c, top : top + kernel_size, left : left + kernel_size]
        i, j = np.unravel_index(window.argmax(), window.shape)
        grad_x[n, c, top + i, left + j] += grad_output[n, c, a, b]
    return grad_x
    ### END SOLUTION
'''

THIRD = 1 / 3
TIES = """        ties = window == window.max()
        old = grad_x[n, c, top : top + kernel_size, left : left + kernel_size]
        old += {what} * grad_output[n, c, a, b]
"""
WINNER = """        i, j = np.unravel_index(window.argmax(), window.shape)
        grad_x[n, c, top + i, left + j] += grad_output[n, c, a, b]
"""
WRONG = [
    edited("gradient-to-all-ties", WINNER, TIES.replace("{what}", "ties"), lost=THIRD),
    edited(
        "gradient-shared-by-ties", WINNER, TIES.replace("{what}", "ties / ties.sum()"), lost=THIRD
    ),
    edited("gradient-to-all", WINNER, TIES.replace("{what}", "1")),
    edited("gradient-overwritten", "+= grad_output", "= grad_output", lost=THIRD),
    edited(
        "last-tie", "window.argmax()", "window.size - 1 - window[::-1, ::-1].argmax()", lost=THIRD
    ),
    edited("value-for-gradient", "+= grad_output[n, c, a, b]", "+= window.max()"),
    edited("mean-for-max", WINNER, TIES.replace("{what}", "1 / window.size")),
]

RIGHT = [
    """
    import torch

    def max_pool2d_backward(grad_output, x, kernel_size, stride):
        x = torch.tensor(np.array(x), requires_grad=True)
        out = torch.nn.functional.max_pool2d(x, int(kernel_size), int(stride))
        out.backward(torch.tensor(np.array(grad_output), dtype=x.dtype))
        return x.grad.numpy()
    """,
    """
    def max_pool2d_backward(grad_output, x, kernel_size, stride):
        grad_x = np.zeros_like(x)
        for place in np.ndindex(grad_output.shape):
            best = None
            for i in range(kernel_size):
                for j in range(kernel_size):
                    spot = (*place[:2], place[2] * stride + i, place[3] * stride + j)
                    if best is None or x[spot] > x[best]:
                        best = spot
            grad_x[best] += grad_output[place]
        return grad_x
    """,
]
