import type { RandomStream } from '../../src/math/random.ts';

/** One of the items, which are not none. */
export function pick<T>(items: readonly T[], random: RandomStream): T {
  return items[random.integer(items.length)] as T;
}

/** What mail, chat, editors, strangers and attackers put into texts. */
const pieces = [
  ...['&amp;', '%26', '%00', '%E0%A4%A', '\u0000', '\ufeff', '\u202e', '\ud800', '😀', 'é', '\r\n', '\t', ' '],
  ...['"', "'", '`', '\\', '<script>alert(1)</script>', '${1+1}', '{{', '../', 'javascript:alert(1)', '#', '&', '='],
  ...['NaN', '-1', '1e999', '-0', '0x10', '99999999999999999999', 'null', 'undefined', '__proto__', 'constructor'],
  ...['[', ']', '{', '}', ',', '|', 'toString', 'é'.repeat(50), 'a'.repeat(2_000), '0 '.repeat(3_000)],
] as const;

/** The text with one to four small damages. */
export function mutateText(text: string, random: RandomStream): string {
  let mutated = text;
  for (let left = 1 + random.integer(4); left > 0; left--) {
    const at = random.integer(mutated.length + 1);
    const length = random.integer(3) === 0 ? random.integer(mutated.length + 1) : random.integer(4);
    const part = mutated.slice(at, at + length);
    const changes = [pick(pieces, random), '', part + part, String.fromCharCode(random.integer(0x10000))];
    mutated = mutated.slice(0, at) + pick(changes, random) + mutated.slice(at + length);
  }
  return mutated;
}

const values: readonly (() => unknown)[] = [
  () => null,
  () => -1,
  () => 1e308,
  () => 0.5,
  () => '',
  () => 'NaN',
  () => [],
  () => ({}),
  () => ({ toString: 1, valueOf: null }),
  () => true,
  () => '\u202e'.repeat(100),
  () => Array.from({ length: 1_000 }, () => 0),
  () => JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown,
];

/** A copy of JSON data with one to three damages at random places: values, keys, lengths. */
export function mutateJson(data: unknown, random: RandomStream): unknown {
  const root = { data: structuredClone(data) };
  for (let left = 1 + random.integer(3); left > 0; left--) damage(root, random);
  return root.data;
}

function damage(root: object, random: RandomStream): void {
  let holder = root as Record<string, unknown>;
  let key = 'data';
  for (let depth = random.integer(6); depth > 0; depth--) {
    const inner = holder[key];
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0) break;
    holder = inner as Record<string, unknown>;
    key = pick(Object.keys(holder), random);
  }
  switch (random.integer(5)) {
    case 0:
      if (holder !== root) Reflect.deleteProperty(holder, key);
      break;
    case 1:
      Object.defineProperty(holder, pick(['__proto__', 'constructor', 'unknown', 'length2'], random), {
        value: pick(values, random)(),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      break;
    case 2: {
      const other = pick(Object.keys(holder), random);
      [holder[key], holder[other]] = [holder[other], holder[key]];
      break;
    }
    default:
      holder[key] = pick(values, random)();
  }
}
