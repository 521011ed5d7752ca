"""What tests read off an explorer: numbers in grids, and what axe-core finds."""

import numpy as np
from axe_playwright_python.sync_playwright import Axe


def to_number(text):
    """Read a number as an explorer writes it; an empty cell is NaN."""
    return float(text.replace("\N{MINUS SIGN}", "-")) if text else float("nan")


def grid_values(element, name):
    """Return the numbers of the grid called `name`, read-only or editable, without padding."""
    rows = element.get_by_role("grid", name=name, exact=True).get_by_role("row").all()
    values = []
    for row in rows:
        cells = row.get_by_role("gridcell")
        values.append(
            cells.evaluate_all(
                "cells => cells.map(c => c.querySelector('input')?.value ?? c.textContent)"
            )
        )
    return np.array([[to_number(text) for text in row] for row in values if row])


def finish(element):
    """Step to the last output, so that every number is shown."""
    element.get_by_role("grid", name="Output").get_by_role("gridcell").last.click()


def violations(page):
    """Run axe-core and return one line for each rule that is broken."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def overflow(page):
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
