import { openDevice } from '../engine/device.ts';
import type { SupernetEstimate } from '../supernet/supernet.ts';
import type { Shortage } from './protocol.ts';

/** What a device can hold, in bytes; null where that is not known. */
export interface Capacity {
  readonly largestBuffer: number | null;
  readonly all: number | null;
}

const GIBIBYTE = 2 ** 30;

/** A device's limits. A graphics chip's share of memory is not told; systems give it at most about half of the main one. */
export async function capacityOf(device: GPUDevice | null): Promise<Capacity> {
  const memory: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : undefined;
  return {
    largestBuffer: device === null ? null : (await openDevice(device)).largestBuffer,
    all: typeof memory === 'number' ? (memory * GIBIBYTE) / 2 : null,
  };
}

/** All that a supernet will hold on the device, in bytes. */
export function bytesOf({ parameterBytes, optimiserBytes, activationBytes, dataBytes }: SupernetEstimate): number {
  return parameterBytes + optimiserBytes + activationBytes + dataBytes;
}

/** What of an estimate is more than a device can hold; null where it fits. */
export function shortageOf(estimate: SupernetEstimate, { largestBuffer, all }: Capacity): Shortage | null {
  const buffer = estimate.largestBufferBytes;
  if (largestBuffer !== null && buffer !== null && buffer > largestBuffer) {
    return { of: 'buffer', needed: buffer, allowed: largestBuffer };
  }
  const sum = bytesOf(estimate);
  return all !== null && sum > all ? { of: 'all', needed: sum, allowed: all } : null;
}
