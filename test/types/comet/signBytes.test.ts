import { SignedMsgType } from 'cosmjs-types/tendermint/types/types';
import { describe, expect, it } from 'vitest';
import { nilBlockId } from '../../../src/types/comet/blockId.js';
import { proposalSignBytes, voteExtensionSignBytes, voteSignBytes } from '../../../src/types/comet/signBytes.js';
import { bytesToHex, emptyBytes, utf8ToBytes } from '../../../src/util/bytes.js';

const hex = bytesToHex;
const timestamp = { seconds: 1756303390n, nanos: 0 };
const precommit = SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT;

describe('sign bytes', () => {
  it('of a vote for nil have no block id', () => {
    const vote = { type: precommit, height: 2n, round: 0, blockId: nilBlockId, timestamp };
    expect(hex(voteSignBytes('gonka-sim-1', vote))).toBe(
      '2008021102000000000000002a06089ea0bcc506320b676f6e6b612d73696d2d31',
    );
  });

  it('fix heights and rounds to eight bytes, and always have a time', () => {
    const vote = { type: precommit, height: 1n, round: 3, blockId: nilBlockId, timestamp: { seconds: 0n, nanos: 0 } };
    expect(hex(voteSignBytes('', vote))).toBe('16080211010000000000000019030000000000000' + '02a00');
  });

  it('of a proposal name the round of an earlier lock', () => {
    const proposal = { height: 2n, round: 1, polRound: -1, blockId: nilBlockId, timestamp };
    expect(hex(proposalSignBytes('c', proposal))).toContain('20ffffffffffffffffff01');
    expect(hex(proposalSignBytes('c', { ...proposal, polRound: 0 }))).not.toContain('20ff');
  });

  it('of a vote extension', () => {
    const vote = { height: 5n, round: 1, extension: utf8ToBytes('ext') };
    expect(hex(voteExtensionSignBytes('gonka-sim-1', vote))).toBe(
      '240a03657874110500000000000000190100000000000000220b676f6e6b612d73696d2d31',
    );
    expect(hex(voteExtensionSignBytes('', { height: 0n, round: 0, extension: emptyBytes }))).toBe('00');
  });
});
