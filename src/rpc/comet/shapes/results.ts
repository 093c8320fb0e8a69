import type { TxResult } from '../../../app/txResult.js';
import type { BlockResults, IndexedTx, StoredBlock } from '../../../node/blockRecord.js';
import { dataHash, txProofs } from '../../../types/comet/txs.js';
import type { ChainEvent } from '../../../types/events.js';
import type { ValidatorUpdate } from '../../../types/module.js';
import { bytesToBase64 } from '../../../util/bytes.js';
import { consensusParamUpdatesJson } from './consensusParams.js';
import {
  base64OrNull,
  int,
  intUnlessZero,
  type Json,
  type JsonText,
  jsonText,
  textUnlessEmpty,
  upperHex,
} from './json.js';
import { remembered } from './remembered.js';

/** All attributes are indexed, as an SDK node does unless told otherwise. */
export const eventsJson = (events: readonly ChainEvent[]): Json =>
  events.map(({ type, attributes }) => ({
    type,
    attributes: attributes.map(({ key, value }) => ({ key, value, index: true })),
  }));

/** A transaction's result with every field. Data is there when it succeeded, be it empty; else it is null. */
export const txResultJson = ({ code, data, log, gasWanted, gasUsed, events, codespace }: TxResult): Json => ({
  code,
  data: code === 0 ? bytesToBase64(data) : base64OrNull(data),
  log,
  info: '',
  gas_wanted: int(gasWanted),
  gas_used: int(gasUsed),
  events: eventsJson(events),
  codespace,
});

/** The result of a transaction that never ran. */
export const noTxResult: Json = {
  code: 0,
  data: null,
  log: '',
  info: '',
  gas_wanted: '0',
  gas_used: '0',
  events: [],
  codespace: '',
};

/** A transaction's result as events carry it: what is zero or empty is left out. */
export const txResultInEventJson = ({ code, data, log, gasWanted, gasUsed, events, codespace }: TxResult): Json => ({
  code: code === 0 ? undefined : code,
  data: data.length === 0 ? undefined : bytesToBase64(data),
  log: textUnlessEmpty(log),
  gas_wanted: intUnlessZero(gasWanted),
  gas_used: intUnlessZero(gasUsed),
  events: events.length === 0 ? undefined : eventsJson(events),
  codespace: textUnlessEmpty(codespace),
});

const validatorUpdatesJson = (updates: readonly ValidatorUpdate[]): Json =>
  updates.map(({ pubKey, power }) => ({
    pub_key: { Sum: { type: 'tendermint.crypto.PublicKey_Ed25519', value: { ed25519: bytesToBase64(pubKey) } } },
    power: intUnlessZero(power),
  }));

/** `block_results`: lists without entries are null, because CometBFT reads them back from its store. */
export const blockResultsText = remembered<BlockResults>((results) => {
  const { height, txResults, events, validatorUpdates, consensusParamUpdates, appHash } = results;
  return jsonText({
    height: int(height),
    txs_results: txResults.length === 0 ? null : txResults.map(txResultJson),
    finalize_block_events: events.length === 0 ? null : eventsJson(events),
    validator_updates: validatorUpdates.length === 0 ? null : validatorUpdatesJson(validatorUpdates),
    consensus_param_updates: consensusParamUpdatesJson(consensusParamUpdates),
    app_hash: bytesToBase64(appHash),
  });
});

/** What the application answered, as the event NewBlock carries it. */
export const finalizeBlockJson = (results: BlockResults): Json => ({
  events: results.events.length === 0 ? undefined : eventsJson(results.events),
  tx_results: results.txResults.length === 0 ? undefined : results.txResults.map(txResultInEventJson),
  validator_updates: validatorUpdatesJson(results.validatorUpdates),
  consensus_param_updates: consensusParamUpdatesJson(results.consensusParamUpdates),
  app_hash: bytesToBase64(results.appHash),
});

/** A transaction of a block; with the block, proved against its data hash. */
export function indexedTxText({ hash, height, index, tx, result }: IndexedTx, provedBy?: StoredBlock): JsonText {
  return jsonText({
    hash: upperHex(hash),
    height: int(height),
    index,
    tx_result: txResultJson(result),
    tx: bytesToBase64(tx),
    proof: provedBy && txProofJson(provedBy.block.data.txs, index),
  });
}

function txProofJson(txs: readonly Uint8Array[], index: number): Json {
  const proof = txProofs(txs)[index]!;
  return {
    root_hash: upperHex(dataHash(txs)),
    data: bytesToBase64(txs[index]!),
    proof: {
      total: int(proof.total),
      index: int(proof.index),
      leaf_hash: bytesToBase64(proof.leafHash),
      aunts: proof.aunts.map(bytesToBase64),
    },
  };
}
