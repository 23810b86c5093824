export type StemKind = 'conv3' | 'patch2' | 'patch4';

/** A convolution of the grey image with SAME padding, then batch-norm. */
export interface StemPlan {
  readonly kind: StemKind;
  readonly kernel: number;
  readonly stride: number;
  readonly side: number;
  readonly channels: number;
}

const geometry: Record<StemKind, { kernel: number; stride: number }> = {
  conv3: { kernel: 3, stride: 1 },
  patch2: { kernel: 2, stride: 2 },
  patch4: { kernel: 4, stride: 4 },
};

/** `imageSide`: pixels a side of the grey input. */
export function planStem(kind: StemKind, imageSide: number, channels: number): StemPlan {
  const { kernel, stride } = geometry[kind];
  return { kind, kernel, stride, side: Math.ceil(imageSide / stride), channels };
}

/** Multiply–adds of the stem on one image. */
export function stemMultiplyAdds({ kernel, side, channels }: StemPlan): number {
  return side ** 2 * kernel ** 2 * channels;
}
