"""What a learner sees where an answer fails: words, and no traceback through the course's code."""

import textwrap
import traceback

LONGEST = 200  # characters of an error's own words
LONGEST_LINE = 60  # characters of the line that raised it


class NotYet(AssertionError):
    """An answer that is not right yet; notebooks show its words alone."""

    def _render_traceback_(self):
        """Return the lines that IPython shows instead of a traceback."""
        return [str(self).strip()]


def place_of(error, function):
    """Say in which line of a learner's function an error arose.

    Parameters
    ----------
    error : Exception
        One that was raised and caught.
    function : callable

    Returns
    -------
    str
        As ``"line 3: return 1 / n"``; "" where no line of its file was reached.
    """
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == file]
    if not frames:
        return ""
    line = textwrap.shorten(frames[-1].line, LONGEST_LINE, placeholder=" ...")
    return f"line {frames[-1].lineno}: {line}".removesuffix(": ")


def error_words(error):
    """Write an error in one line, with the notes that it carries.

    Parameters
    ----------
    error : Exception

    Returns
    -------
    str

    Examples
    --------
    >>> error_words(ZeroDivisionError("division by zero"))
    'it raises ZeroDivisionError: division by zero'
    """
    said = " ".join(str(error).split())[:LONGEST]
    notes = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
    return f"it raises {type(error).__name__}: {said}".removesuffix(": ") + notes
