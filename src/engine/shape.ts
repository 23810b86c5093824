/** Feature maps: NHWC, channels a multiple of 4. */
export interface Maps {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Pixels of all images of the batch. */
export function pixelCount(maps: Maps): number {
  return maps.batch * maps.height * maps.width;
}

/** Channels in vec4 units. Throws a `RangeError` where they are not a multiple of 4. */
export function channelQuads(channels: number): number {
  if (!Number.isInteger(channels) || channels < 4 || channels % 4 !== 0) {
    throw new RangeError(`channels must be a positive multiple of 4, got ${channels}`);
  }
  return channels / 4;
}

/** Size of the maps in vec4 units. */
export function mapQuads(maps: Maps): number {
  return pixelCount(maps) * channelQuads(maps.channels);
}

export function mapsLabel(maps: Maps): string {
  return `${maps.batch}×${maps.height}×${maps.width}×${maps.channels}`;
}
