import { deriveSettings } from './derive.ts';
import { retrainSettings } from './retrain.ts';
import { rewardSettings } from './reward.ts';
import { scheduleSettings } from './schedule.ts';
import type { ValuesOf } from './setting.ts';
import { weightsSettings } from './weights.ts';

/** Values that any method may ask for, beside those of its own settings. */
export type CommonSettings = ValuesOf<
  typeof weightsSettings &
    typeof scheduleSettings &
    typeof rewardSettings &
    typeof deriveSettings &
    typeof retrainSettings
>;
