/** A part of a text, from its first character to before its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lists of numbers in brackets, the outermost ones: `[0 1 0 1]`, `[[0, 1], [0, 1]]`, `[(0, 1), (2, 3)]`. */
export function bracketLists(text: string): readonly Span[] {
  const lists: Span[] = [];
  let depth = 0;
  let start = 0;
  let hasNumber = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '[') {
      if (depth === 0) [start, hasNumber] = [i, false];
      depth++;
    } else if (depth > 0 && character === ']') {
      depth--;
      if (depth === 0 && hasNumber) lists.push({ start, end: i + 1 });
    } else if (depth > 0 && /\d/.test(character)) hasNumber = true;
    // Anything but numbers and what stands between them: no list of numbers.
    else if (depth > 0 && !/[\s,;|()]/.test(character)) depth = 0;
  }
  return lists;
}

/** Words with a value, function names, the type and device of a tensor: they belong to a list, they part nothing. */
const partOfList =
  /\b(?:dtype|device)\s*=\s*[\w.:'"]+|\b(?:np\.|numpy\.|torch\.|tf\.)?(?:array|asarray|[a-z]*tensor|list|tuple)\s*\(|["']?[A-Za-z_][\w .-]*["']?\s*[:=]/gi;

/** Whether what stands between two lists parts them, as a score or a ruled line does. */
export function parts(between: string): boolean {
  return /[\p{L}\d]|-{3}|={3}|\*{3}/u.test(between.replaceAll(partOfList, ' '));
}
