import { bytesInWords } from '../../experiment/bytes.ts';
import type { Message } from '../../worker/protocol.ts';
import { count } from './numbers.ts';

type Loading = Extract<Message, { kind: 'loading' }>;

/** What is being made ready before a run can go on, and how far that is: “loading shared weights: 12 of 96 kernels compiled”. */
export function loadingWords({ part, done, total }: Loading): string {
  switch (part) {
    case 'backend':
      return 'loading graphics';
    case 'data':
      return `loading pictures${total === null ? '' : `: ${bytesInWords(done)} of ${bytesInWords(total)}`}`;
    case 'supernet':
      return `loading shared weights${total === null ? '' : `: ${count(done)} of ${count(total)} kernels compiled`}`;
    case 'again':
      return `computing again what the lost device took with it${total === null ? '' : `: step ${count(done)} of ${count(total)}`}`;
  }
}
