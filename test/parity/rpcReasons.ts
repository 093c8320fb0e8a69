import type { Because } from './exchanges.js';

/** Why an answer of the RPC is not equal: by where it first differs. */
const reasons: readonly (readonly [where: RegExp, reason: string])[] = [
  [/node_info\.|validator_info/, "the node's own key, name and addresses"],
  [/\.(start_time|commit_time)/, 'a local clock'],
  [/\.response(\.(data|version)|: fields data,)/, "the application's own name and version"],
  [/\.Vote\.(timestamp|signature)/, 'prevotes were not recorded'],
  [
    /\.value\.(header\.|Vote\.|block\.header\.)?height/,
    'recorded after the last recorded block: put to an earlier one',
  ],
  [
    /finalize_block|value\.events|total_count|\.blocks: |\.result\.events/,
    'events of modules that are not here',
  ],
  [/app simulate/, 'the application does not simulate by path'],
];

/** On a chain whose validator key nobody has, and some of whose modules are not here. */
const plainReasons: readonly (readonly [where: RegExp, reason: string])[] = [
  [/block_id\.hash|signature/, 'hashes of other signatures and of modules that are not here'],
  [/proofOps/, 'a state with modules that are not here'],
  [/response\.value/, "the node's own names, or blocks with other hashes"],
  [/unknown query path/, 'a module that is not here'],
  [/tx parse error/, 'a place in the code of the real application'],
  [/gas_used|tx_result|page should be within|\.txs/, 'transactions on a state with modules that are not here'],
];

const told = (where: string, among: typeof reasons) => among.find(([pattern]) => pattern.test(where))?.[1];

export const rpcBecause: Because = ({ where, exchange }) => {
  if (!where.startsWith('at 0: "nothing"')) return told(where, reasons);
  if (/Timeout/.test(exchange.answer.text ?? '')) return 'no round ever runs into a timeout here';
  return 'nothing of the kind happened in the block that it was put to';
};

export const plainBecause: Because = ({ where }) => told(where, [...reasons, ...plainReasons]);
