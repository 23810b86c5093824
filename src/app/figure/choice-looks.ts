import { operationLook } from './operations.ts';

/** How the choices of a kind of decision are drawn and said. */
export interface ChoiceLook {
  /** What is chosen, above a list of the choices. */
  readonly heading: string;
  /** What the choices are. */
  readonly plural: string;
  /** Whether each has letters, a colour and a dash of its own: see `operationLook`. */
  readonly operations: boolean;
  /** One of them, as what a node does. */
  words(choice: string): string;
}

/** A decision as a figure draws it: its index in `Space.decisions`, and how its choices look. */
export interface DrawnDecision {
  readonly index: number;
  readonly look: ChoiceLook;
}

export const operationChoices: ChoiceLook = {
  heading: 'operation',
  plural: 'operations',
  operations: true,
  words: (choice) => operationLook(choice).label,
};

export const nodeChoices: ChoiceLook = {
  heading: 'reads node',
  plural: 'inputs',
  operations: false,
  words: (choice) => `reads ${choice}`,
};
