import { endings } from './endings.js';
import { inputs } from './inputs.js';
import { measurements } from './measurements.js';
import type { Difference } from './turn.js';

/** All deliberate differences, in the order in which they turn a recording. */
export const differences: readonly Difference[] = [...endings, ...measurements, ...inputs];
