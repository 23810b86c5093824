import type { StemKind } from '../../../src/space/stem.ts';
import type { NetworkWishes } from '../order.ts';

interface ImageConfig {
  readonly stem: StemKind;
  readonly imageSide: number;
  readonly classes: number;
}

/** What is wished of a network that sees images, whatever is designed in it. */
export function wishedImages(config: ImageConfig, wishes: NetworkWishes): ImageConfig {
  return {
    stem: wishes.stem ?? config.stem,
    imageSide: wishes.imageSide ?? config.imageSide,
    classes: wishes.classes ?? config.classes,
  };
}

/** What such a network begins with, in words. */
export function imageInWords({ imageSide, stem }: ImageConfig): string {
  return `${imageSide} × ${imageSide} grey image, stem ${stem}`;
}
