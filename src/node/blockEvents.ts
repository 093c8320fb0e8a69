import { type Commit, SignedMsgType, type Vote } from 'cosmjs-types/tendermint/types/types';
import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import { consensusAddress } from '../types/comet/keys.js';
import { voteSignBytes } from '../types/comet/signBytes.js';
import { toTimestamp } from '../types/comet/time.js';
import { txHash } from '../types/comet/txs.js';
import { emptyBytes, equalBytes } from '../util/bytes.js';
import type { BlockRecord } from './blockCodec.js';
import type { NodeEvent } from './eventBus.js';
import type { Agreement, Turn } from './makeCommit.js';
import type { Signers } from './signers.js';

/** A block that was just made, and whose turn it was. */
export interface MadeBlock {
  readonly record: BlockRecord;
  readonly turn: Turn;
}

/** What its validators agreed on, with their signatures. */
export interface Votes {
  readonly agreement: Agreement;
  readonly commit: Commit;
}

/** All that is told of a block, in CometBFT's order: how it was agreed on, the block, what came of it, the next height. */
export function* blockEvents(made: MadeBlock, votes: Votes, signers: Signers): Generator<NodeEvent> {
  const { stored, results } = made.record;
  const { header } = stored.block;
  yield* roundEvents(made, votes, signers);
  yield { type: 'NewBlock', block: stored, results };
  yield { type: 'NewBlockHeader', header };
  const { txs } = stored.block.data;
  yield { type: 'NewBlockEvents', height: header.height, events: results.events, txs: txs.length };
  for (const [index, tx] of txs.entries()) {
    yield { type: 'Tx', tx: { height: header.height, index, hash: txHash(tx), tx, result: results.txResults[index]! } };
  }
  if (results.validatorUpdates.length > 0) yield { type: 'ValidatorSetUpdates', updates: updatesOf(made) };
  yield { type: 'NewRoundStep', round: { height: header.height + 1n, round: 0, step: 'RoundStepNewHeight' } };
}

const updatesOf = ({ record }: MadeBlock) =>
  record.results.validatorUpdates.map(({ pubKey, power }) => ({
    address: consensusAddress(pubKey),
    pubKey,
    power,
    priority: 0n,
  }));

function* roundEvents({ turn, record }: MadeBlock, votes: Votes, signers: Signers): Generator<NodeEvent> {
  const { agreement, commit } = votes;
  const { height } = agreement;
  const at = (step: string) => ({ height, round: turn.round, step: `RoundStep${step}` });
  const index = agreement.validators.validators.findIndex(({ address }) => equalBytes(address, turn.proposer));
  yield { type: 'NewRound', round: at('NewRound'), proposer: { address: turn.proposer, index } };
  yield { type: 'NewRoundStep', round: at('Propose') };
  yield { type: 'CompleteProposal', round: at('Propose'), blockId: record.stored.blockId };
  yield { type: 'NewRoundStep', round: at('Prevote') };
  for (const vote of prevotes(agreement, signers)) yield { type: 'Vote', vote };
  for (const type of ['Polka', 'Lock', 'ValidBlock'] as const) yield { type, round: at('Prevote') };
  yield { type: 'NewRoundStep', round: at('Precommit') };
  for (const vote of precommits(commit)) yield { type: 'Vote', vote };
  yield { type: 'NewRoundStep', round: at('Commit') };
}

const noExtension = { extension: emptyBytes, extensionSignature: emptyBytes };

function prevotes(agreement: Agreement, signers: Signers): readonly Vote[] {
  const { chainId, height, round, blockId, time, validators } = agreement;
  const [type, timestamp] = [SignedMsgType.SIGNED_MSG_TYPE_PREVOTE, toTimestamp(time)];
  const message = voteSignBytes(chainId, { type, height, round, blockId, timestamp });
  const keys = signers.of(validators);
  return validators.validators.flatMap(({ address: validatorAddress }, validatorIndex) => {
    const signature = keys.get(validatorAddress)?.sign(message);
    if (signature === undefined) return [];
    return [{ type, height, round, blockId, timestamp, validatorAddress, validatorIndex, signature, ...noExtension }];
  });
}

function precommits({ height, round, blockId, signatures }: Commit): readonly Vote[] {
  const type = SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT;
  return signatures.flatMap(({ blockIdFlag, ...signed }, validatorIndex) =>
    blockIdFlag === BlockIDFlag.BLOCK_ID_FLAG_COMMIT
      ? [{ type, height, round, blockId, validatorIndex, ...signed, ...noExtension }]
      : [],
  );
}
