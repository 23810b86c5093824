/** A sentence in pieces, so that numbers which just changed can be marked and variables set in italics. */
export interface Piece {
  readonly text: string;
  readonly style?: 'mark' | 'variable' | 'strong';
}
export type Sentence = readonly Piece[];

export const plain = (text: string): Piece => ({ text });
export const marked = (text: string): Piece => ({ text, style: 'mark' });
export const variable = (text: string): Piece => ({ text, style: 'variable' });
export const strong = (text: string): Piece => ({ text, style: 'strong' });

/** The sentence as plain text, for the live region and the document. */
export function textOf(sentence: Sentence): string {
  return sentence.map((piece) => piece.text).join('');
}
