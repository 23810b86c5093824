/** Calls `draw` at most once a frame however often it is asked for, and counts the frames that were drawn. */
export class FrameGate {
  readonly #draw: () => void;
  #asked = false;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#draw();
    });
  }
}
