/** How an operation is drawn: letters on its chip, its line, and its colours on light and on dark paper. */
export interface Mark {
  readonly letters: string;
  readonly label: string;
  readonly dash?: string;
  /** Round dots instead of dashes. */
  readonly round?: boolean;
  /** A double line. */
  readonly double?: boolean;
  readonly light: Ink;
  readonly dark: Ink;
}
export interface Ink {
  readonly line: string;
  readonly text: string;
}

const ink = (line: string, text = '#0b0d10'): Ink => ({ line, text });

const blue = { light: ink('#0072b2', '#fff'), dark: ink('#3d9ddc') };
const sky = { light: ink('#3a97cf'), dark: ink('#8fd0f5') };
const orange = { light: ink('#b77d00'), dark: ink('#e8a512') };
const vermilion = { light: ink('#d55e00'), dark: ink('#f0752a') };
const green = { light: ink('#008f69'), dark: ink('#2bbd92') };
const purple = { light: ink('#9c4a86', '#fff'), dark: ink('#cc79a7') };
const pink = { light: ink('#bf6f9f'), dark: ink('#e5abcb') };

const LONG = '11 4';
const DASH_DOT = '11 4 2.5 4';

/**
 * Marks by operation or activation, as the page draws them: hue is the family, dash the kernel (docs/figure.md
 * 1). An SVG file has to carry its own colours, so they stand here as well as in the page's style sheet; a test
 * holds the two together.
 */
export const marks: Readonly<Record<string, Mark>> = {
  sep3: { letters: 'S3', label: 'sep 3×3', ...blue },
  sep5: { letters: 'S5', label: 'sep 5×5', dash: LONG, ...sky },
  conv3: { letters: 'C3', label: 'conv 3×3', ...purple },
  conv5: { letters: 'C5', label: 'conv 5×5', dash: LONG, ...pink },
  avg3: { letters: 'A3', label: 'avg 3×3', dash: '0.1 6.2', round: true, ...orange },
  max3: { letters: 'M3', label: 'max 3×3', dash: DASH_DOT, ...vermilion },
  identity: { letters: 'ID', label: 'identity', double: true, ...green },
  tanh: { letters: 'TH', label: 'tanh', ...blue },
  relu: { letters: 'RE', label: 'ReLU', dash: DASH_DOT, ...vermilion },
  sigmoid: { letters: 'SI', label: 'sigmoid', dash: LONG, ...purple },
};

/** Colours that are not an operation's. */
export const papers = {
  light: { paper: '#fcfbf8', sunk: '#f4f2ec', ink: '#1b1e23', quiet: '#565b63' },
  dark: { paper: '#14161a', sunk: '#1b1e23', ink: '#ebe8e1', quiet: '#aeb2b8' },
} as const;
