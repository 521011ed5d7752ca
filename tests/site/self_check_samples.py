"""One self-check of each kind, and the chapter that holds them."""

from tests.site.form_book import text

HEAD = "::::{admonition} Check yourself\n:class: self-check "
ANSWER = "\n\n:::{admonition} Answer\n:class: dropdown\n\n"
END = "\n:::\n::::"


def box(kind, question, answer):
    """Return the Markdown of a self-check."""
    return f"{HEAD}{kind}\n\n{question}{ANSWER}{answer}{END}"


NUMBER = box(
    "number",
    "A strip of 32 places meets a kernel of 5 with $s = 2$ and $p = 1$.\nHow many windows fit?",
    """\
**{{ shapes.output_size(32, 5, stride=2, padding=1) }}**: the padded strip has 34 places.

- **{{ shapes.output_size(32, 5, stride=2) }}:** You left out the padding.
- **{{ shapes.output_size(32, 5, padding=1) }}:** You moved by one place, not by two.
- **Otherwise:** Put the numbers into the formula, and round down.""",
)
CHOICE = box(
    "choice",
    """\
Why does a filter of $k = 3$ have *nine* weights?

1. Nine filters share one window.
2. Each of the nine pixels of a window meets a weight of its own, $w_{i, j}$.
3. The output has nine places.""",
    """\
1. One filter has nine weights by itself.
2. **Right.** A window of {{ 3 * 3 }} pixels needs as many weights.
3. The number of weights does not depend on the output.""",
)
TRACE = box(
    "trace",
    """\
What does this print?

```python
kernel = np.array([1, 2])
print([int(x @ kernel) for x in ([1, 0], [0, 1])])
```""",
    """\
**`{{ printed }}`**: each window picks one weight.

- **`[2, 1]`:** That is the kernel flipped.
- **Otherwise:** Multiply each window with the kernel, and add.""",
)
GRID = box(
    "grid",
    """\
Where does the maximum over the whole grid stand?

|   | 0 | 1 | 2 |
| - | - | - | - |
| 0 | 3 | 1 | 4 |
| 1 | 1 | 5 | 2 |""",
    """\
**{{ largest(grid) }}**: {{ int(grid.max()) }} is the largest number.

- **{{ place(0, 2) }}:** That is the largest of the first row only.
- **Otherwise:** Compare all six numbers with each other.""",
)
ORDER = box(
    "order",
    """\
In which order does a convolution with padding run?

1. Multiply the window with the kernel and add.
2. Put zeros around the image.
3. Cut out a window.""",
    """\
**2, 3, 1**: windows are cut out of the padded image.

- **2 before 3:** Windows at the border need the zeros.
- **3 before 1:** There is nothing to multiply before a window is there.""",
)
SAMPLES = {"number": NUMBER, "choice": CHOICE, "trace": TRACE, "grid": GRID, "order": ORDER}


def cells():
    """Return the cells of a chapter: a section for each kind, the last with two self-checks."""
    opening = text("# Check\n\nA chapter that asks.")
    sections = [
        cell
        for kind, source in SAMPLES.items()
        for cell in (text(f"## Section of {kind}\n\nRead this first.", "core"), text(source))
    ]
    closing = [text("## Summary\n\nIt was asked.")]
    return [opening, *sections, text(CHOICE.replace("nine*", "9*")), *closing]
