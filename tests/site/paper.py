"""What a page shows on paper: its texts, with their colors."""

import json

# For each piece of visible text: its color, the color behind it, and their contrast.
TEXTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (...layers) => {  // from the back to the front, on white paper
    canvas.fillStyle = "#fff";
    canvas.fillRect(0, 0, 1, 1);
    for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (channels) => channels.map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const known = new Map();  // by colors: painting is slow
  const pair = (layers, color) => {
    const key = [...layers, color].join(";");
    if (!known.has(key)) {
      const [back, ink] = [paint(...layers), paint(...layers, color)];
      known.set(key, { ink, back, contrast: contrast(ink, back) });
    }
    return known.get(key);
  };
  const backgrounds = new Map();  // by element: its own and those of all around it
  const layersUnder = (node) => {
    if (!node) return [];
    if (!backgrounds.has(node)) {
      const own = getComputedStyle(node).backgroundColor;
      backgrounds.set(node, [...layersUnder(node.parentElement), own]);
    }
    return backgrounds.get(node);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim().slice(0, 40);
    if (!text || !holder.checkVisibility({ checkOpacity: true })) continue;
    if (holder.closest("script, style, svg") || !holder.getClientRects().length) continue;
    found.push({ text, ...pair(layersUnder(holder), getComputedStyle(holder).color) });
  }
  return JSON.stringify(found);  // the driver of the browser is slow with many small values
}"""


def on_paper(page):
    """Return the texts of a page as it would be printed, with their colors and contrasts."""
    page.emulate_media(media="print")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    return json.loads(page.evaluate(TEXTS))
