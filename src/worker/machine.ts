import type { Patience } from '../device/adapter.ts';
import { type BackendName, backendNames, type OpenBackend, openWebgpu } from '../device/backend.ts';
import { DeviceLostError } from '../device/lost.ts';
import { openReference } from '../supernet/create.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import type { Adapter } from './protocol.ts';

/** A device could not make a buffer although its limits allow it. */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';
}

/** Which backend, the best there is where none is named, and who computes on it. */
export interface WantedMachine {
  readonly backend?: BackendName | undefined;
  readonly form: Adapter['form'];
  /** How long a WebGPU device that is named is waited for; a while where this is not given. */
  readonly patience?: Patience;
}

/** Where the numbers are computed now. */
export interface Machine {
  readonly adapter: Adapter;
  /** For the fused form; null where the reference computes. */
  readonly device: GPUDevice | null;
  readonly capacity: Capacity;
  /** Destroys the graphics device on purpose, to show and test what happens then. */
  lose(): void;
}

/** The backend wanted, else the best that opens; `fallback` says why those before it did not, null where there are none. */
async function openFirst({
  backend: only,
  form,
  patience,
}: WantedMachine): Promise<{ readonly backend: OpenBackend; readonly fallback: string | null }> {
  const reasons: string[] = [];
  for (const name of only === undefined ? backendNames : [only]) {
    try {
      // Only the reference computes on what is not WebGPU.
      const engine = form === 'engine' && name === 'webgpu';
      const backend = await (engine ? openWebgpu(patience) : openReference(name, patience));
      return { backend, fallback: reasons.length === 0 ? null : reasons.join(' ') };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(reasons.join(' '));
}

/**
 * Opens the backend wanted, or the best there is. `onTrouble` hears what goes wrong on the device beside any call: that
 * it is lost, has no memory left, or was given something invalid, after which its results mean nothing.
 * Rejects with an `Error` where nothing can be opened.
 */
export async function openMachine(
  wanted: WantedMachine,
  onTrouble: (machine: Machine, error: Error) => void,
): Promise<Machine> {
  const { backend, fallback } = await openFirst(wanted);
  const { name, vendor, architecture, software } = backend;
  const device = wanted.form === 'engine' ? backend.device : null;
  const machine: Machine = {
    adapter: {
      backend: name,
      form: device === null ? 'reference' : 'engine',
      vendor,
      architecture,
      software,
      fallback,
    },
    device,
    capacity: await capacityOf(device),
    lose: () => backend.loseDevice(),
  };
  void backend.lost.then((reason) => onTrouble(machine, new DeviceLostError(reason)));
  backend.device?.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    const { error } = event;
    onTrouble(
      machine,
      error instanceof GPUOutOfMemoryError ? new OutOfMemoryError(error.message) : new Error(error.message),
    );
  });
  return machine;
}
