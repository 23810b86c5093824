import { describe, expect, it } from 'vitest';
import { stackDots } from '../../../src/app/charts/dotplot.ts';
import { sliderScale } from '../../../src/app/setup/slider.ts';
import { settingKeys, settingOf, validateSetting } from '../../../src/experiment/schema.ts';

describe('sliders', () => {
  it('reach both ends and the default of every number setting with values that the schema takes', () => {
    for (const key of settingKeys) {
      const setting = settingOf(key);
      if (setting.kind !== 'integer' && setting.kind !== 'real') continue;
      const scale = sliderScale(setting);
      expect(scale.toValue(scale.min)).toBe(setting.min);
      expect(scale.toValue(scale.max)).toBe(setting.max);
      expect(scale.part(setting.min)).toBe(0);
      expect(scale.part(setting.max)).toBeCloseTo(1);
      expect(scale.toValue(scale.toSlider(setting.default))).toBe(setting.default);
      for (
        let position = scale.min;
        position <= scale.max;
        position += Math.max(scale.step, (scale.max - scale.min) / 50)
      ) {
        const onStep = scale.min + Math.round((position - scale.min) / scale.step) * scale.step;
        expect(validateSetting(key, scale.toValue(Math.min(onStep, scale.max))).ok).toBe(true);
      }
    }
  });
});

describe('dot plot', () => {
  it('stacks dots that would touch and leaves the others on the axis', () => {
    expect(stackDots([10, 11, 40, 12], 8)).toEqual([
      { x: 8, level: 0 },
      { x: 8, level: 1 },
      { x: 40, level: 0 },
      { x: 16, level: 0 },
    ]);
  });
});
