import { perplexity } from '../measures/perplexity.ts';
import { choice, number, type Setting, type ValuesOf } from '../settings/setting.ts';
import type { TaskKindDescriptor } from './kind.ts';

export const textSettings = {
  text: choice({
    link: 'text',
    group: 'task',
    label: 'text',
    hint: 'What the networks learn to continue, character by character.',
    default: 'brackets',
    options: [
      { value: 'brackets', label: 'bracket grammar' },
      { value: 'd3-source', label: 'JavaScript (d3)' },
      { value: 'own-text', label: 'your own text' },
    ],
  }),
  textSteps: number({
    link: 'bptt',
    group: 'task',
    label: 'characters a window',
    hint: 'How far back a gradient runs; states go on beyond it. Scoring starts each window anew and counts its second half.',
    default: 32,
    min: 8,
    max: 64,
    step: 8,
    unit: 'characters',
  }),
} as const satisfies Record<string, Setting>;

type TextValues = ValuesOf<typeof textSettings>;

/** Characters that each text has, or may have at most. */
const characters: Readonly<Record<TextValues['text'], number>> = { brackets: 7, 'd3-source': 101, 'own-text': 128 };

/** About as long as any text is. */
const LENGTH = 600_000;

/** One text, character by character. An example is a window of characters; of a scored one the second half counts. */
export const text = {
  noun: 'characters',
  exampleNoun: 'windows',
  perPrediction: 'a character',
  perExample: 'a window',
  measure: perplexity,
  settings: textSettings,
  uses: ['rewardConstant'],
  trainedIn: ({ textSteps }: Pick<TextValues, 'textSteps'>) => textSteps,
  scoredIn: ({ textSteps }: Pick<TextValues, 'textSteps'>) => textSteps - Math.floor(textSteps / 2),
  classes: ({ text: which }: Pick<TextValues, 'text'>) => characters[which],
  examples: ({ textSteps }: Pick<TextValues, 'textSteps'>) => LENGTH / textSteps,
  /** A text gives smaller batches where it is short. */
  conflicts: () => [],
  needsOwnText: ({ text: which }: Pick<TextValues, 'text'>) => which === 'own-text',
} as const satisfies TaskKindDescriptor;
