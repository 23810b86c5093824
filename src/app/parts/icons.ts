/** Paths in a box of 12 × 12. */
export const shapes = {
  play: 'M2.5 1l8 5-8 5z',
  pause: 'M2 1h3v10H2zM7 1h3v10H7z',
  step: 'M1 1l7 5-7 5zM9 1h2v10H9z',
  again: 'M6 1.2V0L9 2.2 6 4.4V3a3.4 3.4 0 1 0 3.4 3.4H11A5 5 0 1 1 6 1.2z',
  stop: 'M2 2h8v8H2z',
  menu: 'M0 1h12v2H0zM0 5h12v2H0zM0 9h12v2H0z',
  theme: 'M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0zm0 1.5v9a4.5 4.5 0 0 1 0-9z',
} as const;
export type IconName = keyof typeof shapes;
