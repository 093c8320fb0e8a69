import { nextTokenPriceA25, utilizationA25 } from '../calculations/dynamicPrice.js';
import { inferenceCostsA25 } from '../calculations/inferenceCost.js';
import { participantStatusA25 } from '../calculations/participantStatus.js';
import { shouldValidateA25 } from '../calculations/shouldValidate.js';
import type { Inference } from '../gen/inference/inference/inference.js';
import { inferenceErrors, undefinedErrors } from '../types/errors.js';
import { everySignature } from '../types/msgs/inference.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { Conduct } from './conduct.js';
import { applyHardwareDiffDeployed, refuseUnknownModelsDeployed } from './hardwareDiff.js';
import { isFinished } from './inferences.js';
import { requireSigned } from './requestSignatures.js';

/** The rules as deployed in August 2025, defects included (docs/QUIRKS.md). */
export const deployedConduct: Conduct = {
  applyHardwareDiff: applyHardwareDiffDeployed,
  checkModels: refuseUnknownModelsDeployed,
  registeredModel: (_, message) => message,
  registered: (fresh) => fresh,
  storedNodeId: () => '',
  storedParams: (_, given) => ({ ...given, multiModelParams: undefined }),
  costs: inferenceCostsA25,
  recordedCost: ({ cost }) => cost,
  checkRepeatedStart: refuseStartBeforeFinish,
  checkRepeatedFinish: () => {},
  checkRepeatedValidation: () => {},
  undisputed,
  checkAmount: refuseNegativeCoin,
  participantStatus: participantStatusA25,
  signatures: { form: everySignature, require: requireSigned },
  isSeedAccepted: () => true,
  openClaim: () => undefined,
  shouldValidate: shouldValidateA25,
  validatesStrangers: false,
  checkProposedPrice: () => {},
  nextTokenPrice: ({ price, demand, params }) =>
    nextTokenPriceA25({ price, utilization: utilizationA25(demand), params }),
  shownCapacities: () => [],
  settlementLimit: 100,
  checkSettledBalance: haltOnDebt,
};

// What the deployed chain does where `proposal` refuses. Its panics in a message are failed transactions (decisions,
// section 0); where it would halt in a block, a coded error names the cause.

/** 1101 until the finish has come; later starts pass and count as a request again. */
function refuseStartBeforeFinish(inference: Inference): void {
  if (!isFinished(inference)) throw new CodedError(inferenceErrors.inferenceIdExists, inference.inferenceId);
}

/** The panic of a vote on an inference without proposals. */
function undisputed(): CodedError {
  const detail = 'recovered: runtime error: invalid memory address or nil pointer dereference';
  return new CodedError(undefinedErrors.panic, detail);
}

/** The panic of booking a negative amount as a coin. */
function refuseNegativeCoin(amount: bigint, participant: string): void {
  if (amount >= 0n) return;
  const detail = `recovered: negative coin amount: ${amount}`;
  throw new CodedError(undefinedErrors.panic, detail, { context: { participant, amount } });
}

/** The halt of a settlement that books a negative balance as a coin. */
function haltOnDebt(amount: bigint, participant: string): void {
  if (amount >= 0n) return;
  const detail = `settlement books the negative coin balance ${amount} of ${participant}`;
  throw new CodedError(simErrors.chainHalted, detail, { context: { participant, amount } });
}
