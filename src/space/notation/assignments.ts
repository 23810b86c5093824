import type { Span } from './lists.ts';

/** `name="0 1 …"` of shell scripts and `"name": "0 1 …"` of JSON: a name, and a quoted value that is an arc or part of one. */
const quoted = /(?<name>[A-Za-z_][\w-]*)["']?[^\S\n]*(?<sign>\+=|=|:)[^\S\n]*(?<quote>["'])(?<value>[^"']*)\k<quote>/g;

/** What a shell puts in place of a variable. */
const variable = /\$(?:\{\w+\}|\w+)/g;

/** Numbers and what may stand between them. */
const onlyNumbers = /^[\s\d,;|[\]()]*$/;

/** Names that say what the value is, where a script sets much else. */
const namesArc = /arc(?![a-z])|arch|genotype|notation|canonical/i;

/**
 * The values of the assignments that make up an arc, in their order, as a shell would join them: one that names itself
 * goes on, one that does not begins anew. Empty where there are none.
 */
export function assignedArcs(text: string): readonly Span[] {
  const found: {
    readonly name: string;
    readonly goesOn: boolean;
    readonly span: Span;
    readonly numbers: number;
  }[] = [];
  for (const match of text.matchAll(quoted)) {
    const { name = '', sign = '', value = '' } = match.groups ?? {};
    if (!onlyNumbers.test(value.replace(variable, ''))) continue;
    const end = match.index + match[0].length - 1;
    // The names of variables may hold digits: what is read begins after the last of them.
    const after = [...value.matchAll(variable)].reduce((last, one) => Math.max(last, one.index + one[0].length), 0);
    found.push({
      name,
      goesOn: sign === '+=' || after > 0,
      span: { start: end - value.length + after, end },
      numbers: value.slice(after).match(/\d+/g)?.length ?? 0,
    });
  }
  const named = found.filter(({ name, numbers }) => numbers > 0 && namesArc.test(name));
  // A single number by another name is a setting.
  const arcs = named.length > 0 ? named : found.filter(({ numbers }) => numbers > 1);
  return arcs
    .filter(({ name }, index) => !arcs.slice(index + 1).some((later) => later.name === name && !later.goesOn))
    .map(({ span }) => span);
}
