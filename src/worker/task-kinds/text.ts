import { needsOwnText } from '../../experiment/task-kind.ts';
import type { TextTask } from '../../task/task.ts';
import { grammarTask } from '../../task/text/grammar-task.ts';
import { loadTextTask } from '../../task/text/load.ts';
import { ownTextTask } from '../../task/text/own.ts';
import type { TaskKindSource } from './kind.ts';

/** Characters of the train text that the page shows. */
const EXCERPT = 400;

/** A text: made by a grammar, packed, or the visitor's, shown by how it begins. */
export const text: TaskKindSource<TextTask> = {
  key: (settings, ownText) => {
    const { text: which, textSteps, batch } = settings;
    return [which, textSteps, ...(needsOwnText(settings) ? [batch, ownText] : [])].join(' ');
  },
  async load({ text: which, textSteps: steps, batch }, { baseUrl, ownText, onProgress }) {
    switch (which) {
      case 'brackets':
        return grammarTask(steps);
      case 'd3-source':
        return loadTextTask({ baseUrl, onProgress, dataset: which, steps });
      case 'own-text':
        return ownTextTask(ownText, { batch, textSteps: steps });
    }
  },
  describe({ manifest, train, validation, testCharacters, classes, entropyRate }) {
    const excerpt = Array.from(train.symbols.subarray(0, EXCERPT), (symbol) => classes[symbol] ?? '');
    return {
      manifest,
      counts: { train: train.symbols.length, validation: validation.symbols.length, test: testCharacters },
      examples: { kind: 'text', characters: classes, excerpt: excerpt.join(''), entropyRate },
    };
  },
};
