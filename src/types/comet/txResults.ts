import { ExecTxResult } from 'cosmjs-types/tendermint/abci/types';
import { merkleRoot } from '../../util/merkle.js';
import { proto } from '../codec.js';

/** The part of a transaction's result that all nodes must agree on. */
export type AgreedResult = Pick<ExecTxResult, 'code' | 'data' | 'gasWanted' | 'gasUsed'>;

/** The bytes of one result that are hashed: log, info, events and codespace do not count. */
export const encodeAgreedResult = ({ code, data, gasWanted, gasUsed }: AgreedResult): Uint8Array =>
  proto(ExecTxResult).encode({ code, data, gasWanted, gasUsed, log: '', info: '', events: [], codespace: '' });

/** A header's `last_results_hash`: the merkle root over the results of the block before. */
export const resultsHash = (results: readonly AgreedResult[]): Uint8Array =>
  merkleRoot(results.map(encodeAgreedResult));
