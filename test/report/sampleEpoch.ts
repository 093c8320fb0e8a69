import type { EpochReport, NodeRow } from '../../src/network/runRecord.js';

const address = (n: number): string => `gonka1${'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.repeat(2).slice(n, n + 38)}`;

const node = (owner: number, nodeId: string, pocWeight: bigint, slots: boolean[]): NodeRow => ({
  participant: address(owner),
  nodeId,
  pocWeight,
  throughput: pocWeight * 1000n,
  slots,
});

/** An epoch such as the shipped network has. */
export const sampleEpoch: EpochReport = {
  type: 'epoch',
  epoch: 3,
  stages: {
    StartOfPoC: 120,
    PoCExchangeWindow: 121,
    EndOfPoC: 130,
    StartOfPoCValidation: 132,
    PoCValidationExchangeWindow: 133,
    EndOfPoCValidation: 138,
    NextEpochReady: 138,
    ModelLoading: 138,
    SetNewValidators: 139,
  },
  participants: [
    {
      address: address(0),
      name: 'ada',
      weight: 150n,
      mined: 94n,
      preserved: 56n,
      reward: 31_348_164_982_222n,
      covered: true,
      reputation: 9,
    },
    {
      address: address(1),
      name: 'bo',
      weight: 138n,
      mined: 138n,
      preserved: 0n,
      reward: 28_000_000_000_000n,
      covered: false,
      reputation: 10,
    },
    { address: address(2), weight: 1117n, mined: 1117n, preserved: 0n, reward: 0n, covered: false, reputation: 0 },
  ],
  models: [
    {
      id: 'Qwen/QwQ-32B',
      nodes: [
        node(0, 'ada-h100-1', 42n, [true, true]),
        node(0, 'ada-h100-2', 40n, [true, false]),
        node(1, 'bo-h100-1', 41n, [true, false]),
        node(1, 'bo-a100-1', 22n, [false, false]),
        node(1, 'bo-a100-2', 21n, [true, true]),
      ],
      totalThroughput: 166_000n,
      expected: [120_000n, 20_000n],
      real: [31_245n, 19_876n],
    },
    {
      id: 'Qwen/Qwen3-235B-A22B-Instruct-2507-FP8',
      nodes: [node(0, 'ada-h200-1', 56n, [true, true])],
      totalThroughput: 28_000n,
      expected: [28_000n],
      real: [],
    },
  ],
  minted: 284_864_657_146_472n,
  settled: 284_864_657_146_471n,
  appHash: 'AB'.repeat(32),
  height: 187,
  failures: [],
  rejected: [],
  proposals: [],
};
