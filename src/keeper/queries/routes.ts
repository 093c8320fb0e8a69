import { developerStatsQueries } from './developerStats.js';
import { epochQueries } from './epochs.js';
import { participantQueries } from './participants.js';
import { pricingQueries } from './pricing.js';
import { recordQueries } from './records.js';
import type { InferenceQueryRoute } from './route.js';
import { trainingQueries } from './trainings.js';
import { validationQueries } from './validations.js';

/** Every method of `inference.inference.Query` that the module's state can answer (reference 1.4). */
export const inferenceQueryRoutes: readonly InferenceQueryRoute[] = [
  ...recordQueries,
  ...epochQueries,
  ...participantQueries,
  ...validationQueries,
  ...pricingQueries,
  ...developerStatsQueries,
  ...trainingQueries,
];
