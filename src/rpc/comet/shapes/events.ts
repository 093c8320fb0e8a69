import type { Vote } from 'cosmjs-types/tendermint/types/types';
import type { IndexedTx } from '../../../node/blockRecord.js';
import type { NodeEvent, RoundStep } from '../../../node/eventBus.js';
import { bytesToBase64 } from '../../../util/bytes.js';
import { blockIdJson, blockJson, headerJson } from './block.js';
import { base64OrNull, int, type Json, time, upperHex } from './json.js';
import { eventsJson, finalizeBlockJson, txResultInEventJson } from './results.js';
import { validatorJson } from './validators.js';

/** What a subscriber gets of an event: its value under the name of its Go type. */
export function eventDataJson(event: NodeEvent): Json {
  return { type: `tendermint/event/${goNameOf(event)}`, value: payloadOf(event) };
}

/** Steps of consensus that carry nothing but themselves share one type. */
const steps: readonly NodeEvent['type'][] = ['NewRoundStep', 'Polka', 'Lock', 'ValidBlock'];
const goNameOf = ({ type }: NodeEvent): string => (steps.includes(type) ? 'RoundState' : type);

function payloadOf(event: NodeEvent): Json {
  switch (event.type) {
    case 'NewBlock':
      return {
        block: blockJson(event.block.block),
        block_id: blockIdJson(event.block.blockId),
        result_finalize_block: finalizeBlockJson(event.results),
      };
    case 'NewBlockHeader':
      return { header: headerJson(event.header) };
    case 'NewBlockEvents':
      return { height: int(event.height), events: eventsJson(event.events), num_txs: int(event.txs) };
    case 'Tx':
      return { TxResult: txJson(event.tx) };
    case 'ValidatorSetUpdates':
      return { validator_updates: event.updates.map(validatorJson) };
    case 'NewRound':
      return { ...stepFields(event.round), proposer: proposerJson(event.proposer) };
    case 'CompleteProposal':
      return { ...stepFields(event.round), block_id: blockIdJson(event.blockId) };
    case 'Vote':
      return { Vote: voteJson(event.vote) };
    default:
      return stepFields(event.round);
  }
}

const txJson = ({ height, index, tx, result }: IndexedTx): Json => ({
  height: int(height),
  index: index === 0 ? undefined : index,
  tx: bytesToBase64(tx),
  result: txResultInEventJson(result),
});

const stepFields = ({ height, round, step }: RoundStep) => ({ height: int(height), round, step });

export const proposerJson = ({ address, index }: { readonly address: Uint8Array; readonly index: number }): Json => ({
  address: upperHex(address),
  index,
});

const voteJson = (vote: Vote): Json => ({
  type: vote.type,
  height: int(vote.height),
  round: vote.round,
  block_id: blockIdJson(vote.blockId),
  timestamp: time(vote.timestamp),
  validator_address: upperHex(vote.validatorAddress),
  validator_index: vote.validatorIndex,
  signature: bytesToBase64(vote.signature),
  extension: base64OrNull(vote.extension),
  extension_signature: base64OrNull(vote.extensionSignature),
});
