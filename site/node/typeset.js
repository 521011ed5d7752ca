// Typeset formulas with MathJax: a line of JSON in, {tex, display}; a line of JSON out,
// {svg, glyphs, mathml} or {error}. course_math.py starts it: node typeset.js FOLDER_OF_MATHJAX
//
// MathJax draws a formula as groups within groups. Here each glyph becomes one <use> at its place,
// and the outlines of glyphs are given beside, so that a page holds each outline once.

const readline = require("readline");

const folder = process.argv[2];
const HOME = { x: 0, y: 0, sx: 1, sy: 1 };

// "translate(3,4) scale(0.7)" within a place.
function placed(transform, place) {
  let { x, y, sx, sy } = place;
  for (const [, name, text] of (transform || "").matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a, b] = text.split(/[\s,]+/).map(Number);
    if (name === "translate") {
      x += sx * a;
      y += sy * (b || 0);
    } else if (name === "scale") {
      sx *= a;
      sy *= b ?? a;
    } else {
      throw new Error(`unknown transform ${name}`);
    }
  }
  return { x, y, sx, sy };
}

const short = (number, digits = 0) => String(+number.toFixed(digits));

function transformText({ x, y, sx, sy }) {
  const moved = x || y ? `translate(${short(x)} ${short(y)})` : "";
  const scale = sx === sy ? short(sx, 3) : `${short(sx, 3)} ${short(sy, 3)}`;
  return moved + (scale === "1" ? "" : `scale(${scale})`);
}

const attributesText = (attributes) =>
  Object.entries(attributes)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");

function useText(node, place) {
  const href = node.attributes["xlink:href"].replace(/^#MJX-\d+-TEX-/, "#m-");
  const here = placed(node.attributes.transform, place);
  const still = here.sx === 1 && here.sy === 1;
  const where = still
    ? { x: here.x ? short(here.x) : "", y: here.y ? short(here.y) : "" }
    : { transform: transformText(here) };
  return `<use${attributesText({ href, ...where })}/>`;
}

function ruleText(node, place) {
  const { x, y, width, height, ...others } = node.attributes;
  const kept = Object.entries(others).filter(([name]) => !name.startsWith("data-"));
  const box = {
    x: short(place.x + place.sx * x),
    y: short(place.y + place.sy * y),
    width: short(place.sx * width),
    height: short(place.sy * height),
  };
  const line = others.fill === "none" ? { stroke: "currentColor" } : {};
  return `<rect${attributesText({ ...box, ...Object.fromEntries(kept), ...line })}/>`;
}

// A stretched bracket: a window of its own, in which pieces are scaled.
function windowText(node, place) {
  const { x, y, ...rest } = node.attributes;
  const inner = node.children.map((child) => flat(child, HOME)).join("");
  if (place.sx !== 1 || place.sy !== 1) {
    const shape = attributesText({ x, y, ...rest });
    return `<g transform="${transformText(place)}"><svg${shape}>${inner}</svg></g>`;
  }
  const moved = { x: short(place.x + Number(x || 0)), y: short(place.y + Number(y || 0)) };
  return `<svg${attributesText({ ...moved, ...rest })}>${inner}</svg>`;
}

// The drawing without its groups.
function flat(node, place) {
  if (node.kind === "use") return useText(node, place);
  if (node.kind === "rect") return ruleText(node, place);
  if (node.kind === "svg") return windowText(node, place);
  if (node.kind === "defs") return "";
  if (node.kind !== "g") throw new Error(`nothing is known to draw <${node.kind}>`);
  const here = placed(node.attributes.transform, place);
  return node.children.map((child) => flat(child, here)).join("");
}

// The outermost group turns the drawing over, since the y of fonts points up.
function svgText(svg) {
  const { width, height, viewBox, style } = svg.attributes;
  const group = svg.children.find((child) => child.kind === "g");
  const inner = group.children.map((child) => flat(child, HOME)).join("");
  const bounds = viewBox.split(" ").map((number) => short(Number(number))).join(" ");
  const shape = attributesText({ width, height, viewBox: bounds, style: style || "" });
  return `<svg aria-hidden="true"${shape}><g fill="currentColor" transform="scale(1 -1)">${inner}</g></svg>`;
}

function glyphs(svg) {
  const found = {};
  for (const node of svg.children.filter((child) => child.kind === "defs")) {
    for (const { attributes } of node.children) {
      found[attributes.id.replace(/^MJX-\d+-TEX-/, "m-")] = attributes.d;
    }
  }
  return found;
}

function mathmlText(text) {
  const error = text.match(/<merror[^>]*data-mjx-error="([^"]*)"/);
  if (error) throw new Error(error[1]);
  return text.replace(/ (?:xmlns|data-[\w-]+)="[^"]*"/g, "").replace(/>\s+</g, "><").trim();
}

async function main() {
  const MathJax = await require(`${folder}/node-main.js`).init({
    loader: { paths: { mathjax: folder }, load: ["input/tex", "output/svg"] },
    tex: { packages: { "[-]": ["noundefined"] } }, // an unknown name is an error
    svg: { fontCache: "local" },
    startup: { typeset: false },
  });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { tex, display } = JSON.parse(line);
    let answer;
    try {
      const mathml = mathmlText(await MathJax.tex2mmlPromise(tex, { display }));
      const drawing = await MathJax.tex2svgPromise(tex, { display });
      const svg = drawing.children.find((child) => child.kind === "svg");
      answer = { svg: svgText(svg), glyphs: glyphs(svg), mathml };
    } catch (error) {
      answer = { error: error.message };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

main();
