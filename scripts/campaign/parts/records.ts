import { spaceOf } from '../../../src/experiment/build.ts';
import { parseRecord } from '../../../src/experiment/parse-record.ts';
import { recordText } from '../../../src/experiment/record-text.ts';
import { recordOf } from '../../../src/experiment/record.ts';
import { mutateJson, mutateText, pick } from '../mutate.ts';
import { hold, holdSentence, type TextPart } from '../part.ts';
import { storedRecords } from '../stored.ts';

export const records: TextPart = {
  id: 'records',
  trial(random) {
    const text = pick(storedRecords, random);
    const mutated =
      random.integer(4) === 0 ? mutateText(text, random) : JSON.stringify(mutateJson(JSON.parse(text), random));
    const read = parseRecord(mutated);
    if (!read.ok) {
      holdSentence(read.sentence);
      return 'refused';
    }
    if (read.notes.length > 0) holdSentence(read.notes.join(' '));
    const { settings, adapter, versions, counters, otherSettings } = read.record;
    const again = recordOf(read.history, {
      settings,
      space: spaceOf(settings),
      adapter,
      versions,
      seconds: counters.seconds,
      ...(otherSettings === undefined ? {} : { otherSettings }),
    });
    const reread = parseRecord(recordText(again));
    hold(reread.ok, `what was opened is not opened again: ${reread.ok ? '' : reread.sentence}`);
    return 'accepted';
  },
};
