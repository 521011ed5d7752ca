"""Right answers that look odd, as honest students write them; each is the source of `double`."""

ANSWERS = {
    "plain": "def double(x):\n    return 2 * x",
    "lists": "def double(x):\n    return [v * 2 for v in x] if x.ndim == 1 else (x + x).tolist()",
    "loops": """
def double(x):
    y = np.empty_like(x)
    for place in np.ndindex(x.shape):
        y[place] = x[place] * 2
    return y
""",
    "in place": "def double(x):\n    x *= 2\n    return x",
    "lambda": "double = lambda x: x * 2",
    "a class": """
from dataclasses import dataclass
@dataclass
class Doubler:
    factor: int = 2
    def __call__(self, x):
        return self.factor * x
double = Doubler()
""",
    "a deque of rows": """
from collections import deque
def double(x):
    return deque((2 * x).tolist())
""",
    "a buffer": "def double(x):\n    return memoryview(2 * x)",
    "an array of the standard library": """
from array import array
def double(x):
    return [array("d", 2 * row) for row in x] if x.ndim == 2 else array("d", 2 * x)
""",
    "numbers of NumPy in lists": """
def double(x):
    return [[*(2 * row)] for row in x] if x.ndim == 2 else [*(2 * x)]
""",
    "single precision": "def double(x):\n    return (2 * x).astype(np.float32)",
    "foreign byte order": "def double(x):\n    return (2 * x).astype('>f8')",
    "columns first": "def double(x):\n    return np.asfortranarray(2 * x)",
    "a view": "def double(x):\n    return np.repeat(2 * x[..., None], 2, axis=-1)[..., 0]",
    "a matrix": "def double(x):\n    return np.matrix(2 * x) if x.ndim == 2 else 2 * x",
    "a masked array": "def double(x):\n    return np.ma.array(2 * x)",
    "a tensor": "import torch\ndef double(x):\n    return torch.tensor(x) * 2",
    "a tensor with gradients": """
import torch
def double(x):
    return torch.tensor(x, dtype=torch.float64, requires_grad=True) * 2
""",
    "warnings": """
import warnings
def double(x):
    warnings.warn("careful")
    np.array([1.0]) / 0
    return 2 * x
""",
    "prints": "def double(x):\n    for _ in range(1000):\n        print('x', x)\n    return 2 * x",
    "unicode prints": "def double(x):\n    print('Größe ✓ 李')\n    return 2 * x",
    "a progress bar": """
from tqdm import tqdm
def double(x):
    return np.array([2 * row for row in tqdm(x)])
""",
    "errors on the standard error": """
import sys
def double(x):
    sys.stderr.write("hm")
    sys.stdout.flush()
    return 2 * x
""",
    "magics": "%matplotlib inline\n%time y = 3\n!ls\ndef double(x):\n    return 2 * x\ndouble?",
    "a cell magic": "%%time\ndef double(x):\n    return 2 * x",
    "a demonstration that fails": "def double(x):\n    return 2 * x\nplt.imshow(double(photo))",
    "a failing assert of its own": """
def double(x):
    return 2 * x
assert (double(np.ones(2)) == 3).all(), "hm"
""",
    "its own checks": """
from cnnlib import checks
def double(x):
    return 2 * x
checks.run_cases(double, [checks.Case("mine", {"x": 1}, 2)]).require()
display(double(np.ones(2)))
""",
    "a figure": """
import matplotlib.pyplot as plt
def double(x):
    return 2 * x
plt.plot(double(np.arange(3)))
plt.show()
""",
    "a file": """
def double(x):
    np.save("mine.npy", 2 * x)
    return np.load("mine.npy")
""",
    "a temporary file": """
import tempfile
def double(x):
    with tempfile.TemporaryFile() as file:
        np.save(file, 2 * x)
        file.seek(0)
        return np.load(file)
""",
    "threads": """
from concurrent.futures import ThreadPoolExecutor
def double(x):
    with ThreadPoolExecutor(4) as pool:
        return np.array(list(pool.map(lambda row: 2 * row, x)))
""",
    "a subprocess": """
import subprocess, sys
def double(x):
    out = subprocess.run([sys.executable, "-c", "print(2)"], capture_output=True, text=True)
    return int(out.stdout) * x
""",
    "main": "def double(x):\n    return 2 * x\nif __name__ == '__main__':\n    print(double(3))",
    "its own source": """
import inspect
def double(x):
    return 2 * x if "double" in inspect.getsource(double) else None
""",
    "annotations": """
from __future__ import annotations
def double(x: np.ndarray) -> np.ndarray:
    return 2 * x
""",
    "recursion": """
def double(x):
    if x.ndim == 1:
        return 2 * x
    return np.array([double(row) for row in x])
""",
    "a cache": """
memory = {}
def double(x):
    key = x.tobytes()
    if key not in memory:
        memory[key] = 2 * x
    return memory[key]
""",
    "the same array twice": """
buffer = {}
def double(x):
    out = buffer.setdefault(x.shape, np.zeros(x.shape))
    out[...] = 2 * x
    return out
""",
    "windows line ends": "def double(x):\r\n    return 2 * x\r\n",
    "tabs": "def double(x):\n\treturn 2 * x",
    "unicode names": "def double(größe, *, λ=2, x=None):\n    return λ * größe"
    "\n_double = double\ndef double(x):\n    return _double(x)",
    "a name that reads like a hack": "def double(x):\n    __class__ = 2\n    return __class__ * x",
    "another seed": "np.random.seed(3)\ndef double(x):\n    return 2 * x + 0 * np.random.rand()",
    "errors as warnings": "np.seterr(all='raise')\ndef double(x):\n    return 2 * x",
    "a new global np": "import numpy\nnp = numpy\ndel numpy\ndef double(x):\n    return x + x",
    "einsum": "def double(x):\n    return np.einsum('...,->...', x, 2)",
    "scipy": """
from scipy import ndimage
def double(x):
    return ndimage.shift(2 * x, 0, order=0)
""",
    "memory of half a gigabyte": "def double(x):\n    return 2 * x + np.ones(1 << 25)[0] - 1",
    "a global answer": "y = 7\ndef double(x):\n    global y\n    y = 2 * x\n    return y",
    "a garbage collection": "import gc\ndef double(x):\n    gc.collect()\n    return 2 * x",
    "exit in a demonstration": """
def double(x):
    return 2 * x
if not callable(double):
    exit()
""",
}
