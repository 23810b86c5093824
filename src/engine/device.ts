import { infoOf, isSoftware, requestDevice } from '../device/adapter.ts';
import { lossOf } from '../device/lost.ts';
import { hardwareTiles, softwareTiles, type Tiles } from './tiles.ts';

/** Storage buffers that the busiest bind group names. */
const STORAGE_BUFFERS = 6;

/** A device to compute on, and what it can hold. */
export interface EngineDevice {
  readonly device: GPUDevice;
  readonly tiles: Tiles;
  /** Largest single buffer that a kernel can see, in bytes. */
  readonly largestBuffer: number;
  /** Why the device went away, once it has; pending until then. */
  readonly lost: Promise<string>;
}

/**
 * The device and its limits. Takes a device that is shared with others as it is, or asks for one with the adapter's
 * own limits. Throws an `Error` with a sentence where there is none.
 */
export async function openDevice(shared?: GPUDevice): Promise<EngineDevice> {
  return describe(shared ?? (await requestDevice(['maxBufferSize', 'maxStorageBufferBindingSize'])));
}

function describe(device: GPUDevice): EngineDevice {
  const { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage } = device.limits;
  if (maxStorageBuffersPerShaderStage < STORAGE_BUFFERS) {
    throw new Error(
      `The graphics adapter binds ${maxStorageBuffersPerShaderStage} buffers; ${STORAGE_BUFFERS} are needed.`,
    );
  }
  return {
    device,
    tiles: isSoftware(infoOf(device)) ? softwareTiles : hardwareTiles,
    largestBuffer: Math.min(maxBufferSize, maxStorageBufferBindingSize),
    lost: lossOf(device),
  };
}

/** What a plan asks for is more than the device can hold. */
export class CapacityError extends Error {
  override readonly name = 'CapacityError';
  readonly bytes: number;
  readonly limit: number;
  constructor(bytes: number, limit: number) {
    const mebibytes = (size: number): string => (size / 2 ** 20).toFixed(1);
    super(
      `One buffer of ${mebibytes(bytes)} MiB is needed, but this graphics adapter allows ${mebibytes(limit)} MiB. ` +
        'A smaller batch or fewer networks at once need less.',
    );
    this.bytes = bytes;
    this.limit = limit;
  }
}
