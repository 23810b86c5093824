import { choice, type Setting, type ValuesOf } from '../settings/setting.ts';
import type { imageSettings } from '../task-kinds/images.ts';

/** What networks that see images have around what is designed. */
export const imageNetworkSettings = {
  stem: choice({
    link: 'stem',
    group: 'space',
    label: 'stem',
    hint: 'How pixels become channels; a patch stem shrinks the maps by its size.',
    default: 'patch2',
    options: [
      { value: 'conv3', label: '3×3 convolution' },
      { value: 'patch2', label: 'patches of 2×2' },
      { value: 'patch4', label: 'patches of 4×4' },
    ],
  }),
} as const satisfies Record<string, Setting>;

export type ImageNetworkValues = ValuesOf<typeof imageNetworkSettings> &
  Pick<ValuesOf<typeof imageSettings>, 'imageSide'>;

/** The part of a space's configuration that all networks on images have. */
export function imageNetworkOf({ stem, imageSide }: ImageNetworkValues, classes: number) {
  return { stem, imageSide: Number(imageSide), classes };
}
