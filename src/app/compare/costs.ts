import type { Architecture, Space } from '../../space/space.ts';

/** Multiply–adds of a space's children, computed once each: while a search runs the same ones come again and again. */
export class Costs {
  readonly #space: Pick<Space, 'cost'>;
  readonly #known = new Map<string, number>();

  constructor(space: Pick<Space, 'cost'>) {
    this.#space = space;
  }

  of(architecture: Architecture): number {
    const key = architecture.join();
    const cost = this.#known.get(key) ?? this.#space.cost(architecture).multiplyAdds;
    this.#known.set(key, cost);
    return cost;
  }
}
