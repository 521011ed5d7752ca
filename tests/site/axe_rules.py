"""axe-core on pages of the site, with what makes it fast enough for all of them."""

from pathlib import Path

import axe_playwright_python

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

# axe-core looks at every element, and most elements of a chapter are the colored words of its code.
# Of those that look alike in the same kind of box one stays, the others become text of their line.
MERGE_ALIKE = """() => {
  const seen = new Set();
  for (const word of document.querySelectorAll(".highlight pre span")) {
    const bare = word.getAttributeNames().every((name) => name === "class");
    if (!bare || word.querySelector("[id], [role], [tabindex], a")) continue;
    const box = word.closest(".highlight");
    const kinds = [box.parentElement, box.parentElement.parentElement].map((one) => one.className);
    const look = [word, word.closest("pre"), box].flatMap((one) => {
      const { color, backgroundColor, fontWeight, fontSize, opacity } = getComputedStyle(one);
      return [color, backgroundColor, fontWeight, fontSize, opacity];
    });
    const key = [...kinds, ...look].join();
    if (seen.has(key)) word.replaceWith(...word.childNodes);
    else seen.add(key);
  }
}"""
RUN = "([within, rules]) => axe.run(within || document, {runOnly: rules})"


def broken_rules(page, within=None):
    """Return the broken rules of a page, or of what a selector finds: name and pieces of HTML."""
    page.evaluate(MERGE_ALIKE)
    page.add_script_tag(path=AXE)
    violations = page.evaluate(RUN, [within, RULES])["violations"]
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in violations}
