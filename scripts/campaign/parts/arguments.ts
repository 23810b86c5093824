import { presets } from '../../../src/experiment/presets.ts';
import { settingKeys, settingOf } from '../../../src/experiment/schema.ts';
import { UsageError } from '../../command-line.ts';
import { readOrder } from '../../search/order.ts';
import { mutateText, pick } from '../mutate.ts';
import { holdSentence, type TextPart } from '../part.ts';

const options = [
  'preset',
  'link',
  'set',
  'seconds',
  'rounds',
  'strategy',
  'compare',
  'sweep',
  'seeds',
  'rank',
  'retrain',
]
  .concat(['derive', 'out', 'records', 'backend', 'form', 'resume', 'text', 'help', 'constructor', ''])
  .map((name) => `--${name}`);
const values = ['quick-tour', 'enas,random', '3', '1,2,3', '0.5', '-1', '1e999', 'NaN', '', ' ', 'webgpu', 'reference']
  .concat(['#v=1&seed=3', 'https://example.org/', '__proto__', 'a=b=c', '\u0000', '/', '.', '漢字'])
  .concat(presets.map(({ id }) => id));

/** Arguments of `npm run search` in any order and number, some damaged. */
export const args: TextPart = {
  id: 'arguments',
  trial(random) {
    const list: string[] = [];
    for (let count = random.integer(7); count > 0; count--) {
      const setting = `${settingOf(pick(settingKeys, random)).link}=${pick(values, random)}`;
      const value = pick([pick(values, random), setting], random);
      list.push(pick(options, random), pick([value, value, mutateText(value, random)], random));
    }
    try {
      readOrder(list);
      return 'accepted';
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      holdSentence(error.message);
      return 'refused';
    }
  },
};
