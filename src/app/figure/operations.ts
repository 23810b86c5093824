import { operationFacts, operationIds, type OperationFacts } from '../../space/micro/operations.ts';

const known: ReadonlyMap<string, OperationFacts> = new Map(operationIds.map((id) => [id, operationFacts[id]]));

/**
 * Letters, words and size of one operation; its hue, dash and text colour are `.op-<id>` in operations.css. A
 * `RangeError` names an operation that cannot be drawn.
 */
export function operationLook(operation: string): OperationFacts {
  const facts = known.get(operation);
  if (facts === undefined) throw new RangeError(`No drawing is known for the operation “${operation}”.`);
  return facts;
}
