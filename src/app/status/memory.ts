import type { Message } from '../../worker/protocol.ts';

type SupernetEstimate = Extract<Message, { kind: 'configured' }>['estimate'];

/** All that a supernet will hold on the device, in bytes. */
export function estimatedBytes(estimate: SupernetEstimate): number {
  return estimate.parameterBytes + estimate.optimiserBytes + estimate.activationBytes + estimate.dataBytes;
}
