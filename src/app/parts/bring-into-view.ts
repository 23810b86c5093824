/** How long what stands in an element may still be coming, in ms. */
const COMING = 1_500;

/** Scrolls the column that an element stands in, and nothing else, until it is seen whole, as it grows to its size. */
export function bringIntoView(element: HTMLElement): void {
  const column = element.closest<HTMLElement>('.results');
  if (column === null || column.scrollHeight <= column.clientHeight) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const watch = new ResizeObserver(() => {
    const [own, around] = [element.getBoundingClientRect(), column.getBoundingClientRect()];
    const below = own.bottom - around.bottom + GAP;
    const above = own.top - around.top - GAP;
    const by = above < 0 ? above : Math.min(above, Math.max(0, below));
    if (by !== 0) column.scrollBy({ top: by, behavior: still ? 'auto' : 'smooth' });
  });
  watch.observe(element);
  setTimeout(() => watch.disconnect(), COMING);
}
const GAP = 8;
