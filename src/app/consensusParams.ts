import { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import { parseDuration } from '../sdk/time.js';
import { kvGasConfig } from '../store/gas.js';
import { proto } from '../types/codec.js';
import { defaultConsensusParams } from '../types/comet/consensusParams.js';

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
  return readFlat + readPerByte * BigInt(keyLength + length);
}

type Part = Readonly<Record<string, unknown>>;

/** The parameters that genesis has, with CometBFT's defaults for what it leaves out. */
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
  const nanos = /^\d+$/.test(text) ? BigInt(text) : parseDuration(text);
  return { seconds: nanos / 1_000_000_000n, nanos: Number(nanos % 1_000_000_000n) };
}
