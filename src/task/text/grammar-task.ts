import type { TextTask } from '../task.ts';
import { grammarEntropyRate, grammarText } from './grammar.ts';
import { splitPoints, textTask } from './split.ts';

/** Enough for a few hundred steps before any of it comes again. */
const CHARACTERS = 400_000;

/** The task of the bracket grammar, made here: there is nothing to load. */
export function grammarTask(steps: number): TextTask {
  const text = grammarText(CHARACTERS);
  const { validation, test } = splitPoints(CHARACTERS);
  return textTask({
    manifest: {
      id: 'brackets',
      label: 'Bracket grammar',
      licence: 'MIT',
      attribution: 'Made by this page.',
      splitNote:
        'Drawn from a grammar whose entropy is known; the first 80 % train, the next 10 % validate, the rest tests.',
    },
    search: text.slice(0, test),
    trainCharacters: validation,
    testCharacters: CHARACTERS - test,
    loadTest: () => Promise.resolve(text.slice(test)),
    steps,
    entropyRate: grammarEntropyRate(),
  });
}
