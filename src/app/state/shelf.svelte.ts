import type { ComparisonRecord } from '../../experiment/comparison-record.ts';
import type { Kept } from '../../experiment/kept.ts';

/** Runs and comparisons that a person kept in this browser. */
export class Shelf {
  /** Oldest first. */
  kept: readonly Kept[] = $state.raw([]);
  /** Ids of those that are not drawn. */
  hidden: readonly string[] = $state.raw([]);
  /** What was deleted last and can come back. */
  deleted: Kept | null = $state.raw(null);
  /** What went wrong last, as one sentence. */
  notice: string | null = $state(null);
  #loading: Promise<void> | null = null;

  /** Reads what is kept, once; again where that did not go well. */
  load(): Promise<void> {
    this.#loading ??= this.#read().catch(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #read(): Promise<void> {
    const { loadKept, unreadSentence } = await keeping();
    try {
      const kept = await loadKept(await keptStore());
      const others = kept.filter(({ id }) => this.kept.every((one) => one.id !== id));
      this.kept = [...others, ...this.kept];
    } catch (error) {
      this.notice = unreadSentence(error);
      throw error;
    }
  }

  /** Keeps a record of either kind under a name; its id. */
  async keep(text: string, name: string): Promise<string> {
    await this.load();
    const { contentOf, nextPlace, uniqueName } = await keeping();
    const entry: Kept = {
      ...nextPlace(this.kept, uniqueName()),
      name: await nameFrom(name),
      text,
      content: contentOf(text),
    };
    this.kept = [...this.kept, entry];
    await this.#put(entry);
    return entry.id;
  }

  /** Keeps a record from a file, under its name; null, and a sentence, where it cannot be read. */
  async import(text: string, file: string): Promise<string | null> {
    const { contentOf } = await keeping();
    const content = contentOf(text);
    if (content.kind !== 'damaged') return this.keep(text, file.replace(/\.json$/, ''));
    this.notice = `${file} is not kept: ${content.sentence}`;
    return null;
  }

  /** A comparison that has grown since it was kept. */
  async update(id: string, record: ComparisonRecord): Promise<void> {
    const { comparisonText } = await import('../../experiment/comparison-record.ts');
    await this.#replace(id, (entry) => ({
      ...entry,
      text: comparisonText(record),
      content: { kind: 'comparison', record },
    }));
  }

  async rename(id: string, name: string): Promise<void> {
    const fitting = await nameFrom(name);
    await this.#replace(id, (entry) => ({ ...entry, name: fitting }));
  }

  async recolour(id: string, colour: number): Promise<void> {
    await this.#replace(id, (entry) => ({ ...entry, colour }));
  }

  async delete(id: string): Promise<void> {
    this.deleted = this.kept.find((entry) => entry.id === id) ?? null;
    this.kept = this.kept.filter((entry) => entry.id !== id);
    try {
      await (await keptStore()).delete(id);
      this.notice = null;
    } catch {
      this.notice = 'The browser did not delete it: it may be there again on the next visit.';
    }
  }

  async undoDelete(): Promise<void> {
    const entry = this.deleted;
    this.deleted = null;
    if (entry === null) return;
    this.kept = [...this.kept, entry].sort((a, b) => (a.id < b.id ? -1 : 1));
    await this.#put(entry);
  }

  show(id: string, shown: boolean): void {
    const others = this.hidden.filter((one) => one !== id);
    this.hidden = shown ? others : [...others, id];
  }

  async #replace(id: string, change: (entry: Kept) => Kept): Promise<void> {
    const old = this.kept.find((entry) => entry.id === id);
    if (old === undefined) return;
    const entry = change(old);
    this.kept = this.kept.map((one) => (one.id === id ? entry : one));
    await this.#put(entry);
  }

  async #put(entry: Kept): Promise<void> {
    const { putKept } = await keeping();
    this.notice = await putKept(await keptStore(), entry);
  }
}

/** Reading and writing records is fetched when it is first needed. */
function keeping() {
  return import('../../experiment/kept.ts');
}

async function keptStore() {
  return (await import('../../experiment/kept-store.ts')).keptStore;
}

async function nameFrom(text: string): Promise<string> {
  const { MAX_NAME_LENGTH } = await keeping();
  return text.trim().slice(0, MAX_NAME_LENGTH) || 'unnamed';
}
