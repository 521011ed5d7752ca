"""Sums of letters, as one writes a small convolution by hand: w11+w12+w21+w22.

A result that is linear in the weights is the sum of each weight times its slope. With one weight
set to 1 and all others to 0, an operator returns the slopes for that weight.
Letters count from 1, as on paper. Taught in chapter 5.
"""

import numpy as np

from cnnlib.explorers import svg

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def letter_names(shape, letter="w"):
    """Return the names of the numbers of a matrix of that shape.

    >>> print(letter_names((2, 2)))
    [['w₁₁' 'w₁₂']
     ['w₂₁' 'w₂₂']]
    """
    names = [f"{letter}{i + 1}{j + 1}".translate(SUBSCRIPTS) for i, j in np.ndindex(shape)]
    return np.array(names).reshape(shape)


def sum_of_letters(slopes):
    """Write a sum of letters, one line for each row of the kernel that takes part.

    >>> print(sum_of_letters([[1, -2], [0, 3]]))
    w₁₁−2w₁₂
    +3w₂₂
    """
    slopes = np.asarray(slopes)
    lines = []
    for factors, names in zip(slopes, letter_names(slopes.shape), strict=True):
        line = ""
        for factor, name in zip(factors, names, strict=True):
            sign = "\N{MINUS SIGN}" if factor < 0 else "+" if lines or line else ""
            size = "" if abs(factor) == 1 else svg.number(abs(factor))
            line += f"{sign}{size}{name}" if factor else ""
        lines += [line] if line else []
    return "\n".join(lines) or "0"


def letter_sums(linear, shape):
    """Write every value of a function that is linear in a kernel as a sum of letters.

    Parameters
    ----------
    linear : callable
        Takes weights of `shape`, returns an ndarray of shape (rows, columns).
    shape : (int, int)

    Returns
    -------
    ndarray of str, shape (rows, columns)

    Examples
    --------
    >>> print(letter_sums(lambda weight: 5 * weight[:, :1], (2, 2)))
    [['5w₁₁']
     ['5w₂₁']]
    """
    results = [linear(probe) for probe in np.eye(shape[0] * shape[1]).reshape(-1, *shape)]
    slopes = np.stack(results, axis=-1)  # (rows, columns, weights)
    sums = [sum_of_letters(cell) for cell in slopes.reshape(-1, *shape)]
    return np.array(sums).reshape(slopes.shape[:2])
