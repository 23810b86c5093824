import type { Decision, Space } from '../../../src/space/space.ts';

/** The decisions of `cells` micro cells, in storage order idx1, op1, idx2, op2 (methods/enas 2.3). */
export function cellSpace(
  cells: number,
  nodes: number,
  operations: readonly string[],
): Pick<Space, 'id' | 'decisions'> {
  const decisions = Array.from({ length: cells }, (_, graph) =>
    Array.from({ length: nodes }, (_, block) =>
      ([0, 1] as const).flatMap((side): Decision[] => {
        const node = block + 2;
        const inputs = Array.from({ length: node }, (_, i) => String(i));
        const at = `${graph}.${node}.${side}`;
        return [
          { id: `${at}.input`, kind: 'input', graph, node, side, choices: inputs },
          { id: `${at}.operation`, kind: 'operation', graph, node, side, choices: operations },
        ];
      }),
    ),
  );
  return { id: 'micro', decisions: decisions.flat(2) };
}

/** Every architecture of a small space. */
export function allArchitectures({ decisions }: Pick<Space, 'decisions'>): number[][] {
  return decisions.reduce<number[][]>(
    (heads, { choices }) => heads.flatMap((head) => choices.map((_, choice) => [...head, choice])),
    [[]],
  );
}
