// Makes photographs small before they travel over 3G: at most 1280 px and about 200 KB of JPEG.
// Mark in HTML: <input type="file" accept="image/*" data-photo>. Without this file the original is sent.

const LONGEST = 1280;
const HEAVIEST = 200 * 1024;
const QUALITIES = [0.82, 0.7, 0.58, 0.45];

export const fitted = (width, height, longest = LONGEST) => {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.round(width * scale), Math.round(height * scale)];
};

const drawn = (picture, width, height) => {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(picture, 0, 0, width, height);
  return canvas;
};

const jpeg = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

const lighter = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  let [width, height] = fitted(picture.width, picture.height);
  for (let round = 0; round < 3; round += 1) {
    const canvas = drawn(picture, width, height);
    for (const quality of QUALITIES) {
      const blob = await jpeg(canvas, quality);
      if (blob && blob.size <= HEAVIEST) return blob;
    }
    [width, height] = fitted(width, height, Math.max(width, height) * 0.75);
  }
  return null;
};

const shrink = async (input) => {
  const small = new DataTransfer();
  for (const file of input.files) {
    // What cannot be read here (HEIC on an old phone, a PDF) goes as it is: the server decides.
    const blob = file.size > HEAVIEST ? await lighter(file).catch(() => null) : null;
    const name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
    small.items.add(blob ? new File([blob], name, { type: "image/jpeg" }) : file);
  }
  input.files = small.files;
};

const show = (input) => {
  const place = input.closest("form")?.querySelector("[data-photo-preview]");
  if (!place || !input.files[0]?.type.startsWith("image/")) return;
  const image = Object.assign(new Image(), { src: URL.createObjectURL(input.files[0]), alt: "" });
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  place.replaceChildren(image);
  place.hidden = false;
};

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (!input.matches?.("input[type=file][data-photo]")) return;
  // The form waits until the photograph is small: a second tap must not send the big one.
  const buttons = input.form ? [...input.form.querySelectorAll("button:not([type=button])")] : [];
  buttons.forEach((button) => (button.disabled = true));
  try {
    await shrink(input);
    show(input);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
});
