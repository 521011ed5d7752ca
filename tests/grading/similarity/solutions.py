"""Right solutions of two tasks, written independently of each other, and ways to copy one."""

import ast
import re

STARTER = {
    "conv2d": '''
import numpy as np


def conv2d(x, weight, bias, stride=1, padding=0):
    """Cross-correlate a batch of images (N, C, H, W) with kernels (K, C, kh, kw)."""
    x = np.asarray(x, dtype=np.float64)
    weight = np.asarray(weight, dtype=np.float64)
    if x.shape[1] != weight.shape[1]:
        raise ValueError(f"channels differ: {x.shape[1]} and {weight.shape[1]}")
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    # Write the sums of products into out.
''',
    "max_pool": "def max_pool(x, size):\n    # Return (N, C, H // size, W // size).\n",
}

LOOPS = {
    "conv2d": STARTER["conv2d"]
    + """
    n, c, h, w = padded.shape
    k, _, kh, kw = weight.shape
    oh = (h - kh) // stride + 1
    ow = (w - kw) // stride + 1
    out = np.zeros((n, k, oh, ow))
    for sample in range(n):
        for channel in range(k):
            for a in range(oh):
                for b in range(ow):
                    top = a * stride
                    left = b * stride
                    window = padded[sample, :, top : top + kh, left : left + kw]
                    out[sample, channel, a, b] = np.sum(window * weight[channel]) + bias[channel]
    return out
""",
    "max_pool": """
def max_pool(x, size):
    n, c, h, w = x.shape
    out = np.zeros((n, c, h // size, w // size))
    for a in range(h // size):
        for b in range(w // size):
            rows = slice(a * size, (a + 1) * size)
            columns = slice(b * size, (b + 1) * size)
            out[:, :, a, b] = x[:, :, rows, columns].max(axis=(2, 3))
    return out
""",
}
WINDOWS = {
    "conv2d": STARTER["conv2d"]
    + """
    kh, kw = weight.shape[2:]
    view = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(2, 3))
    view = view[:, :, ::stride, ::stride]
    return np.einsum("ncabij,kcij->nkab", view, weight) + bias[:, None, None]
""",
    "max_pool": """
def max_pool(x, size):
    n, c, h, w = x.shape
    return x.reshape(n, c, h // size, size, w // size, size).max(axis=5).max(axis=3)
""",
}
SHIFTS = {
    "conv2d": STARTER["conv2d"]
    + """
    filters, _, height, width = weight.shape
    rows = (padded.shape[2] - height) // stride + 1
    columns = (padded.shape[3] - width) // stride + 1
    result = np.tile(bias.reshape(1, -1, 1, 1), (x.shape[0], 1, rows, columns)).astype(float)
    for i in range(height):
        down = slice(i, i + stride * rows, stride)
        for j in range(width):
            shifted = padded[:, :, down, j : j + stride * columns : stride]
            result += np.tensordot(weight[:, :, i, j], shifted, axes=(1, 1)).swapaxes(0, 1)
    return result
""",
    "max_pool": """
def max_pool(x, size):
    best = x[:, :, ::size, ::size]
    for i in range(size):
        for j in range(size):
            best = np.maximum(best, x[:, :, i::size, j::size])
    return best
""",
}
COLUMNS = {
    "conv2d": STARTER["conv2d"]
    + """
    n = len(padded)
    k, c, kh, kw = weight.shape
    out_h, out_w = [1 + (s - f) // stride for s, f in zip(padded.shape[2:], (kh, kw))]
    columns = []
    for r in range(out_h):
        for q in range(out_w):
            patch = padded[:, :, r * stride : r * stride + kh, q * stride : q * stride + kw]
            columns.append(patch.reshape(n, -1))
    product = np.stack(columns, axis=2)
    flat = weight.reshape(k, -1) @ product
    return flat.reshape(n, k, out_h, out_w) + bias[None, :, None, None]
""",
    "max_pool": """
def max_pool(x, size):
    answer = np.empty(x.shape[:2] + (x.shape[2] // size, x.shape[3] // size))
    for index in np.ndindex(*answer.shape):
        image, channel, r, q = index
        tile = x[image, channel, r * size : r * size + size, q * size : q * size + size]
        answer[index] = tile.flatten()[np.argmax(tile)]
    return answer
""",
}
NESTED = {
    "conv2d": STARTER["conv2d"]
    + '''
    def one_place(image, kernel, r, q):
        """Sum of products at one place."""
        total = 0.0
        for ch in range(kernel.shape[0]):
            for i in range(kernel.shape[1]):
                for j in range(kernel.shape[2]):
                    total += image[ch, r + i, q + j] * kernel[ch, i, j]
        return total

    last_r = padded.shape[2] - weight.shape[2]
    last_q = padded.shape[3] - weight.shape[3]
    return np.array(
        [
            [
                [
                    [one_place(image, kernel, r, q) + b for q in range(0, last_q + 1, stride)]
                    for r in range(0, last_r + 1, stride)
                ]
                for kernel, b in zip(weight, bias)
            ]
            for image in padded
        ]
    )
''',
    "max_pool": """
def max_pool(x, size):
    halves = np.stack([x[:, :, :, j::size] for j in range(size)]).max(axis=0)
    return np.stack([halves[:, :, i::size] for i in range(size)]).max(axis=0)
""",
}
INDEPENDENT = {
    "loops": LOOPS,
    "windows": WINDOWS,
    "shifts": SHIFTS,
    "columns": COLUMNS,
    "nested": NESTED,
}


class _Renamed(ast.NodeTransformer):
    """Gives every name that the source itself binds a new one."""

    def __init__(self, names):
        self.names = names

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node):
        node.arg = self.names.get(node.arg, node.arg)
        return node


def renamed(source, keep=()):
    """Return a copy with other names for arguments and variables, some of them kept."""
    tree = ast.parse(source)
    bound = {
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    bound |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    names = {name: f"value_{i}" for i, name in enumerate(sorted(bound - {*keep}))}
    return ast.unparse(_Renamed(names).visit(tree))


def reformatted(source):
    """Return a copy laid out in another way, with comments, blank lines and parentheses."""
    lines = ast.unparse(ast.parse(source)).split("\n")
    spread = [
        re.sub(r"^(\s*)return (.+)$", r"\1return (\n\1    \2\n\1)  # done", line) for line in lines
    ]
    return "# my own work\n\n" + "\n\n# next step\n".join(spread).replace("    ", "  ")


def reordered(source):
    """Return a copy with its top-level statements in reverse, imports first."""
    body = ast.parse(source).body
    imports = [node for node in body if isinstance(node, ast.Import)]
    others = [node for node in body if not isinstance(node, ast.Import)]
    return ast.unparse(ast.Module([*imports, *reversed(others)], []))
