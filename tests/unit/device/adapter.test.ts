import { afterEach, describe, expect, test, vi } from 'vitest';
import { impatient, infoOf, isSoftware, requestDevice } from '../../../src/device/adapter.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const info = { vendor: 'maker', architecture: 'chip', device: '', description: '' } as GPUAdapterInfo;
const device = (told?: GPUAdapterInfo) => ({ adapterInfo: told }) as unknown as GPUDevice;
const adapter = (made: GPUDevice | Error = device(info)) =>
  ({
    info,
    limits: { maxBufferSize: 7 },
    requestDevice: (wanted: GPUDeviceDescriptor) =>
      made instanceof Error ? Promise.reject(made) : Promise.resolve(Object.assign(made, { wanted })),
  }) as unknown as GPUAdapter;

/** A browser that answers so, one after the other, and with the last for ever. */
function browser(...answers: (GPUAdapter | null | Error | 'silence')[]): { asked: number } {
  const counter = { asked: 0 };
  const requestAdapter = () => {
    const answer = answers[Math.min(counter.asked++, answers.length - 1)];
    if (answer === 'silence') return new Promise(() => undefined);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
  return counter;
}

const quick = { pauses: [1, 1], silence: 20 };
const noAdapter = 'This browser has WebGPU, but found no graphics adapter for it.';

describe('a device', () => {
  test('has what is wanted of the limits of its adapter', async () => {
    browser(adapter());
    expect(await requestDevice(['maxBufferSize'], quick)).toMatchObject({
      wanted: { requiredLimits: { maxBufferSize: 7 } },
    });
  });

  test.each([
    ['no adapter', null],
    ['an error', new Error('Busy.')],
    ['an adapter without a device', adapter(new Error('Out of memory.'))],
  ])('is asked for again where the browser gives %s at first', async (_, first) => {
    const counter = browser(first, first, adapter());
    await expect(requestDevice([], quick)).resolves.toBeDefined();
    expect(counter.asked).toBe(3);
  });

  test.each([
    ['no adapter', null, noAdapter],
    ['errors', new Error('Busy.'), 'This browser has WebGPU, but no graphics adapter for it (Busy).'],
    ['no device', adapter(new Error('Busy.')), 'The graphics adapter gave no device (Busy).'],
  ])('is given up where the browser gives %s again and again', async (_, answer, sentence) => {
    const counter = browser(answer);
    await expect(requestDevice([], quick)).rejects.toThrow(sentence);
    expect(counter.asked).toBe(3);
    await expect(requestDevice([], impatient)).rejects.toThrow(sentence);
    expect(counter.asked).toBe(4);
  });

  test('is not waited for without end', async () => {
    const counter = browser('silence');
    await expect(requestDevice([], quick)).rejects.toThrow('did not answer');
    expect(counter.asked).toBe(1);
  });

  test('is not to be had without WebGPU, and the reason is told truly', async () => {
    vi.stubGlobal('navigator', {});
    await expect(requestDevice([], quick)).rejects.toThrow('This browser has no WebGPU.');
    vi.stubGlobal('isSecureContext', false);
    await expect(requestDevice([], quick)).rejects.toThrow(/only to pages from https or localhost/);
  });
});

describe('what browsers tell of an adapter', () => {
  test('stands on the device, on the adapter alone, or nowhere', async () => {
    expect(infoOf(device(info))).toBe(info);
    browser(adapter(device()));
    expect(infoOf(await requestDevice([], quick))).toBe(info);
    expect(infoOf(device())).toEqual({ vendor: '', architecture: '', device: '', description: '' });
  });

  test.each([
    [{ vendor: 'google', architecture: 'swiftshader' }, true],
    [{ vendor: 'mesa', architecture: '', description: 'llvmpipe (LLVM 17.0.6, 256 bits)' }, true],
    [{ vendor: 'microsoft', architecture: '', description: 'Microsoft Basic Render Driver' }, true],
    [{ vendor: '', architecture: '', isFallbackAdapter: true }, true],
    [{ vendor: 'nvidia', architecture: 'ampere' }, false],
    [{ vendor: '', architecture: '' }, false],
  ])('%j is software: %s', (told, software) => {
    expect(isSoftware({ description: '', ...told })).toBe(software);
  });
});
