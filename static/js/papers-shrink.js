// Makes a photograph small enough to travel: at most 2,000 points long, upright, without its place. What the browser
// cannot open goes as it is; the server does the same again, and says what is wrong.
const EDGE = 2000;
const LIGHT = 1.5 * 1024 * 1024;
const QUALITY = 0.85;
const TAKEN = new Set(["image/jpeg", "image/png"]);
const isPicture = (file) => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name);

async function drawn(bitmap, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext("2d", { alpha: false });
  pen.fillStyle = "#fff"; // what is see-through is paper
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

export async function shrunk(file) {
  if (!isPicture(file)) return file;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
  const travelsWell = scale === 1 && TAKEN.has(file.type) && file.size <= LIGHT;
  const small = travelsWell ? null : await drawn(bitmap, scale).catch(() => null);
  bitmap.close();
  return small && (small.size < file.size || !TAKEN.has(file.type)) ? small : file;
}
