/** What graphics in software mean, and how the graphics card is had. */
export const softwareSentence =
  'WebGPU runs in software here, on the processor: all is as on a graphics card, many times slower. For the card, switch on “Use graphics acceleration when available” in the browser’s settings and start it anew; about:gpu says what keeps it off. On Linux, Chrome also takes #enable-vulkan in chrome://flags.';
