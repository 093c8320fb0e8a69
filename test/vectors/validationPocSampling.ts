import { expect } from 'vitest';
import { CodedError } from '../../src/util/errors.js';
import {
  defaultSampleSize,
  initBody,
  joinBatches,
  type ProofBatch,
  sampleBatch,
  sampleIndices,
  sendInTurns,
} from '../../src/validation/poc/sampling.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

/** The greatest height of the file is the greatest int64, which JSON.parse rounds up to 2^63. */
const heightOf = (height: number): bigint => (height >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(height));

const batchOf = (json: VectorCase): ProofBatch => ({
  publicKey: json.public_key,
  blockHash: json.block_hash,
  blockHeight: heightOf(json.block_height),
  nonces: json.nonces ?? [],
  dist: json.dist ?? [],
  nodeId: json.node_id,
});

/** What panics upstream is a coded error here. */
function checkPanic(run: () => unknown, panic: string): void {
  expect(run).toThrow(CodedError);
  const detail = /index out of range.*/.exec(panic)?.[0];
  if (detail !== undefined) expect(run).toThrow(detail);
}

const kinds: Readonly<Record<string, CheckCase>> = {
  indices: ({ input, expected }) => {
    const { validator_public_key, block_hash, block_height, n, total } = input;
    const run = () => sampleIndices(validator_public_key, block_hash, heightOf(block_height), n, total);
    if (expected.panic !== undefined) checkPanic(run, expected.panic);
    else expect(run()).toEqual(expected.indices);
  },
  sample: ({ input, expected }) => {
    const run = () => sampleBatch(batchOf(input.batch), input.validator_public_key, input.n);
    if (expected.panic !== undefined) checkPanic(run, expected.panic);
    else expect(run()).toEqual(batchOf(expected.batch));
  },
  init_dto: ({ input, expected }) => {
    const body = initBody({
      blockHash: input.block_hash,
      blockHeight: heightOf(input.block_height),
      publicKey: input.public_key,
      nodeNumber: input.node_num,
      totalNodes: input.total_nodes,
      callbackUrl: input.callback_url,
    });
    expect(body).toEqual(expected.body);
    expect(Object.keys(body)).toEqual(Object.keys(expected.body));
  },
  validate_received: ({ input, expected }) => {
    const { participants, poc_start_block_height, own_public_key, validation_sample_size, validating_nodes } = input;
    const height = heightOf(poc_start_block_height);
    const queries: unknown[] = [
      { height: poc_start_block_height, query: 'BlockHash' },
      { height: poc_start_block_height, query: 'PocBatchesForStage' },
    ];
    const calls: { batch: ProofBatch; node: string; failed: boolean }[] = [];
    if (validating_nodes > 0) queries.push({ query: 'PocParams' });
    if (validating_nodes > 0 && input.failing_query === '') {
      const size = validation_sample_size === 0 ? defaultSampleSize : validation_sample_size;
      const batches = participants.map(({ hex_pub_key, batches: received }: VectorCase) =>
        sampleBatch(
          joinBatches({ hexPublicKey: hex_pub_key, batches: received }, `HASH${height}`, height),
          own_public_key,
          size,
        ),
      );
      sendInTurns(batches, validating_nodes, (batch, node) => {
        const failed = input.failing_calls === 'all' || input.failing_calls.includes(calls.length);
        calls.push({ batch, node: `node ${node + 1}`, failed });
        return !failed;
      });
    }
    expect(queries).toEqual(expected.queries);
    const recorded = expected.calls ?? [];
    expect(calls).toEqual(recorded.map((call: VectorCase) => ({ ...call, batch: batchOf(call.batch) })));
  },
};

export const validationPocSamplingVectors: VectorTable = {
  'apinode/poc_validation_sampling.json': (vectorCase, file) => {
    const check = kinds[vectorCase.input.kind];
    if (check === undefined) throw new Error(`unknown kind ${vectorCase.input.kind}`);
    check(vectorCase, file);
  },
};
