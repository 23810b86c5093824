import type { Settings } from '../../experiment/settings.ts';
import { methodOf, sharesWeights } from '../../experiment/methods/methods.ts';
import type { SearchEvent } from '../../experiment/events.ts';

/** One part of what a method does again and again, and its stages in order. */
export interface Half {
  readonly id: 'weights' | 'policy';
  readonly label: string;
  readonly stages: readonly string[];
}

const weights: Half = { id: 'weights', label: 'weights', stages: ['sample', 'train'] };

/** The parts of a method: the shared weights, where there are, then the policy or the children. */
export function halvesOf(settings: Settings): readonly Half[] {
  const shares = sharesWeights(settings);
  const { part } = methodOf(settings).words;
  const stages = [...part.before, ...(shares ? ['score'] : ['train', 'score']), ...part.after];
  const second: Half = { id: 'policy', label: part.label, stages };
  return shares ? [weights, second] : [second];
}

/** Which part an event is of, and the stage that it ends; null where it is of none. */
export function placeOf(
  event: SearchEvent | { readonly kind: 'study' },
  halves: readonly Half[],
): { readonly half: Half['id']; readonly stage: number; readonly ended: boolean } | null {
  const stageOf = (id: Half['id'], word?: string) => {
    const stages = halves.find((half) => half.id === id)?.stages ?? [];
    return word === undefined ? stages.length - 1 : Math.max(0, stages.indexOf(word));
  };
  switch (event.kind) {
    case 'weights':
      return { half: 'weights', stage: stageOf('weights'), ended: true };
    case 'policy':
      return { half: 'policy', stage: stageOf('policy'), ended: true };
    case 'evaluated':
      return { half: 'policy', stage: stageOf('policy', 'score'), ended: true };
    case 'evaluate-progress':
      return { half: 'policy', stage: stageOf('policy', 'train'), ended: false };
    case 'phase':
      if (event.phase === 'derive') return null;
      return {
        half: event.phase === 'weights' || event.phase === 'warm-up' ? 'weights' : 'policy',
        stage: 0,
        ended: false,
      };
    default:
      return null;
  }
}
