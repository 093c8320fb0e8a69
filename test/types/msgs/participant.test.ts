import { inferenceMsgs } from '../../../src/types/msgs/registry.js';
import { alice, badAddress, bob, breaking, ed25519Key, secp256k1Key } from './breaking.js';

const tooLong = 'ED25519 validator key must be exactly 32 bytes, got 33 bytes for : invalid pubkey: invalid pubkey';
const node = { url: 'http://host:8000', validatorKey: ed25519Key, workerKey: ed25519Key };

breaking('MsgSubmitNewParticipant', inferenceMsgs.submitNewParticipant, { creator: alice, ...node }, [
  [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
  [{ url: '' }, undefined],
  [{ url: '  ' }, undefined],
  [{ url: 'https://user@host' }, undefined],
  [{ url: 'ftp://host' }, 'sdk/18 url must have scheme http or https: invalid request'],
  [{ url: 'host:8000' }, 'sdk/18 url must have scheme http or https: invalid request'],
  [{ url: 'http://' }, 'sdk/18 url must include a host for http://: invalid request'],
  [
    { url: 'http://h/\u0001' },
    'sdk/18 invalid url: parse "http://h/\\x01": net/url: invalid control character in URL: invalid request',
  ],
  [{ validatorKey: '', workerKey: '' }, undefined],
  [{ validatorKey: ' ' }, 'sdk/8 invalid validator key: empty or whitespace: invalid pubkey'],
  [{ workerKey: ' ' }, undefined],
  [
    { validatorKey: '***' },
    'sdk/8 invalid validator key: failed to decode validator key: illegal base64 data at input byte 0: invalid pubkey: invalid pubkey',
  ],
  [{ validatorKey: secp256k1Key }, `sdk/8 invalid validator key: ${tooLong}`],
  [{ workerKey: secp256k1Key }, `sdk/8 invalid worker key: ${tooLong}`],
]);

breaking(
  'MsgSubmitNewUnfundedParticipant',
  inferenceMsgs.submitNewUnfundedParticipant,
  { creator: alice, address: bob, pubKey: secp256k1Key, ...node },
  [
    [{ creator: '' }, 'sdk/7 invalid creator address (empty address string is not allowed): invalid address'],
    [{ address: ' ' }, 'sdk/18 address is required: invalid request'],
    [{ address: 'z' }, `sdk/7 invalid address (${badAddress}`],
    [{ url: 'gopher://x' }, 'sdk/18 url must have scheme http or https: invalid request'],
    [{ pubKey: '' }, 'sdk/8 invalid pub key: empty or whitespace: invalid pubkey'],
    [
      { pubKey: ed25519Key },
      'sdk/8 invalid pub key: SECP256K1 account key must be exactly 33 bytes, got 32 bytes: invalid pubkey: invalid pubkey',
    ],
    [
      { pubKey: `B${'A'.repeat(43)}` },
      'sdk/8 invalid pub key: SECP256K1 key must be in compressed format (first byte should be 0x02 or 0x03): invalid pubkey: invalid pubkey',
    ],
    [{ workerKey: secp256k1Key }, `sdk/8 invalid worker key: ${tooLong}`],
  ],
);

breaking(
  'MsgSubmitHardwareDiff',
  inferenceMsgs.submitHardwareDiff,
  { creator: alice, newOrModified: [], removed: [] },
  [
    [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
    [{ creator: alice.toUpperCase() }, undefined],
  ],
);
