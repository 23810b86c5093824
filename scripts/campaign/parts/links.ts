import { spaceOf } from '../../../src/experiment/build.ts';
import { printLink } from '../../../src/experiment/link.ts';
import { parseLink } from '../../../src/experiment/parse-link.ts';
import { nearestPreset } from '../../../src/experiment/presets.ts';
import { problemsInWords, validateSettings } from '../../../src/experiment/schema.ts';
import { pick, mutateText } from '../mutate.ts';
import { hold, holdSentence, type TextPart } from '../part.ts';
import { randomSettings } from '../random-settings.ts';

export const links: TextPart = {
  id: 'links',
  trial(random) {
    const settings = randomSettings(random);
    const space = spaceOf(settings);
    const notation = pick([undefined, space.print(space.sample(random))], random);
    const link = printLink(nearestPreset(settings), settings, notation);
    const mutated = mutateText(`http://localhost/${link}`, random);
    const read = parseLink(mutated);
    hold(validateSettings(read.settings).ok, `settings out of range from ${mutated}`);
    if (read.problems.length > 0) holdSentence(problemsInWords(read.problems));
    // A link has no settings that do nothing, so it is the links that have to be the same.
    const written = printLink(read.preset, read.settings);
    const again = parseLink(written);
    hold(printLink(again.preset, again.settings) === written, `another experiment after ${mutated.slice(0, 200)}`);
    return read.problems.length > 0 ? 'refused' : 'accepted';
  },
};
