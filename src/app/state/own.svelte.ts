import { sharesWeights } from '../../experiment/methods/methods.ts';
import type { ScoredChild } from '../../experiment/events.ts';
import type { Architecture } from '../../space/space.ts';
import { controllersChild } from './best.ts';
import type { Session } from './session.svelte.ts';

/** A child that the person made, beside the controller's, both scored on the shared weights as they are. */
export class OwnChild {
  /** The edits, the latest last; empty when nothing is edited. */
  #edits: readonly Architecture[] = $state.raw([]);
  score: { readonly own: ScoredChild; readonly controller: ScoredChild } | null = $state.raw(null);
  scoring = $state(false);
  readonly #session: Session;
  #live = true;

  constructor(session: Session) {
    this.#session = session;
  }

  get architecture(): Architecture | null {
    return this.#edits.at(-1) ?? null;
  }

  /** Changes one decision of the child in view; a child of the live run is scored, one of a recording cannot be. */
  edit(from: Architecture, decision: number, choice: number, live: boolean): void {
    this.show(
      from.map((old, index) => (index === decision ? choice : old)),
      live,
    );
  }

  /** Takes over a whole child, as one edit. */
  show(architecture: Architecture, live: boolean): void {
    this.#live = live;
    this.#edits = [...this.#edits, architecture];
    void this.#compare();
  }

  undo(): void {
    this.#edits = this.#edits.slice(0, -1);
    if (this.#edits.length > 0) void this.#compare();
    else this.score = null;
  }

  clear(): void {
    this.#edits = [];
    this.score = null;
    this.scoring = false;
  }

  async #compare(): Promise<void> {
    const { architecture } = this;
    const { history, settings } = this.#session.run;
    const controller = sharesWeights(settings) ? controllersChild(history) : null;
    this.score = null;
    if (!this.#live || architecture === null || controller === null || !this.#session.canScore) return;
    this.scoring = true;
    const [own, other] = await this.#session.score([architecture, controller]);
    if (architecture !== this.architecture) return;
    this.scoring = false;
    if (own !== undefined && other !== undefined) this.score = { own, controller: other };
  }
}
