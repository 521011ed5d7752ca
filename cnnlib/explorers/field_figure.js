// The picture of a receptive field: rows of units with the input at the bottom, or a row of maps.

const shade = (paths, most, weighted) => (weighted ? 0.18 + 0.82 * (paths / most) : 0.5);

// One axis: every layer is a row; lines lead from a unit to those that it is computed from.
function drawRows({ rows, layers, reached, chosen, weighted, width, rem, onPick }) {
  const pads = rows.map((_, level) => layers[level]?.padding || 0);
  const used = rows.slice(0, -1).length;
  const low = Math.min(...rows.map((row, l) => middle(row, l < used ? -pads[l] : 0) - row.jump / 2));
  const high = Math.max(...rows.map((row, l) => middle(row, row.n - 1 + (l < used ? pads[l] : 0)) + row.jump / 2));
  const gutter = width > 35 * rem ? 9.4 * rem : 0;  // on wide pages the names stand beside the rows
  const unit = Math.min(26, (width - gutter - 4) / (high - low));
  const [tall, gap, cell] = [22, 46 + rem, Math.max(unit * 0.84, unit - 3)];
  const across = (row, index) => (middle(row, index) - low) * unit + gutter + (width - gutter - (high - low) * unit) / 2;
  const down = (level) => (rows.length - 1 - level) * gap + rem + 4;
  const figure = draw("svg", { width, height: rows.length * gap - 18 + rem / 4, class: "figure", "aria-hidden": "true" });
  const [lines, boxes] = [draw("g", { class: "paths" }), draw("g")];
  rows.forEach((row, level) => {
    const gapless = Math.max(unit * row.jump - 2, unit * row.jump * 0.6);  // wide inputs have narrow units
    const side = Math.min(cell * Math.max(1, row.jump * 0.72), gapless);
    const most = Math.max(...reached[level].values());
    const pad = level < used ? pads[level] : 0;
    for (let index = -pad; index < row.n + pad; index += 1) {
      const paths = reached[level].get(index);
      const kind = index < 0 || index >= row.n ? "outside" : paths ? "reached" : "unit";
      const box = draw("rect", {
        x: across(row, index) - side / 2, y: down(level), width: side, height: tall, rx: Math.min(3, side / 4),
        class: level === used && index === chosen ? "unit chosen" : kind,
      });
      if (paths) box.style.fillOpacity = level === used ? 0.5 : shade(paths, most, weighted);
      if (level === used) box.addEventListener("click", () => onPick(index));
      boxes.append(box);
      if (level === 0 || !reached[level].has(index)) continue;
      const { kernel, stride, dilation, padding } = layers[level - 1];
      times(kernel, (a) => lines.append(draw("line", {
        x1: across(row, index), y1: down(level) + tall,
        x2: across(rows[level - 1], index * stride + a * dilation - padding), y2: down(level - 1),
      })));
    }
    const name = layerName(layers, level, row.n) + (level === used && level ? ", output" : "");
    figure.append(draw("text", { x: 2, y: down(level) + (gutter ? 15 : -7) }, name));
  });
  figure.append(lines, boxes);
  return figure;
}

function layerName(layers, level, n) {
  if (level === 0) return `input, ${n}`;
  const { kind, kernel, stride, dilation } = layers[level - 1];
  const extra = (stride > 1 ? `, stride ${stride}` : "") + (dilation > 1 ? `, dilation ${dilation}` : "");
  return `${level}: ${kind} ${kernel}${extra} \u2192 ${n}`;
}

// Two axes: every layer is a square map, its units equally large, so that strides shrink it.
function drawMaps({ rows, layers, reached, place, weighted, width, onPick }) {
  const unit = clamp(Math.min(width, 210) / rows[0].n, 4, 14);
  return rows.map((row, level) => {
    const [ups, lefts] = reached.map((one) => one[level]);
    const most = Math.max(...ups.values()) * Math.max(...lefts.values());
    const size = row.n * unit;
    const map = draw("svg", { width: size + 2, height: size + 2, viewBox: `-1 -1 ${size + 2} ${size + 2}`, class: "figure" });
    map.append(draw("path", {
      class: "mesh",
      d: times(row.n + 1, (line) => `M0 ${line * unit}H${size}M${line * unit} 0V${size}`).join(""),
    }));
    for (const [r, up] of ups) {
      for (const [c, left] of lefts) {
        const box = draw("rect", { x: c * unit, y: r * unit, width: unit, height: unit, class: "reached" });
        box.style.fillOpacity = shade(up * left, most, weighted);
        map.append(box);
      }
    }
    if (level === rows.length - 1) {
      const [y, x] = place.map((at) => at * unit);
      map.append(draw("rect", { x, y, width: unit, height: unit, class: "unit chosen" }));
      map.addEventListener("click", (event) => {
        const frame = map.getBoundingClientRect();
        onPick(...[event.clientY - frame.top, event.clientX - frame.left].map((at) => (
          clamp(Math.floor((at - 1) / unit), 0, row.n - 1))));
      });
    }
    const last = level > 0 && level === rows.length - 1;
    const name = layerName(layers, level, `${row.n} \u00d7 ${row.n}`) + (last ? ", output" : "");
    return h("div", { class: "map" }, map, h("div", { class: "caption" }, name));
  });
}
