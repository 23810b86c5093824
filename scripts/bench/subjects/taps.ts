/** Taps of a k × k window over side × side pixels that meet one. */
export function inside(side: number, kernel: number): number {
  return (side * kernel) ** 2 - outside(side, kernel);
}

/** Taps that meet padding, of all of a k × k window, stride 1, SAME, over side × side pixels. */
export function outside(side: number, kernel: number): number {
  const reach = (kernel - 1) / 2;
  const met = side * kernel - reach * (reach + 1);
  return (side * kernel) ** 2 - met ** 2;
}
