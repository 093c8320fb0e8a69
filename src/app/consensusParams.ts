import { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import { readConsensusParams } from '../sdk/consensus/params.js';
import { kvGasConfig } from '../store/gas.js';
import { proto } from '../types/codec.js';

export { readConsensusParams };

/** Key of the parameters in the SDK's store `consensus`. */
const keyLength = 'Consensus'.length;

/**
 * Gas of reading the consensus parameters, which the SDK does before it looks at a transaction.
 *
 * @param json the parameters as genesis has them, CometBFT's defaults when it has none
 */
export function consensusParamsGas(json: unknown): bigint {
  const { readFlat, readPerByte } = kvGasConfig;
  const { length } = proto(ConsensusParams).encode(readConsensusParams(json));
  return BigInt(readFlat + readPerByte * (keyLength + length));
}
