// Pictures as rows of gray bytes, and a kernel that slides over them.

const MOST_PIXELS = 128;  // rows and columns of a picture of one's own, at most
const PAUSE = 8;  // milliseconds of work before the page has its turn

// The bytes of a picture that packed_pixels.py has written as differences from what neighbors predict.
function unpacked(text, columns) {
  const bytes = new Uint8Array(text.length);
  for (let n = 0; n < text.length; n += 1) {
    const [first, top] = [n % columns === 0, n < columns];
    const left = first ? 0 : bytes[n - 1];
    const upper = top ? 0 : bytes[n - columns];
    const corner = first || top ? 0 : bytes[n - columns - 1];
    const number = text.charCodeAt(n) - 35;
    const difference = number % 2 ? -(number + 1) / 2 : number / 2;
    bytes[n] = clamp(left + upper - corner, Math.min(left, upper), Math.max(left, upper)) + difference;  // modulo 256
  }
  return bytes;
}

// Brightness of red, green and blue, ITU-R BT.601, in thousandths; what is transparent lies on white.
const lumaOf = (data, at) => 299 * data[at] + 587 * data[at + 1] + 114 * data[at + 2];

const takeTurns = () => new Promise((resolve) => { setTimeout(resolve); });

// A picture file as gray bytes: means of squares of pixels, so many that it gets small enough.
// It is read in stripes, a row of squares each, and the page has its turn between them.
async function readPicture(file) {
  const bitmap = await createImageBitmap(file);
  const block = Math.ceil(Math.max(bitmap.width, bitmap.height) / MOST_PIXELS);
  const [rows, columns] = [Math.floor(bitmap.height / block), Math.floor(bitmap.width / block)];
  const bytes = new Uint8Array(Math.max(0, rows * columns));
  const stripe = document.createElement("canvas");
  Object.assign(stripe, { width: columns * block, height: block });
  const context = stripe.getContext("2d", { willReadFrequently: true });
  let since = performance.now();
  for (let r = 0; r < rows; r += 1) {
    context.fillStyle = "white";
    context.fillRect(0, 0, stripe.width, block);
    context.drawImage(bitmap, 0, -r * block);
    bytes.set(meansOf(context.getImageData(0, 0, stripe.width, block).data, block, columns), r * columns);
    if (performance.now() - since < PAUSE) continue;
    await takeTurns();  // eslint-disable-line no-await-in-loop
    since = performance.now();
  }
  bitmap.close();
  return { name: file.name, rows, columns, block, bytes };
}

function meansOf(data, block, columns) {
  return times(columns, (c) => {
    let sum = 0;
    for (let a = 0; a < block; a += 1) {
      for (let b = 0; b < block; b += 1) sum += lumaOf(data, 4 * ((a * columns + c) * block + b));
    }
    return Math.floor(sum / (1000 * block * block) + 0.5);
  });
}

// The output of a square kernel without padding, row by row.
function slideOver({ bytes, rows, columns }, kernel, divisor) {
  const k = kernel.length;
  const [down, across] = [rows - k + 1, columns - k + 1];
  const output = new Float64Array(down * across);
  kernel.forEach((line, i) => line.forEach((weight, j) => {
    if (!weight) return;
    for (let a = 0; a < down; a += 1) {
      const from = (a + i) * columns + j;
      for (let b = 0; b < across; b += 1) output[a * across + b] += weight * bytes[from + b];
    }
  }));
  for (let at = 0; at < output.length; at += 1) output[at] /= divisor;
  return { values: output, rows: down, columns: across };
}

function photoCode({ kernel, divisor }, picture) {
  const own = [
    "from PIL import Image, ImageOps", "",
    `picture = ImageOps.exif_transpose(Image.open(${JSON.stringify(picture.name)})).convert("RGB")`,
    "luma = np.asarray(picture, float) @ (299, 587, 114)", `x = np.floor(ops.avg_pool2d(luma[None], ${picture.block}) / 1000 + 0.5)`,
  ];
  const known = [
    "from cnnlib.datasets import photograph", "",
    `photo = photograph("${picture.key}", gray=True, dtype=np.float64)`,
    `x = np.floor(255 * ops.avg_pool2d(photo, ${picture.block}) + 0.5)  # smaller, from 0 to 255`,
  ];
  const [load, blank, ...rest] = picture.key ? known : own;
  const first = picture.key ? ["import numpy as np", "", "from cnnlib import ops", load] : ["import numpy as np", load, "", "from cnnlib import ops"];
  return [
    ...first, blank, ...rest, ...pyMatrix("kernel", kernel),
    "output = ops.conv2d(x, kernel[None, None])[0]" + (divisor > 1 ? ` / ${divisor}` : ""),
    'print(f"{output.shape}, from {output.min():.2f} to {output.max():.2f}")',
  ];
}
