import type { Block } from 'cosmjs-types/tendermint/types/block';
import type { BlockID, Commit, CommitSig, Header } from 'cosmjs-types/tendermint/types/types';
import type { StoredBlock } from '../../../node/blockRecord.js';
import { emptyCommit } from '../../../types/comet/commit.js';
import { bytesToBase64 } from '../../../util/bytes.js';
import { base64OrNull, int, intUnlessZero, type Json, type JsonText, jsonText, time, upperHex } from './json.js';
import { remembered } from './remembered.js';

export const blockIdJson = ({ hash, partSetHeader }: BlockID): Json => ({
  hash: upperHex(hash),
  parts: { total: partSetHeader.total, hash: upperHex(partSetHeader.hash) },
});

export const headerJson = (header: Header): Json => ({
  version: { block: int(header.version.block), app: intUnlessZero(header.version.app) },
  chain_id: header.chainId,
  height: int(header.height),
  time: time(header.time),
  last_block_id: blockIdJson(header.lastBlockId),
  last_commit_hash: upperHex(header.lastCommitHash),
  data_hash: upperHex(header.dataHash),
  validators_hash: upperHex(header.validatorsHash),
  next_validators_hash: upperHex(header.nextValidatorsHash),
  consensus_hash: upperHex(header.consensusHash),
  app_hash: upperHex(header.appHash),
  last_results_hash: upperHex(header.lastResultsHash),
  evidence_hash: upperHex(header.evidenceHash),
  proposer_address: upperHex(header.proposerAddress),
});

const signatureJson = ({ blockIdFlag, validatorAddress, timestamp, signature }: CommitSig): Json => ({
  block_id_flag: blockIdFlag,
  validator_address: upperHex(validatorAddress),
  timestamp: time(timestamp),
  signature: base64OrNull(signature),
});

export const commitJson = ({ height, round, blockId, signatures }: Commit): Json => ({
  height: int(height),
  round,
  block_id: blockIdJson(blockId),
  signatures: signatures.map(signatureJson),
});

/** No block of this chain holds evidence: its validators do not sign twice. */
export const blockJson = ({ header, data, lastCommit }: Block): Json => ({
  header: headerJson(header),
  data: { txs: data.txs.map(bytesToBase64) },
  evidence: { evidence: [] },
  last_commit: commitJson(lastCommit ?? emptyCommit),
});

export const blockMetaJson = ({ block, blockId, size }: StoredBlock): Json => ({
  block_id: blockIdJson(blockId),
  block_size: int(size),
  header: headerJson(block.header),
  num_txs: int(block.data.txs.length),
});

/** What `block` answers when there is none. */
export const noBlock: JsonText = jsonText({ block_id: { hash: '', parts: { total: 0, hash: '' } }, block: null });

/** A block with its id. */
export const storedBlockText = remembered<StoredBlock>(({ blockId, block }) =>
  jsonText({ block_id: blockIdJson(blockId), block: blockJson(block) }),
);
