import type { SearchEvent } from '../experiment/events.ts';
import type { StepRequest } from '../search/search.ts';
import type { Command } from './protocol.ts';

/** What the search was told to do: the request for its next steps, and when that is done. */
export interface Goal {
  readonly request: StepRequest;
  readonly reached: (event: SearchEvent) => boolean;
  readonly then: 'paused' | 'finished';
}

export const playOn: Goal = { request: 'follow', reached: () => false, then: 'finished' };

export const endHere: Goal = { request: 'derive', reached: ({ kind }) => kind === 'derived', then: 'finished' };

export function goalOfStep(what: Extract<Command, { kind: 'step' }>['what']): Goal {
  switch (what) {
    case 'weights':
      return { request: 'weights', reached: ({ kind }) => kind === 'weights', then: 'paused' };
    case 'policy':
      return { request: 'evaluate', reached: ({ kind }) => kind === 'policy', then: 'paused' };
    case 'child':
      return { request: 'follow', reached: ({ kind }) => kind === 'evaluated', then: 'paused' };
    case 'derive':
      return { ...endHere, then: 'paused' };
    case 'round': {
      let round: number | null = null;
      return {
        request: 'follow',
        reached: (event) => {
          if (!('round' in event)) return false;
          round ??= event.round;
          return event.round > round;
        },
        then: 'paused',
      };
    }
  }
}
