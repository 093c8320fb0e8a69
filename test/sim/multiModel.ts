import type { MultiModelParams, Params } from '../../src/gen/inference/inference/params.js';
import { defaultMultiModelParams } from '../../src/types/params.js';

export const multiModel =
  (changes: Partial<MultiModelParams>) =>
  (defaults: Params): Params => ({ ...defaults, multiModelParams: { ...defaultMultiModelParams(), ...changes } });

/** All nodes mine: no model needs anybody to serve through PoC. */
export const nobodyServes = multiModel({ pocSlotFractionBasisPoints: 0 });
