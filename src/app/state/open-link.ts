import { asksForPresenter, parseLink } from '../../experiment/parse-link.ts';
import { problemsInWords } from '../../experiment/schema.ts';
import { linkSentence } from '../words/link.ts';
import type { Playground } from './playground.svelte.ts';

/**
 * Applies a link’s fragment or whole address; what is wrong with it is told, the rest is applied. It begins anew: what can
 * be taken back begins with what it brings.
 */
export function openLink(app: Playground, text: string): void {
  const { preset, settings, architecture, result, problems } = parseLink(text);
  app.ui.presenter = asksForPresenter(text);
  app.recorded = null;
  app.begin(preset, settings);
  app.lookLive();
  if (result !== null) app.ui.results = 'run';
  else if (settings.compareAlong !== 'nothing') app.ui.results = 'compare';
  if (architecture !== null) {
    if (app.session.run.begun) app.startOver();
    app.ui.picked = { architecture, caption: 'child from the link' };
    app.ui.linked = { architecture, result, inWords: linkSentence };
  }
  if (problems.length > 0) app.ui.notice = `${problemsInWords(problems)} The rest of the link is applied.`;
}
