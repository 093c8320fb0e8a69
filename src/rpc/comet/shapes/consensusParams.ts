import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import { fromTimestamp } from '../../../types/comet/time.js';
import { int, intUnlessZero, type Json } from './json.js';

const defaults = { maxBytes: 0n, maxGas: 0n, maxAgeNumBlocks: 0n, maxAgeDuration: { seconds: 0n, nanos: 0 } };

/** The parameters with every field. */
export function consensusParamsJson({ block, evidence, validator, version, abci }: ConsensusParams): Json {
  const { maxBytes, maxGas } = block ?? defaults;
  const { maxAgeNumBlocks, maxAgeDuration, maxBytes: evidenceBytes } = evidence ?? defaults;
  return {
    block: { max_bytes: int(maxBytes), max_gas: int(maxGas) },
    evidence: {
      max_age_num_blocks: int(maxAgeNumBlocks),
      max_age_duration: int(fromTimestamp(maxAgeDuration)),
      max_bytes: int(evidenceBytes),
    },
    validator: { pub_key_types: validator?.pubKeyTypes ?? [] },
    version: { app: int(version?.app ?? 0n) },
    abci: { vote_extensions_enable_height: int(abci?.voteExtensionsEnableHeight ?? 0n) },
  };
}

/** The parameters as the application hands them over: what is zero is left out. */
export function consensusParamUpdatesJson({ block, evidence, validator, version, abci }: ConsensusParams): Json {
  return {
    block: block && { max_bytes: intUnlessZero(block.maxBytes), max_gas: intUnlessZero(block.maxGas) },
    evidence: evidence && {
      max_age_num_blocks: intUnlessZero(evidence.maxAgeNumBlocks),
      max_age_duration: int(fromTimestamp(evidence.maxAgeDuration)),
      max_bytes: intUnlessZero(evidence.maxBytes),
    },
    validator: validator && { pub_key_types: validator.pubKeyTypes },
    version: version && { app: intUnlessZero(version.app) },
    abci: abci && { vote_extensions_enable_height: intUnlessZero(abci.voteExtensionsEnableHeight) },
  };
}
