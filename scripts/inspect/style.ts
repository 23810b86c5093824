import { type Mark, marks, papers } from './marks.ts';

/** Whose colours a picture has, whatever the viewer prefers: it has a paper of its own. */
export type Scheme = keyof typeof papers;

/** The style sheet of a picture. Colours are written out, not as variables: other programs than browsers know none. */
export function styleOf(operations: readonly string[], scheme: Scheme): string {
  const lines = operations.map((operation) => {
    const { dash, round = false, double = false } = marks[operation] ?? {};
    const rules = [
      `stroke-width:${double ? 5.5 : 4}`,
      ...(dash === undefined ? [] : [`stroke-dasharray:${dash}`]),
      ...(round ? ['stroke-linecap:round'] : []),
    ];
    return `.op-${operation} .line{${rules.join(';')}}`;
  });
  return [
    "text{font:600 13px Inter,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;text-anchor:middle}",
    '.line,.halo,.core,.lane{fill:none}.halo{stroke-width:8}.core{stroke-width:2}.lane{stroke-opacity:.5}',
    '.box{stroke-width:1.5}.chip rect{stroke-width:2}.chip text{font-size:11px;font-weight:700}.skip .line{stroke-width:1.5}',
    '.note{font-size:12px;font-weight:400}.end{text-anchor:end}.start{text-anchor:start}',
    ...lines,
    ...colours(scheme, operations),
  ].join('\n');
}

function colours(scheme: Scheme, operations: readonly string[]): string[] {
  const { paper, sunk, ink, quiet } = papers[scheme];
  return [
    `.paper{fill:${paper}}text{fill:${ink}}.note{fill:${quiet}}.lane{stroke:${quiet}}.halo,.core{stroke:${paper}}`,
    `.box{fill:${paper};stroke:${ink}}.square .box{fill:${sunk}}.chip rect,.head{stroke:${paper}}`,
    `.skip .line{stroke:${quiet}}.skip .head{fill:${quiet}}`,
    ...operations.map((operation) => ofOperation(operation, marks[operation]?.[scheme])),
  ];
}

function ofOperation(operation: string, ink: Mark['light'] | undefined): string {
  if (ink === undefined) return '';
  const op = `.op-${operation}`;
  return `${op} .line{stroke:${ink.line}}${op} .head,${op} rect{fill:${ink.line}}${op} text{fill:${ink.text}}`;
}
