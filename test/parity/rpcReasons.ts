import type { Because, Compared } from './exchanges.js';

type Reasons = readonly (readonly [where: RegExp, reason: string])[];

/** Why answers of the RPC are not equal: by where they differ. */
const reasons: Reasons = [
  [/node_info\.|validator_info/, "the node's own key, name and addresses"],
  [/\.(start_time|commit_time)/, 'a local clock'],
  [/\.response(\.(data|version)|: fields data,)/, "the application's own name and version"],
];

/** Besides, over WebSockets: sessions that were recorded after the last recorded block are put to an earlier one. */
const socketReasons: Reasons = [
  [/\.Vote\.(timestamp|signature)/, 'prevotes were not recorded'],
  [/sync_info\.|last_block_/, 'a height that the real node had to itself'],
];

const elsewhere = 'asked at a height that was not recorded';

/** On a chain whose validator key nobody has, and whose last blocks were not recorded. */
const plainReasons: Reasons = [
  [/hash|signature|block_size|\.votes\[/i, 'other signatures, and with them other hashes'],
  [/(time|timestamp|height): "/, elsewhere],
  [/proofOps|last_block_app_hash|response\.value|page should be within|\.txs: |total_count/, elsewhere],
  [/tx parse error/, 'a place in the code of the real application'],
];

/** All reasons that an answer has to differ; undefined when one of its differences has none. */
function explain({ all }: Compared, among: Reasons): string | undefined {
  const found = all.map((where) => among.find(([pattern]) => pattern.test(where))?.[1]);
  return found.includes(undefined) ? undefined : [...new Set(found)].sort().join('; ');
}

export const rpcBecause: Because = (compared) => explain(compared, reasons);

export const socketBecause: Because = (compared) => {
  const { where, exchange } = compared;
  if (where.startsWith('at 0: "nothing"')) {
    if (/Timeout/.test(exchange.answer.text ?? '')) return 'no round ever runs into a timeout here';
    return 'nothing of the kind happened in the block that it was put to';
  }
  const session = Number(exchange.name.split(' ')[0]);
  const late = session > 20 && exchange.route.startsWith('event:');
  if (late) return 'recorded after the last recorded block: put to an earlier one';
  return explain(compared, [...reasons, ...socketReasons]);
};

export const plainBecause: Because = (compared) => explain(compared, [...reasons, ...plainReasons]);
