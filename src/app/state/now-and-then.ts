/** How often something is done beside other work. */
export interface Rhythm {
  /** Least pause between two times, in ms. */
  readonly every: number;
  /** Most of the time that it may take. */
  readonly share: number;
}

/**
 * Does `work` now and then until the function that comes back is called, and whenever the page is hidden: browsers may
 * end a hidden page without a word.
 */
export function nowAndThen(work: () => Promise<void>, { every, share }: Rhythm): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let working = false;
  let ended = false;
  const next = async (): Promise<void> => {
    clearTimeout(timer);
    if (working) return;
    working = true;
    const start = performance.now();
    await work();
    const took = performance.now() - start;
    working = false;
    if (!ended) timer = setTimeout(() => void next(), Math.max(every, took / share - took));
  };
  const hide = (): void => {
    if (document.visibilityState === 'hidden') void next();
  };
  timer = setTimeout(() => void next(), every);
  document.addEventListener('visibilitychange', hide);
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', hide);
  };
}
