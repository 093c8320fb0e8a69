import type { SdkAnteCheck } from './anteCheck.js';
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

/** The deployed chain's checks of a transaction in their order (reference, section 14), for a node with its own least prices. */
export const sdkAnteWith = (options: { readonly minGasPrices: readonly GasPrice[] }): readonly SdkAnteCheck[] => [
  askModules,
  refuseExtensions,
  validateTx,
  refuseTimedOut,
  limitMemo,
  chargeTxSize,
  deductFee(options.minGasPrices),
  setPubKeys,
  limitSignatures,
  chargeSignatures,
  verifySignatures,
  incrementSequences,
];

/** The same for a node that takes transactions at any price. */
export const sdkAnte: readonly SdkAnteCheck[] = sdkAnteWith({ minGasPrices: [] });
