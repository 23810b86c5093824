/** Grey bytes as a picture in one ink on nothing: the brighter the byte, the more ink. `ink` is a computed rgb colour. */
export function inkPixels(grey: Uint8Array, side: number, ink: string): ImageData {
  const [red = 0, green = 0, blue = 0] = (ink.match(/[\d.]+/g) ?? []).map(Number);
  const image = new ImageData(side, side);
  grey.forEach((value, pixel) => {
    image.data.set([red, green, blue, value], pixel * 4);
  });
  return image;
}
