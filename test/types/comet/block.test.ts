import type { Block } from 'cosmjs-types/tendermint/types/block';
import type { Header } from 'cosmjs-types/tendermint/types/types';
import { describe, expect, it } from 'vitest';
import { blockIdOf, encodeBlock } from '../../../src/types/comet/block.js';
import { encodeBlockId, isNilBlockId, nilBlockId } from '../../../src/types/comet/blockId.js';
import { absentSignature, commitHash, emptyCommit, encodeCommitSignature } from '../../../src/types/comet/commit.js';
import { consensusHash, defaultConsensusParams } from '../../../src/types/comet/consensusParams.js';
import { evidenceHash } from '../../../src/types/comet/evidence.js';
import { blockProtocol, headerHash, headerLeaves } from '../../../src/types/comet/header.js';
import { makePartSet, partSize } from '../../../src/types/comet/partSet.js';
import { fromTimestamp, goZeroTime, toTimestamp } from '../../../src/types/comet/time.js';
import { encodeAgreedResult, resultsHash } from '../../../src/types/comet/txResults.js';
import { dataHash, txHash, txProofs } from '../../../src/types/comet/txs.js';
import { bytesToHex, concatBytes, emptyBytes, hexToBytes, utf8ToBytes } from '../../../src/util/bytes.js';
import { verifyMerkleProof } from '../../../src/util/merkle.js';
import { sha256 } from '../../../src/util/sha256.js';
import { failure } from '../../util/failure.js';

const hex = bytesToHex;
const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const header: Header = {
  version: { block: blockProtocol, app: 0n },
  chainId: 'gonka-sim-1',
  height: 2n,
  time: { seconds: 1756303390n, nanos: 0 },
  lastBlockId: {
    hash: hexToBytes('496aca80e4d8f29fb8e8cd816c3afb48d3f103970b3a2ee1600c08ca67326dee'),
    partSetHeader: {
      total: 1,
      hash: hexToBytes('d887db09649dab0d83951d8d5d69b2e7d8bb70e79daa2a3a279b4fd6b8346cea'),
    },
  },
  lastCommitHash: hexToBytes('9505cacb7c710ed17125fcc6cb3669e8ddca6c8cd8af6a31f6b3cd64604c3098'),
  dataHash: hexToBytes(ofNothing),
  validatorsHash: hexToBytes('75f1bda3c23832e6d0673463f823c150cd6af826d278117723d3d08ab103514b'),
  nextValidatorsHash: hexToBytes('75f1bda3c23832e6d0673463f823c150cd6af826d278117723d3d08ab103514b'),
  consensusHash: hexToBytes('048091bc7ddc283f77bfbf91d73c44da58c3df8a9cbc867405d8b7f3daada22f'),
  appHash: hexToBytes('a172cedcae47474b615c54d510a5d84a8dea3032e958587430b413538be3f333'),
  lastResultsHash: hexToBytes(ofNothing),
  evidenceHash: hexToBytes(ofNothing),
  proposerAddress: hexToBytes('1d8ca4776fd99712b07f581ac42f35b060496838'),
};

describe('header', () => {
  it('hashes its 14 items', () => {
    expect(headerLeaves(header)).toHaveLength(14);
    expect(hex(headerHash(header)!)).toBe('dcabaf61af32282adae3e19d43f38e4c98176c79f4c31d72361f4fac71495f17');
  });

  it('leaves empty and zero items empty, but not the nil block id', () => {
    const first = { ...header, height: 0n, time: toTimestamp(0n), appHash: emptyBytes, lastBlockId: nilBlockId };
    const leaves = headerLeaves(first).map(hex);
    expect([leaves[2], leaves[3], leaves[4], leaves[10]]).toEqual(['', '', '1200', '']);
  });

  it('has no hash without validators', () => {
    const orphan = { ...header, validatorsHash: emptyBytes };
    expect(headerHash(orphan)).toBeUndefined();
    const block: Block = { header: orphan, data: { txs: [] }, evidence: { evidence: [] } };
    expect(failure(() => blockIdOf(block))).toBe('gonka-sim/24');
  });
});

describe('block', () => {
  it('is named by its header and its parts', () => {
    const txs = [new Uint8Array(70_000).fill(7)];
    const block: Block = { header, data: { txs }, evidence: { evidence: [] }, lastCommit: emptyCommit };
    const bytes = encodeBlock(block);
    const set = makePartSet(bytes);
    expect(blockIdOf(block)).toEqual({ hash: headerHash(header), partSetHeader: set.header });
    expect(set.parts.map((part) => part.bytes.length)).toEqual([partSize, bytes.length - partSize]);
    expect(concatBytes(...set.parts.map((part) => part.bytes))).toEqual(bytes);
    for (const { bytes: part, proof } of set.parts) expect(verifyMerkleProof(set.header.hash, proof, part)).toBe(true);
  });

  it('has ids that tell nothing from something', () => {
    expect([isNilBlockId(nilBlockId), isNilBlockId(header.lastBlockId)]).toEqual([true, false]);
    expect(hex(encodeBlockId(nilBlockId))).toBe('1200');
  });
});

describe('what a header commits to', () => {
  it('transactions by their hashes', () => {
    const txs = ['tx-0', 'tx-1', 'tx-2'].map(utf8ToBytes);
    expect([hex(dataHash([])), hex(dataHash(txs))]).toEqual([
      ofNothing,
      '231353e3a71a85a22c29ebd4220ae5e4bd1a49704fd5fdf304af3bad55f282cd',
    ]);
    expect(verifyMerkleProof(dataHash(txs), txProofs(txs)[1]!, txHash(txs[1]!))).toBe(true);
  });

  it('results by what all nodes agree on', () => {
    const result = { code: 5, data: emptyBytes, gasWanted: 100n, gasUsed: 99n };
    expect(hex(encodeAgreedResult(result))).toBe('080528643063');
    expect(hex(encodeAgreedResult({ code: 0, data: emptyBytes, gasWanted: 0n, gasUsed: 0n }))).toBe('');
    expect(hex(resultsHash([]))).toBe(ofNothing);
  });

  it('signatures, absent ones with the zero time of Go', () => {
    expect(hex(encodeCommitSignature(absentSignature))).toBe('08011a0b088092b8c398feffffff01');
    expect(hex(commitHash(emptyCommit))).toBe(ofNothing);
  });

  it('block limits, and no other parameter', () => {
    const block = { maxBytes: 22020096n, maxGas: 100000000n };
    expect(hex(consensusHash(block))).toBe('1bf2556ca5d5d7effb540f34cb0ffc77a3202e32275557afbd219882a9e42acf');
    expect(consensusHash(defaultConsensusParams.block!)).toHaveLength(32);
  });

  it('evidence without its wrapper', () => {
    const duplicateVoteEvidence = {
      totalVotingPower: 10n,
      validatorPower: 10n,
      timestamp: { seconds: 1n, nanos: 0 },
    };
    const leaf = concatBytes(Uint8Array.of(0), hexToBytes('180a200a2a020801'));
    expect(evidenceHash([{ duplicateVoteEvidence }])).toEqual(sha256(leaf));
    expect(hex(evidenceHash([]))).toBe(ofNothing);
    expect(failure(() => evidenceHash([{}]))).toBe('gonka-sim/4');
  });
});

describe('time', () => {
  it.each([
    [0n, { seconds: 0n, nanos: 0 }],
    [1_500_000_001n, { seconds: 1n, nanos: 500_000_001 }],
    [-500_000_000n, { seconds: -1n, nanos: 500_000_000 }],
    [-62_135_596_800_000_000_000n, goZeroTime],
  ])('%s ns', (time, timestamp) => {
    expect(toTimestamp(time)).toEqual(timestamp);
    expect(fromTimestamp(timestamp)).toBe(time);
  });
});
