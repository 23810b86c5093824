/** What the browsers that tell it tell of adapters: later versions on the device, earlier ones on the adapter alone. */
const told = new WeakMap<GPUDevice, GPUAdapterInfo>();
const nothing = { vendor: '', architecture: '', device: '', description: '' } as GPUAdapterInfo;

/** What the browser tells of a device's adapter: empty words where it keeps that to itself. */
export function infoOf(device: GPUDevice): GPUAdapterInfo {
  const { adapterInfo } = device as { readonly adapterInfo?: GPUAdapterInfo };
  return adapterInfo ?? told.get(device) ?? nothing;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

/** Whether the processor does the work of a graphics chip, as far as the browser tells. */
export function isSoftware({
  vendor,
  architecture,
  description,
  isFallbackAdapter,
}: Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'description'> & { isFallbackAdapter?: boolean }): boolean {
  return isFallbackAdapter === true || [vendor, architecture, description].some((word) => SOFTWARE.test(word));
}

/** How long a device is waited for. */
export interface Patience {
  /** Before it is asked for again, each time that there was none, in ms: a graphics process may be starting anew. */
  readonly pauses: readonly number[];
  /** After which no answer counts as none, in ms. */
  readonly silence: number;
}
/** Where there was none before, and all is ready to go on without. */
export const impatient: Patience = { pauses: [], silence: 500 };
const usual: Patience = { pauses: [200, 600, 1_200], silence: 10_000 };

/** Why a page that is not served safely has no WebGPU. Undefined where nobody knows, as in Node. */
const insecure = (): boolean => (globalThis as { isSecureContext?: boolean }).isSecureContext === false;

/**
 * A device with what `wanted` takes of its adapter's limits. Asks a few times where the browser gives none, and throws an
 * `Error` with a sentence where it never does.
 */
export async function requestDevice(
  wanted: readonly string[],
  { pauses, silence }: Patience = usual,
): Promise<GPUDevice> {
  if (insecure()) {
    throw new Error('Browsers give WebGPU only to pages from https or localhost, which this address is not.');
  }
  const { gpu } = navigator as { gpu?: GPU };
  if (gpu === undefined) throw new Error('This browser has no WebGPU.');
  for (const pause of pauses) {
    try {
      return await askOnce(gpu, wanted, silence);
    } catch (error) {
      if (error instanceof SilentError) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return askOnce(gpu, wanted, silence);
}

async function askOnce(gpu: GPU, wanted: readonly string[], silence: number): Promise<GPUDevice> {
  const ask = async () => gpu.requestAdapter({ powerPreference: 'high-performance' });
  const adapter = await unlessSilent(silence, ask()).catch((error: unknown) => {
    if (error instanceof SilentError) throw error;
    throw new Error(`This browser has WebGPU, but no graphics adapter for it (${reasonOf(error)}).`, {
      cause: error,
    });
  });
  if (adapter === null) throw new Error('This browser has WebGPU, but found no graphics adapter for it.');
  const limits = adapter.limits as unknown as Readonly<Record<string, number>>;
  const requiredLimits = Object.fromEntries(wanted.map((name) => [name, limits[name]]));
  const device = await unlessSilent(silence, adapter.requestDevice({ requiredLimits })).catch((error: unknown) => {
    if (error instanceof SilentError) throw error;
    throw new Error(`The graphics adapter gave no device (${reasonOf(error)}).`, { cause: error });
  });
  const { info } = adapter as { readonly info?: GPUAdapterInfo };
  if (info !== undefined) told.set(device, info);
  return device;
}

/** The browser said nothing at all: asking again would take as long. */
class SilentError extends Error {
  constructor() {
    super('This browser has WebGPU, but did not answer when it was asked for a graphics adapter.');
  }
}

async function unlessSilent<T>(silence: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentError()), silence);
  });
  try {
    return await Promise.race([answer, silent]);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '') || 'it did not say why';
}
