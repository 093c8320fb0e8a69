import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import { defaultConsensusParams } from '../../types/comet/consensusParams.js';
import { parseDuration, toDuration } from '../time.js';

type Part = Readonly<Record<string, unknown>>;

/** The consensus parameters that genesis has as JSON, with CometBFT's defaults for what it leaves out. */
export function readConsensusParams(json: unknown): ConsensusParams {
  const { block, evidence, validator } = (json ?? {}) as Readonly<Record<string, Part | undefined>>;
  const { block: blockDefault, evidence: evidenceDefault, validator: keys } = defaultConsensusParams;
  const number = (part: Part | undefined, name: string, otherwise: bigint): bigint =>
    part?.[name] === undefined ? otherwise : BigInt(part[name] as string);
  return {
    ...defaultConsensusParams,
    block: {
      maxBytes: number(block, 'max_bytes', blockDefault!.maxBytes),
      maxGas: number(block, 'max_gas', blockDefault!.maxGas),
    },
    evidence: {
      maxAgeNumBlocks: number(evidence, 'max_age_num_blocks', evidenceDefault!.maxAgeNumBlocks),
      maxAgeDuration: ageOf(evidence?.max_age_duration) ?? evidenceDefault!.maxAgeDuration,
      maxBytes: number(evidence, 'max_bytes', evidenceDefault!.maxBytes),
    },
    validator: { pubKeyTypes: (validator?.pub_key_types as string[] | undefined) ?? keys!.pubKeyTypes },
  };
}

/** Nanoseconds as text, or a duration as Go prints it. */
function ageOf(value: unknown): { seconds: bigint; nanos: number } | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  return toDuration(/^\d+$/.test(text) ? BigInt(text) : parseDuration(text));
}
