import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FinalizeBlockResponse } from '../../src/app/abci.js';
import { sdkAnte } from '../../src/app/ante/sdkAnte.js';
import { surfaceBugs } from '../../src/app/failure.js';
import { createGonkaApp, type GonkaApp } from '../../src/app/gonkaApp.js';
import type { TxResult } from '../../src/app/txResult.js';
import { proposal } from '../../src/module/profiles.js';
import { parseTime } from '../../src/sdk/time.js';
import { commitVotes } from '../../src/types/comet/commitVotes.js';
import { makeValidatorSet, nextValidatorSet, validatorSetHash } from '../../src/types/comet/validatorSet.js';
import { hexToBytes } from '../../src/util/bytes.js';
import { type VectorCase, vectorsFolder } from '../vectors/shared.js';

/** A recorded block of a plain SDK node, with the results of its transactions. */
export interface PlainBlock {
  readonly recorded: VectorCase;
  readonly txs: readonly VectorCase[];
}

const lines = (name: string): VectorCase[] =>
  readFileSync(join(vectorsFolder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

export const readPlainGenesis = (): VectorCase =>
  JSON.parse(readFileSync(join(vectorsFolder, 'simapp53-genesis.json'), 'utf8'));

/** The recorded queries of clients, in order of time. */
export const readPlainQueries = (): VectorCase[] => lines('simapp53-queries.jsonl');

export function readPlainBlocks(): PlainBlock[] {
  const txs = lines('simapp53-txs.jsonl').filter(({ included }) => included !== null);
  return lines('simapp53-blocks.jsonl').map((recorded) => ({
    recorded,
    txs: txs
      .filter(({ included }) => included.height === recorded.header.height)
      .sort((a, b) => a.included.index - b.included.index),
  }));
}

const bytes = (hex: string): Uint8Array => hexToBytes(hex.toLowerCase());

/** What a block came to on our chain. */
export interface PlainOutcome {
  readonly block: PlainBlock;
  readonly result: FinalizeBlockResponse;
  readonly txResults: readonly TxResult[];
  readonly app: GonkaApp;
}

/** Runs the recorded blocks of a plain chain from its genesis on. */
export function* replayPlain(genesis: VectorCase, blocks: readonly PlainBlock[]): Generator<PlainOutcome> {
  const app = createGonkaApp({
    profile: proposal,
    bech32Prefix: genesis.app_state.bank.balances[0].address.split('1')[0],
    denom: genesis.app_state.staking.params.bond_denom,
    genesisParts: Object.keys(genesis.app_state),
    ante: sdkAnte,
    onBug: surfaceBugs,
  });
  const { validators } = app.initChain({
    chainId: genesis.chain_id,
    time: parseTime(genesis.genesis_time),
    appState: genesis.app_state,
    consensusParams: genesis.consensus.params,
  });
  let before = makeValidatorSet([]);
  let set = makeValidatorSet(validators);
  let next = nextValidatorSet(set, []);
  for (const block of blocks) {
    const { header, last_commit: commit } = block.recorded;
    const result = app.finalizeBlock({
      height: BigInt(header.height),
      time: parseTime(header.time),
      proposer: bytes(header.proposer_address),
      nextValidatorsHash: validatorSetHash(next),
      lastVotes: commitVotes(before, (index) => commit.signatures[index].block_id_flag !== 1),
      txs: block.txs.map(({ tx }) => Buffer.from(tx, 'base64')),
    });
    app.commit();
    [before, set] = [set, next];
    next = nextValidatorSet(next, result.validatorUpdates);
    yield { block, result, txResults: result.txResults, app };
  }
}
