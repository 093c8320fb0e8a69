import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Commit } from 'cosmjs-types/tendermint/types/types';
import { expect } from 'vitest';
import { readConsensusParams } from '../../src/app/consensusParams.js';
import type { TxResult } from '../../src/app/txResult.js';
import type { BlockResults } from '../../src/node/blockRecord.js';
import { type ChainTip, genesisTip, nextTip } from '../../src/node/chainTip.js';
import { parseGenesisFile } from '../../src/node/genesisFile.js';
import { makeBlock } from '../../src/node/makeBlock.js';
import { makeCommit, turnOf } from '../../src/node/makeCommit.js';
import { beginOrGoOn } from '../../src/node/openChain.js';
import { Signers } from '../../src/node/signers.js';
import { parseTime } from '../../src/sdk/time.js';
import { ed25519FromSeed } from '../../src/types/comet/ed25519.js';
import { consensusAddress } from '../../src/types/comet/keys.js';
import { medianTime } from '../../src/types/comet/medianTime.js';
import { toTimestamp } from '../../src/types/comet/time.js';
import type { Validator } from '../../src/types/comet/validator.js';
import type { ValidatorUpdate } from '../../src/types/module.js';
import { base64ToBytes, bytesToBase64, bytesToHex, emptyBytes, hexToBytes } from '../../src/util/bytes.js';
import { type Row, rows } from './ante/recordedState.js';
import type { FolderRow } from './suite.js';

// A recorded chain's blocks made again from what went into them: every id, hash, set and signature must come out the same.

/** One recorded height in the form of either recording. */
interface RecordedBlock {
  readonly header: Row;
  readonly blockId: Row;
  readonly lastCommit: Commit;
  readonly txs: readonly Uint8Array[];
  readonly results: BlockResults;
  /** As the node listed them; not in every recording. */
  readonly validators: readonly Row[] | undefined;
}

interface RecordedChain {
  readonly tip: ChainTip;
  readonly signers: Signers;
  readonly blocks: readonly RecordedBlock[];
}

const upper = (bytes: Uint8Array): string => bytesToHex(bytes).toUpperCase();
const hashOf = (text: string | null | undefined): Uint8Array => (text ? hexToBytes(text) : emptyBytes);
const blockIdOf = ({ hash, parts }: Row) => ({
  hash: hashOf(hash),
  partSetHeader: { total: parts.total, hash: hashOf(parts.hash) },
});

/** Signatures come as objects, or as lists of flag, address, time and signature. */
const commitOf = ({ height, round, block_id, signatures }: Row): Commit => ({
  height: BigInt(height),
  round,
  blockId: blockIdOf(block_id),
  signatures: signatures.map((one: Row) => {
    const [flag, address, time, signature] = Array.isArray(one)
      ? one
      : [one.block_id_flag, one.validator_address, one.timestamp, one.signature];
    return {
      blockIdFlag: flag,
      validatorAddress: hashOf(address),
      timestamp: toTimestamp(parseTime(time)),
      signature: signature ? base64ToBytes(signature) : emptyBytes,
    };
  }),
});

const txResultOf = ({ code, codespace, log, data, gas_wanted, gas_used }: Row): TxResult => ({
  code,
  codespace,
  log,
  data: data ? base64ToBytes(data) : emptyBytes,
  gasWanted: BigInt(gas_wanted),
  gasUsed: BigInt(gas_used),
  events: [],
});

const updateOf = ({ pub_key, power }: Row): ValidatorUpdate => ({
  pubKey: base64ToBytes(pub_key.Sum?.value?.ed25519 ?? pub_key.data ?? pub_key.value),
  power: BigInt(power ?? 0),
});

/** The parameters that a block says, in the form of a genesis. */
const paramsOf = (json: Row) => readConsensusParams({ ...json, version: undefined, abci: undefined });

/** Where the chain of a genesis begins, with the validators that our own application makes of it. */
function beginningOf(file: string): ChainTip {
  const genesis = parseGenesisFile(readFileSync(file, 'utf8'), file);
  const { initialHeight, time, consensusParams } = genesis;
  const validators = beginOrGoOn({ genesis }).genesisValidators!;
  return genesisTip({ initialHeight, time, validators, params: readConsensusParams(consensusParams) });
}

function liveChain(folder: string): RecordedChain {
  const at = (name: string) => join(folder, 'live', name);
  const full = new Map(rows(at('blocks.jsonl')).map((row) => [row.height, row]));
  const included = new Map<number, Row[]>();
  for (const row of rows(at('txs.jsonl'))) included.set(row.height, [...(included.get(row.height) ?? []), row]);
  const appHashes = new Map(rows(at('commit-info.jsonl')).map(({ height, app_hash }) => [height, app_hash]));
  const tip = beginningOf(at('genesis.json'));
  const blocks = rows(at('headers.jsonl')).map((row): RecordedBlock => {
    const { height, header, block_hash: hash, parts } = row;
    const txs = (included.get(height) ?? []).sort((a, b) => a.index - b.index);
    const { block_results: results, validators } = full.get(height) ?? {};
    return {
      header,
      blockId: { hash, parts },
      lastCommit: commitOf({ ...row.last_commit, block_id: row.header.last_block_id }),
      txs: txs.map(({ tx }) => base64ToBytes(tx)),
      validators: validators?.validators,
      results: {
        height: BigInt(height),
        txResults: txs.map(({ result }) => txResultOf(result)),
        events: [],
        validatorUpdates: (results?.validator_updates ?? []).map(updateOf),
        consensusParamUpdates: results ? paramsOf(results.consensus_param_updates) : tip.params,
        appHash: hexToBytes(appHashes.get(height)),
      },
    };
  });
  // Of all validators only the one of genesis ran.
  const running = upper(tip.validators.set.validators[0]!.address);
  const accounts: Row[] = Object.values(JSON.parse(readFileSync(at('accounts.json'), 'utf8')));
  const keys = accounts.map(({ consensus_seed_hex: seed }) => ed25519FromSeed(hexToBytes(seed)));
  const own = keys.filter(({ publicKey }) => upper(consensusAddress(publicKey)) === running);
  return { tip, signers: new Signers(own), blocks };
}

function simappChain(folder: string): RecordedChain {
  const at = (name: string) => join(folder, `simapp53-${name}`);
  const txs = new Map(rows(at('txs.jsonl')).map((row) => [row.hash, row]));
  const blocks = rows(at('blocks.jsonl')).map((row): RecordedBlock => {
    const included = row.txs.map((hash: string) => txs.get(hash));
    return {
      header: row.header,
      blockId: row.block_id,
      lastCommit: commitOf(row.last_commit),
      txs: included.map(({ tx }: Row) => base64ToBytes(tx)),
      validators: undefined,
      results: {
        height: BigInt(row.header.height),
        txResults: included.map(({ tx_result }: Row) => txResultOf(tx_result)),
        events: [],
        validatorUpdates: (row.validator_updates ?? []).map(updateOf),
        consensusParamUpdates: paramsOf(row.consensus_param_updates),
        appHash: base64ToBytes(row.app_hash),
      },
    };
  });
  return { tip: beginningOf(at('genesis.json')), signers: new Signers([]), blocks };
}

/** Makes every recorded block again, with the commit for the block before as we would have made it. */
function checkChain({ tip: beginning, signers, blocks }: RecordedChain): void {
  const chainId: string = blocks[0]!.header.chain_id;
  let tip = beginning;
  for (const { header, blockId, lastCommit, txs, results, validators } of blocks) {
    const time = parseTime(header.time);
    const { round, proposer } = turnOf(tip.validators.set, signers);
    const made = makeBlock(chainId, tip, { time, proposer, txs, lastCommit });
    const { hash, partSetHeader } = made.blockId;
    const id = { hash: upper(hash), parts: { total: partSetHeader.total, hash: upper(partSetHeader.hash) } };
    expect(id, `block ${header.height}`).toEqual(blockId);
    if (lastCommit.height > 0n) checkCommit(chainId, tip, time, signers, lastCommit);
    if (validators) expect(tip.validators.set.validators.map(shown)).toEqual(validators);
    tip = nextTip(tip, made, round, results);
  }
}

/** The time, the round and every signature, byte for byte where we have the key. */
function checkCommit(chainId: string, tip: ChainTip, time: bigint, signers: Signers, recorded: Commit): void {
  const { height, round, blockId, lastValidators: validators } = tip;
  expect(medianTime(recorded, validators)).toBe(time);
  const mine = makeCommit({ chainId, height, round, blockId, time, validators }, signers);
  const compared = signers.powerIn(validators) > 0n ? recorded : withSignaturesOf(mine, recorded);
  expect(mine, `commit of ${height}`).toEqual(compared);
}

const withSignaturesOf = (mine: Commit, recorded: Commit): Commit => ({
  ...recorded,
  signatures: recorded.signatures.map((one, place) => ({ ...one, signature: mine.signatures[place]!.signature })),
});

const shown = ({ address, pubKey, power, priority }: Validator): Row => ({
  address: upper(address),
  pub_key: { type: 'tendermint/PubKeyEd25519', value: bytesToBase64(pubKey) },
  voting_power: String(power),
  proposer_priority: String(priority),
});

/** Recordings of blocks that a node like ours would have made. */
export const headerChainRows: readonly FolderRow[] = [
  {
    kind: 'folder',
    title: 'the blocks of the recorded Gonka chain, made again: ids, sets, rounds, times and signatures',
    // The keys of its validators: without them a recording's blocks cannot be signed again.
    matches: (file) => file === 'live/accounts.json',
    check: (folder) => checkChain(liveChain(folder)),
  },
  {
    kind: 'folder',
    title: 'the blocks of the recorded SDK chain, made again, with a stand-in for its validator',
    matches: (file) => file === 'simapp53-blocks.jsonl',
    check: (folder) => checkChain(simappChain(folder)),
  },
];
