import type { Playground } from '../state/playground.svelte.ts';

/** In one word, what goes on. */
export function badgeOf({ occupied, wantsText, recorded, session }: Playground): string {
  if (occupied) return 'comparing';
  if (wantsText) return 'waiting';
  if (recorded !== null) return 'recorded';
  return session.running || session.study !== null ? 'live' : session.state;
}
