import { DeviceLostError } from '../supernet.ts';
import * as tf from './tf.ts';

/** The graphics device behind the backend that was current when this was made; notices if it goes away. */
export class Device {
  readonly #lost: Promise<never>;
  readonly #webgl: WebGL2RenderingContext | undefined;
  #reason: string | null = null;

  constructor() {
    const backend = tf.backend();
    this.#webgl = backend instanceof tf.MathBackendWebGL ? (backend.gpgpu.gl as WebGL2RenderingContext) : undefined;
    const lost = backend instanceof tf.WebGPUBackend ? backend.device.lost : new Promise<never>(() => undefined);
    this.#lost = lost.then(({ message, reason }) => {
      this.#reason = message === '' ? reason : message;
      throw new DeviceLostError(this.#reason);
    });
    this.#lost.catch(() => undefined);
  }

  /** Takes a tensor's numbers off the device and disposes it. Rejects with `DeviceLostError` if the device is gone. */
  async take(tensor: tf.Tensor): Promise<Float32Array> {
    try {
      const values = await Promise.race([tensor.data<'float32'>(), this.#lost]);
      this.#check();
      return values;
    } catch (error) {
      this.#check();
      throw error;
    } finally {
      tensor.dispose();
    }
  }

  #check(): void {
    if (this.#webgl?.isContextLost() === true) this.#reason ??= 'The WebGL context was lost.';
    if (this.#reason !== null) throw new DeviceLostError(this.#reason);
  }
}
