import type { NumberSetting } from '../../experiment/settings.ts';

/** Steps of a logarithmic slider from end to end. */
const LOG_STEPS = 200;

/** How a number setting lies on a slider: linear on its own step, or in even steps of the logarithm. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  toSlider(value: number): number;
  toValue(position: number): number;
  /** Part of the slider's length, 0 to 1. */
  part(value: number): number;
}

export function sliderScale(setting: NumberSetting): SliderScale {
  return setting.scale === 'log' && setting.min > 0 ? logScale(setting) : linearScale(setting);
}

function linearScale({ min, max, step, kind }: NumberSetting): SliderScale {
  const decimals = kind === 'integer' ? 0 : Math.max(0, -Math.floor(Math.log10(step)) + 1);
  return {
    min,
    max,
    step,
    toSlider: (value) => value,
    toValue: (position) => Number(position.toFixed(decimals)),
    part: (value) => (value - min) / (max - min),
  };
}

function logScale({ min, max }: NumberSetting): SliderScale {
  const span = Math.log(max / min);
  const part = (value: number) => Math.log(value / min) / span;
  return {
    min: 0,
    max: LOG_STEPS,
    step: 1,
    toSlider: (value) => part(value) * LOG_STEPS,
    toValue: (position) => {
      const value = Number((min * Math.exp((position / LOG_STEPS) * span)).toPrecision(2));
      return Math.min(max, Math.max(min, value));
    },
    part,
  };
}
