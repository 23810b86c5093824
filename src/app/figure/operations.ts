import { SKIP } from '../../space/macro/graphs.ts';
import { operationFacts as layerOperationFacts } from '../../space/macro/operations.ts';
import { operationFacts } from '../../space/micro/operations.ts';
import { activationFacts } from '../../space/recurrent/activations.ts';

/** How an operation is written. */
export interface OperationLook {
  readonly label: string;
  /** Two letters for the chip, so that colour is never the only sign. */
  readonly letters: string;
}

const known: ReadonlyMap<string, OperationLook> = new Map<string, OperationLook>([
  ...Object.entries(operationFacts),
  ...Object.entries(layerOperationFacts),
  ...Object.entries(activationFacts),
  [SKIP, { label: 'skip', letters: '+' }],
]);

/**
 * Letters and words of one operation; its hue, dash and text colour are `.op-<id>` in operations.css. A
 * `RangeError` names an operation that cannot be drawn.
 */
export function operationLook(operation: string): OperationLook {
  const look = known.get(operation);
  if (look === undefined) throw new RangeError(`No drawing is known for the operation “${operation}”.`);
  return look;
}
