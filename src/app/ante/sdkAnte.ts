import type { IsImpersonated, SdkAnteCheck } from './anteCheck.js';
import { askModules } from './askModules.js';
import { chargeSignatures } from './chargeSignatures.js';
import { deductFee, type GasPrice } from './deductFee.js';
import { incrementSequences } from './incrementSequences.js';
import { limitSignatures } from './limitSignatures.js';
import { limitMemo } from './memo.js';
import { refuseExtensions } from './refuseExtensions.js';
import { setPubKeys } from './setPubKeys.js';
import { refuseTimedOut } from './timeout.js';
import { chargeTxSize } from './txSize.js';
import { validateTx } from './validateTx.js';
import { verifySignatures } from './verifySignatures.js';

export interface SdkAnteOptions {
  /** What this node wants at least for a unit of gas. */
  readonly minGasPrices: readonly GasPrice[];
  /** Whose transactions need no signature; nobody's, unless somebody plays with the chain. Fees and sequences count for all. */
  readonly isImpersonated?: IsImpersonated | undefined;
}

/** The deployed chain's checks of a transaction in their order (reference, section 14), for a node with its own least prices. */
export const sdkAnteWith = ({
  minGasPrices,
  isImpersonated = () => false,
}: SdkAnteOptions): readonly SdkAnteCheck[] => [
  askModules,
  refuseExtensions,
  validateTx,
  refuseTimedOut,
  limitMemo,
  chargeTxSize,
  deductFee(minGasPrices),
  setPubKeys(isImpersonated),
  limitSignatures,
  chargeSignatures(isImpersonated),
  verifySignatures(isImpersonated),
  incrementSequences,
];

/** The same for a node that takes transactions at any price. */
export const sdkAnte: readonly SdkAnteCheck[] = sdkAnteWith({ minGasPrices: [] });
