import { Gauge, Registry } from 'prom-client';
import type { Node } from '../../node/node.js';

/** What the gauges read. */
export type MeasuredNode = Pick<Node, 'app' | 'blocks' | 'chainId' | 'height' | 'mempool'>;

type Reading = readonly [name: string, help: string, read: (node: MeasuredNode) => number];

const lastBlock = ({ blocks, height }: MeasuredNode) => blocks.byHeight(height)!;
const lastVotes = ({ blocks, height }: MeasuredNode) => blocks.validators(height)?.validators ?? [];
const powerOf = (validators: readonly { readonly power: bigint }[]): number =>
  Number(validators.reduce((sum, { power }) => sum + power, 0n));

/** Names that dashboards of CometBFT look for, and some of our own. */
const readings: readonly Reading[] = [
  ['cometbft_consensus_height', 'Height of the chain.', ({ height }) => Number(height)],
  ['cometbft_consensus_latest_block_height', 'The latest block height.', ({ height }) => Number(height)],
  ['cometbft_consensus_validators', 'Number of validators.', (node) => lastVotes(node).length],
  ['cometbft_consensus_validators_power', 'Total power of all validators.', (node) => powerOf(lastVotes(node))],
  ['cometbft_consensus_rounds', 'Number of rounds.', ({ blocks, height }) => blocks.roundOf(height) ?? 0],
  ['cometbft_consensus_num_txs', 'Number of transactions.', (node) => lastBlock(node).block.data.txs.length],
  ['cometbft_consensus_block_size_bytes', 'Size of the block.', (node) => lastBlock(node).size],
  [
    'cometbft_consensus_total_txs',
    'Total number of transactions.',
    ({ app }) => Number(app.info.txs.ok + app.info.txs.failed),
  ],
  ['cometbft_mempool_size', 'Size of the mempool (number of uncommitted transactions).', ({ mempool }) => mempool.size],
  ['cometbft_mempool_size_bytes', 'Total size of the mempool in bytes.', ({ mempool }) => mempool.bytes],
  ['cometbft_p2p_peers', 'Number of peers.', () => 0],
  ['gonka_sim_failed_txs', 'Transactions in blocks that failed.', ({ app }) => Number(app.info.txs.failed)],
];

/** The metrics of a node, read when they are asked for. */
export function nodeMetrics(node: MeasuredNode): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ chain_id: node.chainId });
  for (const [name, help, read] of readings) {
    const collect = function (this: Gauge): void {
      this.set(read(node));
    };
    registry.registerMetric(new Gauge({ name, help, registers: [], collect }));
  }
  const memory = { name: 'process_resident_memory_bytes', help: 'Resident memory size in bytes.', registers: [] };
  registry.registerMetric(
    new Gauge({
      ...memory,
      collect() {
        this.set(process.memoryUsage.rss());
      },
    }),
  );
  return registry;
}
