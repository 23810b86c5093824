import { spaceOf } from '../../../src/experiment/build.ts';
import { settingsForNotation } from '../../../src/experiment/notation.ts';
import { readPasted } from '../../../src/space/notation/pasted.ts';
import { mutateText, pick } from '../mutate.ts';
import { hold, holdSentence, type TextPart } from '../part.ts';
import { randomSettings } from '../random-settings.ts';

const surroundings: readonly ((arc: string) => string)[] = [
  (arc) => arc,
  (arc) => `fixed_arc="${arc}"`,
  (arc) => `[${arc.replaceAll(' ', ', ')}]\nval_acc=0.81\n`,
  (arc) => `2024-01-01 00:00:00,000 INFO arc: [${arc}] seed=7`,
  (arc) => `# best of 10\narc=${arc}\n`,
  (arc) => arc.repeat(50),
];

export const notations: TextPart = {
  id: 'notations',
  trial(random) {
    const settings = randomSettings(random);
    const space = spaceOf(settings);
    const text = pick(surroundings, random)(space.print(space.sample(random)));
    const mutated = mutateText(text, random);
    const started = performance.now();
    const pasted = readPasted(mutated);
    const seconds = (performance.now() - started) / 1_000;
    hold(seconds < 1, `${seconds} s for ${mutated.length} characters`);
    if (pasted.kind !== 'arc') {
      holdSentence(pasted.sentence);
      return 'refused';
    }
    hold(pasted.arc.length === mutated.length, 'positions are not those of the text');
    const result = space.parse(pasted.arc);
    if (result.ok) {
      const again = space.parse(space.print(result.architecture));
      hold(again.ok && again.architecture.join() === result.architecture.join(), 'another child when read again');
      return 'accepted';
    }
    holdSentence(result.reason);
    hold(result.position <= mutated.length, 'a place behind the text');
    return settingsForNotation(pasted.arc, settings) === null ? 'refused' : 'accepted';
  },
};
