import type { Architecture } from '../../space/space.ts';

export type Theme = 'light' | 'dark';

/** What the person looks at: theme, moment, child; nothing that a run depends on. */
export class Ui {
  /** Null follows the system. */
  theme: Theme | null = $state(null);
  /** Index into the policy events of the run in view; null is now. */
  scrub: number | null = $state(null);
  /** A child picked to look at (a best one, a retrained one), with the words that say which. */
  picked: { readonly architecture: Architecture; readonly caption: string } | null = $state.raw(null);
  help = $state(false);
  /** One sentence about something the person just did; replaces the story until the next event. */
  notice: string | null = $state(null);

  /** Back to what happens now. */
  toNow(): void {
    this.scrub = null;
    this.picked = null;
  }

  switchTheme(systemIsDark: boolean): void {
    const dark = this.theme === null ? systemIsDark : this.theme === 'dark';
    this.theme = dark ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = this.theme;
  }
}
