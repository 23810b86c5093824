/** Pixels that a popover keeps from the edge of the window. */
const EDGE = 8;

export interface PopoverPlace {
  /** Pixels between the two. */
  readonly gap: number;
  /** Which of their edges or middles stand in line. */
  readonly align: 'start' | 'centre';
}

/** Where a popover stands in the window, in pixels: under what it belongs to, or over it where there is no room. */
export function placePopover(
  popover: HTMLElement,
  anchor: Element,
  { gap, align }: PopoverPlace,
): { left: number; top: number } {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const fit = (wanted: number, size: number, room: number): number =>
    Math.max(EDGE, Math.min(wanted, room - size - EDGE));
  const below = box.bottom + gap;
  return {
    left: fit(align === 'start' ? box.left : box.left + box.width / 2 - width / 2, width, innerWidth),
    top: fit(below + height > innerHeight - EDGE ? box.top - gap - height : below, height, innerHeight),
  };
}
