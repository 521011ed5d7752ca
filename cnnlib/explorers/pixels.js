// Numbers as pixels of a canvas: gray from dark to bright, or orange and blue for both signs.

const ORANGE = [200, 105, 28];
const BLUE = [47, 127, 193];

// From a number of -1 to 1 to a color: gray at 0, like the diverging maps of the course.
function signedColor(value) {
  const ink = value < 0 ? BLUE : ORANGE;
  const part = Math.min(1, Math.abs(value));
  return ink.map((one) => Math.round(245 + (one - 245) * part));
}

function grayColor(value) {
  const light = Math.round(255 * clamp(value, 0, 1));
  return [light, light, light];
}

// Paint rows of numbers, one pixel each; `color` makes [red, green, blue] of a number.
function paintPixels(canvas, values, rows, columns, color) {
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const picture = context.createImageData(columns, rows);
  for (let at = 0; at < rows * columns; at += 1) {
    picture.data.set(color(values[at]), 4 * at);
    picture.data[4 * at + 3] = 255;
  }
  context.putImageData(picture, 0, 0);
}

const pixelCanvas = () => h("canvas", { class: "pixels", "aria-hidden": "true" });
