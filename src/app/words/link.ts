import { differingKeys } from '../../experiment/difference.ts';
import type { LinkResult, Measured } from '../../experiment/link-result.ts';
import { methodOf, sharesWeights } from '../../experiment/methods/methods.ts';
import type { Preset } from '../../experiment/presets.ts';
import type { Settings } from '../../experiment/settings.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import { designOf, nounOf } from './examples.ts';
import { measured } from './measure.ts';
import { count } from './numbers.ts';
import { marked, plain, strong, type Sentence } from './sentence.ts';

/** The experiment that a link is of, in few words: “quick tour, seed 7”. */
function experimentWords(preset: Preset, settings: Settings): string {
  const changed = differingKeys(preset.settings, settings).some((key) => key !== 'seed' && key !== 'strategy');
  const label = preset.label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
  return `${label}${changed ? ' (changed)' : ''}, seed ${settings.seed}`;
}

/** Whose the child of a link is: “found by ENAS”. */
export function originWords({ role }: LinkResult, settings: Settings): string {
  return role === 'derived' ? `found by ${methodOf(settings).name}` : 'chosen by a person';
}

/** Both; a method that the experiment is called by is named once. */
function whence(result: LinkResult, preset: Preset, settings: Settings): string {
  const origin = originWords(result, settings);
  const experiment = experimentWords(preset, settings);
  const { name } = methodOf(settings);
  return origin.endsWith(name) && experiment.startsWith(name)
    ? `${origin}${experiment.slice(name.length)}`
    : `${origin}, ${experiment}`;
}

/** What a link brings, and how that did where the link says it; its controls stand beside the figure. */
export function linkSentence(result: LinkResult | null, preset: Preset, settings: Settings): Sentence {
  const design = designOf(settings.family);
  const measure = measureOf(settings);
  const value = (one: Measured) => measured(measure, one.value, one.examples);
  const name = measure.lowerIsBetter ? `${measure.name} ` : '';
  const from = result === null ? '' : ` ${whence(result, preset, settings)}`;
  const head = `This link brings a ${design}${from}`;
  if (result === null || (result.test === null && result.score === null)) {
    return [plain(`${head}. It can be trained from scratch beside its controls, without a search.`)];
  }
  const { test, score, wins } = result;
  if (test !== null) {
    const rank = wins === null ? [] : [plain(', '), strong(`better than ${wins.better} of ${wins.of} random`)];
    return [plain(`${head}: ${name}`), marked(value(test)), plain(' on test'), ...rank, plain('.')];
  }
  return [
    plain(`${head}: ${name}`),
    ...(score === null ? [] : [marked(value(score)), plain(` ${scoreWords(score, settings)}`)]),
    plain('. Trained from scratch it may rank otherwise: retrain it to know.'),
  ];
}

/** What a search scored a child on: “on 512 validation images, with shared weights”. */
export function scoreWords({ examples }: Measured, settings: Settings): string {
  const how = sharesWeights(settings) ? 'with shared weights' : `after ${count(settings.aloneSteps)} steps alone`;
  return `on ${count(examples)} validation ${nounOf(settings.family)}, ${how}`;
}
