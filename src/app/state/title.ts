import { studies } from '../../experiment/studies/studies.ts';
import type { Playground } from './playground.svelte.ts';

const NAME = 'NAS Playground';

/** The tab's title: what the run is doing, so that it can be read from another tab. */
export function titleOf({ recorded, session, wantsText }: Playground, comparing: boolean): string {
  if (comparing) return `comparing · ${NAME}`;
  if (recorded !== null) return `recorded · ${NAME}`;
  if (wantsText) return NAME;
  if (session.state === 'failed') return `stopped · ${NAME}`;
  if (session.study !== null) return `${studies[session.study].label} · ${NAME}`;
  const { run } = session;
  if (!run.begun) return NAME;
  if (session.state === 'finished') return `found · ${NAME}`;
  if (run.latest.weights === null && session.state === 'ready') return NAME;
  const now = run.time.reached(run.history);
  const percent = `${Math.floor(100 * run.time.part(now))} %`;
  return session.running ? `${percent} · ${NAME}` : `${percent}, paused · ${NAME}`;
}
