import type { SdkKeepers } from '../../sdk/keepers.js';
import type { AnteCheck } from '../runTx.js';

/** The keepers that the standard checks use. */
export type AnteKeepers = Pick<SdkKeepers, 'config' | 'auth' | 'bank' | 'circuit' | 'feegrant'>;

export type SdkAnteCheck = AnteCheck<AnteKeepers>;

/** Whether a signer's signature is not asked for. */
export type IsImpersonated = (address: string) => boolean;
