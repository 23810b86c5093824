import { nextExplained } from '../parts/explanation.svelte.ts';
import type { Playground } from './playground.svelte.ts';

interface Shortcut {
  /** As `KeyboardEvent.key` gives it, lower case. */
  readonly key: string;
  readonly label: string;
  readonly does: string;
  readonly run: (app: Playground) => void;
}

/** Moves the moment in view by policy updates; past the last one is now. */
export function scrubBy(app: Playground, updates: number): void {
  const last = app.view.history.policy.length - 1;
  if (last < 0) return;
  const to = (app.ui.scrub ?? last) + updates;
  app.ui.picked = null;
  app.ui.scrub = to >= last ? null : Math.max(0, to);
}

const canStep = ({ session, occupied }: Playground) =>
  (session.state === 'ready' || session.state === 'paused') && !occupied;
/** Whether the strategy has such a step, and it can be done now. */
const has = (app: Playground, what: 'weights' | 'policy' | 'child' | 'round') =>
  canStep(app) && app.session.configured?.steps.includes(what) === true;
const canDerive = (app: Playground) => canStep(app) || (app.session.state === 'finished' && !app.occupied);

/** Every single-key shortcut; the help lists them from here. */
export const shortcuts: readonly Shortcut[] = [
  { key: ' ', label: 'Space', does: 'play or pause; retrain, once it is over', run: (app) => app.doPrimary() },
  { key: 'w', label: 'W', does: 'one shared-weight step', run: (app) => has(app, 'weights') && app.step('weights') },
  { key: 'p', label: 'P', does: 'one policy step', run: (app) => has(app, 'policy') && app.step('policy') },
  { key: 'c', label: 'C', does: 'to the next child', run: (app) => has(app, 'child') && app.step('child') },
  { key: 'r', label: 'R', does: 'to the end of the round', run: (app) => has(app, 'round') && app.step('round') },
  { key: 'd', label: 'D', does: 'derive the best child so far', run: (app) => canDerive(app) && app.step('derive') },
  { key: 's', label: 'S', does: 'start over with these settings', run: (app) => app.startOver() },
  { key: 'arrowleft', label: '←', does: 'back one policy update', run: (app) => scrubBy(app, -1) },
  { key: 'arrowright', label: '→', does: 'on one policy update', run: (app) => scrubBy(app, 1) },
  { key: 'home', label: 'Home', does: 'the first policy update', run: (app) => scrubBy(app, -Infinity) },
  { key: 'end', label: 'End', does: 'back to now', run: (app) => app.lookLive() },
  {
    key: 'v',
    label: 'V',
    does: 'presenter’s size; again, or Esc: back',
    run: ({ ui }) => (ui.presenter = !ui.presenter),
  },
  { key: 'n', label: 'N', does: 'a cell by its notation', run: (app) => (app.ui.notation = '') },
  { key: 't', label: 'T', does: 'the next word that is explained', run: nextExplained },
  { key: '?', label: '?', does: 'this help', run: (app) => (app.ui.help = !app.ui.help) },
];

/** Elements that use Space, arrows and the like themselves, and those that use every key. */
const OWN_KEYS = 'input, select, textarea, button, summary, a, [role="button"], [role="tab"], [role="menu"], dialog';
const TYPED_INTO = 'input:not([type="range"], [type="checkbox"]), select, textarea, [role="menu"], dialog';

/**
 * Runs the shortcut of a key, unless the person is typing or the control in focus uses that key itself: a button that was
 * just clicked keeps Space, not the letters. Ctrl or ⌘ with Z takes back.
 */
export function handleKey(app: Playground, event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  if (event.ctrlKey || event.metaKey) {
    if (keyOf(event) !== 'z' || target?.closest('input[type="text"], textarea') != null) return;
    event.preventDefault();
    if (event.shiftKey) app.redo();
    else app.undo();
    return;
  }
  const key = keyOf(event);
  const letter = key.length === 1 && key !== ' ';
  const own = letter || key === 'escape' ? TYPED_INTO : OWN_KEYS;
  if (event.altKey || event.defaultPrevented || target?.closest(own) != null) return;
  if (key === 'escape') {
    leavePresenter(app);
    return;
  }
  const shortcut = shortcuts.find((one) => one.key === key);
  if (shortcut === undefined) return;
  event.preventDefault();
  // A key that is held repeats: one press is one act, but for those that move through time.
  if (event.repeat && !key.startsWith('arrow')) return;
  shortcut.run(app);
}

/** Esc first closes what is open over the page: menus and dialogs, wherever the focus is. */
function leavePresenter({ ui }: Playground): void {
  if (document.querySelector(':popover-open, dialog[open]') === null) ui.presenter = false;
}

/** The key as shortcuts name it. Where a layout has no Latin letters, the place of the key decides. */
function keyOf({ key, code }: KeyboardEvent): string {
  const [, place] = /^Key([A-Z])$/.exec(code) ?? [];
  const otherAlphabet = key.length === 1 && /[^\p{Script=Latin}\p{Script=Common}]/u.test(key);
  return (otherAlphabet && place !== undefined ? place : key).toLowerCase();
}
