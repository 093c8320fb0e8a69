import type { VectorTable } from './shared.js';
import { epochContextCase } from './weights/epochContext.js';
import { modelAssignmentCase } from './weights/modelAssignment.js';
import { collateralCase, guardianCase, powerCappingCase, unitPriceCase } from './weights/powers.js';
import { weightCalculatorCase } from './weights/weightCalculator.js';

/** The rules of epochs, weights and powers that the deployed chain's functions pin (reference, sections 2-5, 8.4, 8.5). */
export const weightsVectors: VectorTable = {
  'epoch_context.json': epochContextCase,
  'weight_calculator.json': weightCalculatorCase,
  'model_assignment.json': modelAssignmentCase,
  'power_capping.json': powerCappingCase,
  'guardian.json': guardianCase,
  'collateral.json': collateralCase,
  'unit_price.json': unitPriceCase,
};
