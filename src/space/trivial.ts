import type { Architecture, Space } from './space.ts';

/** For networks on images: the more convolutions, the better. `count` gives those that a child chose. */
export function byConvolutions(
  count: (architecture: Architecture) => number,
): Pick<Space, 'trivial' | 'hasConvolution'> {
  return {
    trivial: { id: 'convolutions', label: 'convolutions', of: count },
    hasConvolution: (architecture) => count(architecture) > 0,
  };
}
