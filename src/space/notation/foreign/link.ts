import type { ForeignFormat } from './format.ts';

/** An address of this page with settings in it, where a notation is asked for. */
export const link: ForeignFormat = {
  looks: /#(?:\S*&)?v=\d+(?:&|$)/,
  name: 'This is a link of this page',
  advice: 'Open it in the browser, paste it on the page, or give it to npm run search with --link.',
};
