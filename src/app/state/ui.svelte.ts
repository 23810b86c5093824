import type { Architecture } from '../../space/space.ts';
import type { LinkedChild } from './result.ts';

export type Theme = 'light' | 'dark';

const THEME_KEY = 'theme';

/** What the person looks at: theme, moment, child; nothing that a run depends on. */
export class Ui {
  /** Null follows the system; a person's own choice is remembered. */
  theme: Theme | null = $state(storedTheme());
  /** Index into the policy events of the run in view; null is now. */
  scrub: number | null = $state(null);
  /** A child picked to look at (a best one, a retrained one), with the words that say which. */
  picked: { readonly architecture: Architecture; readonly caption: string } | null = $state.raw(null);
  /** A child that a link brought, for as long as it is looked at. */
  linked: LinkedChild | null = $state.raw(null);
  /** What stands beside the figure: the run in view, or several side by side. */
  results: 'run' | 'compare' = $state('run');
  /** Everything large, settings and controls away: for a room of people. */
  presenter = $state(false);
  help = $state(false);
  /** The notation that is being typed or was pasted; null while its window is closed. */
  notation: string | null = $state(null);
  /** A link to copy by hand, where the browser did not let the page copy it; null for none. */
  linkToCopy: string | null = $state(null);
  /** One sentence about something the person just did; replaces the story until the next event. */
  notice: string | null = $state(null);

  /** Back to what happens now. */
  toNow(): void {
    this.scrub = null;
    this.picked = null;
    this.linked = null;
  }

  /** What a link said of its child is of other settings than there are now. */
  forgetResult(): void {
    if (this.linked !== null) this.linked = { ...this.linked, result: null };
  }

  switchTheme(systemIsDark: boolean): void {
    const dark = this.theme === null ? systemIsDark : this.theme === 'dark';
    this.theme = dark ? 'light' : 'dark';
    this.showTheme();
    try {
      localStorage.setItem(THEME_KEY, this.theme);
    } catch {
      // Where the browser keeps nothing, the choice holds until the page is closed.
    }
  }

  showTheme(): void {
    if (this.theme !== null) document.documentElement.dataset['theme'] = this.theme;
  }
}

function storedTheme(): Theme | null {
  try {
    const stored = localStorage.getItem(THEME_KEY);
    return stored === 'light' || stored === 'dark' ? stored : null;
  } catch {
    return null;
  }
}
