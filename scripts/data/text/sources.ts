import { d3Source } from './d3-source.ts';
import type { TextSource } from './source.ts';

/** Every text that is packed; each also needs an option of `text` in the settings table. */
export const textSources: readonly TextSource[] = [d3Source];
