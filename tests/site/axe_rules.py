"""axe-core on pages of the site, with what makes it fast enough for all of them.

axe-core looks at every element, and what looks alike it tries again and again: the colored words of
code, the cells of grids. Of those that look alike one is enough.
"""

from pathlib import Path

import axe_playwright_python

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
COLOR_RULES = ["color-contrast", "link-in-text-block"]
NO_COLORS = {"runOnly": RULES, "rules": {rule: {"enabled": False} for rule in COLOR_RULES}}
ONLY_COLORS = {"runOnly": {"type": "rule", "values": COLOR_RULES}}

# Of words of code of one class that look alike in the same kind of box one stays, the others become
# text of their line: they look alike in another color scheme, too. Reading ends before changing.
MERGE_ALIKE = """() => {
  const seen = new Set();
  const alike = [...document.querySelectorAll(".highlight pre span")].filter((word) => {
    const bare = word.getAttributeNames().every((name) => name === "class");
    if (!bare || word.querySelector("[id], [role], [tabindex], a")) return false;
    const box = word.closest(".highlight");
    const kinds = [box.parentElement, box.parentElement.parentElement].map((one) => one.className);
    const look = [word, word.closest("pre"), box].flatMap((one) => {
      const { color, backgroundColor, fontWeight, fontSize, opacity } = getComputedStyle(one);
      return [color, backgroundColor, fontWeight, fontSize, opacity];
    });
    const key = [word.className, ...kinds, ...look].join();
    return seen.has(key) || !seen.add(key);
  });
  for (const word of alike) word.replaceWith(...word.childNodes);
}"""
# One of the texts and controls for each way to look, shadow trees included: own colors and letters,
# and the colors that lie under them.
DISTINCT = """(within) => {
  const grounds = new Map();
  const under = (node) => {
    if (!(node instanceof Element)) return node instanceof ShadowRoot ? under(node.host) : "";
    if (!grounds.has(node)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(node);
      const own = [backgroundColor, backgroundImage, opacity, position].join();
      grounds.set(node, `${under(node.assignedSlot || node.parentNode)};${own}`);
    }
    return grounds.get(node);
  };
  const distinct = new Map();
  const look = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) look(one.shadowRoot);
      const words = [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
      if (!(words || one.matches("input, select, textarea")) || !one.checkVisibility()) continue;
      const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(one);
      const names = [one.localName, one.className, one.parentElement?.className];
      const states = [one.disabled, one.ariaDisabled];
      const letters = [color, fontSize, fontWeight, textDecorationLine];
      const key = [under(one), ...letters, ...names, ...states].join();
      if (!distinct.has(key)) distinct.set(key, one);
    }
  };
  look(within ? document.querySelector(within) : document);
  return [...distinct.values()];
}"""
RUN = f"""async ([within, options, colors]) => {{
  const found = options ? (await axe.run(within || document, options)).violations : [];
  const include = colors ? ({DISTINCT})(within) : [];
  if (!include.length) return found;
  return [...found, ...(await axe.run({{ include }}, colors)).violations];
}}"""


def broken_rules(page, within=None, colors=True, others=True):
    """Return the broken rules of a page, or of what a selector finds: name and pieces of HTML."""
    page.evaluate(MERGE_ALIKE)
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    chosen = [NO_COLORS if others else None, ONLY_COLORS if colors else None]
    violations = page.evaluate(RUN, [within, *chosen])
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in violations}
