import { classExamples } from '../task/examples.ts';
import type { ImageTask, Task, TextTask } from '../task/task.ts';
import type { Message } from './protocol.ts';

const EXAMPLES_PER_CLASS = 3;
/** Characters of the train text that the page shows. */
const EXCERPT = 400;

type TaskDescription = Pick<Extract<Message, { kind: 'configured' }>, 'manifest' | 'counts' | 'examples'>;

/** What the page shows of a task. */
export function describeTask(task: Task): TaskDescription {
  return task.kind === 'images' ? describeImages(task) : describeText(task);
}

function describeImages({ manifest, train, validation, classes, side }: ImageTask): TaskDescription {
  return {
    manifest,
    counts: { train: train.count, validation: validation.count, test: manifest.test.images },
    examples: {
      kind: 'images',
      classes,
      side,
      perClass: EXAMPLES_PER_CLASS,
      pixels: classExamples(train, classes.length, EXAMPLES_PER_CLASS),
    },
  };
}

function describeText({
  manifest,
  train,
  validation,
  testCharacters,
  classes,
  entropyRate,
}: TextTask): TaskDescription {
  const excerpt = Array.from(train.symbols.subarray(0, EXCERPT), (symbol) => classes[symbol] ?? '');
  return {
    manifest,
    counts: { train: train.symbols.length, validation: validation.symbols.length, test: testCharacters },
    examples: { kind: 'text', characters: classes, excerpt: excerpt.join(''), entropyRate },
  };
}
