import { createHash } from 'node:crypto';
import { ripemd160, Secp256k1, Secp256k1Signature } from '@cosmjs/crypto';
import type { Block } from 'cosmjs-types/tendermint/types/block';
import { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import { type BlockID, Commit, Header, Proposal, SignedMsgType, Vote } from 'cosmjs-types/tendermint/types/types';
import { expect } from 'vitest';
import { proto } from '../../src/types/codec.js';
import { blockIdOf, encodeBlock } from '../../src/types/comet/block.js';
import { encodeBlockId } from '../../src/types/comet/blockId.js';
import { commitHash, emptyCommit, encodeCommitSignature } from '../../src/types/comet/commit.js';
import { consensusHash, encodeHashedParams } from '../../src/types/comet/consensusParams.js';
import { ed25519FromSeed, verifyEd25519 } from '../../src/types/comet/ed25519.js';
import { evidenceHash } from '../../src/types/comet/evidence.js';
import { headerHash, headerLeaves } from '../../src/types/comet/header.js';
import { accountAddress, consensusAddress } from '../../src/types/comet/keys.js';
import { weightedMedian } from '../../src/types/comet/medianTime.js';
import { makePartSet, partSize } from '../../src/types/comet/partSet.js';
import { proposalSignBytes, voteExtensionSignBytes, voteSignBytes } from '../../src/types/comet/signBytes.js';
import { fromTimestamp } from '../../src/types/comet/time.js';
import { encodeAgreedResult, resultsHash } from '../../src/types/comet/txResults.js';
import { dataHash, txHash, txProofs } from '../../src/types/comet/txs.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { sha256 } from '../../src/util/sha256.js';
import { checkGenesisSets, checkRotation, checkValidatorSet } from './cometValidators.js';
import { byKind, range } from './forms.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

const hex = bytesToHex;
const timeOf = (time: VectorCase) => ({ seconds: BigInt(time.seconds), nanos: time.nanos });

const blockIdFrom = (id: VectorCase): BlockID => ({
  hash: hexToBytes(id.hash),
  partSetHeader: { total: id.total, hash: hexToBytes(id.partsHash) },
});

const headerOf = (header: VectorCase): Header => ({
  version: { block: BigInt(header.versionBlock), app: BigInt(header.versionApp) },
  chainId: header.chainId,
  height: BigInt(header.height),
  time: timeOf(header.time),
  lastBlockId: blockIdFrom(header.lastBlockId),
  lastCommitHash: hexToBytes(header.lastCommitHash),
  dataHash: hexToBytes(header.dataHash),
  validatorsHash: hexToBytes(header.validatorsHash),
  nextValidatorsHash: hexToBytes(header.nextValidatorsHash),
  consensusHash: hexToBytes(header.consensusHash),
  appHash: hexToBytes(header.appHash),
  lastResultsHash: hexToBytes(header.lastResultsHash),
  evidenceHash: hexToBytes(header.evidenceHash),
  proposerAddress: hexToBytes(header.proposerAddress),
});

const commitOf = (commit: VectorCase): Commit => ({
  height: BigInt(commit.height),
  round: commit.round,
  blockId: blockIdFrom(commit.blockId),
  signatures: commit.signatures.map((signature: VectorCase) => ({
    blockIdFlag: signature.flag,
    validatorAddress: hexToBytes(signature.address),
    timestamp: timeOf(signature.time),
    signature: hexToBytes(signature.signature),
  })),
});

const checkKeys: CheckCase = ({ keys }) => {
  for (const expected of keys) {
    const seed = sha256(utf8ToBytes(expected.secret));
    const { publicKey } = ed25519FromSeed(seed);
    expect({
      secret: expected.secret,
      seed: hex(seed),
      pubKey: hex(publicKey),
      privKey64: hex(concatBytes(seed, publicKey)),
      address: hex(consensusAddress(publicKey)),
    }).toEqual(expected);
  }
};

const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** CometBFT makes a key of a secret by bringing its hash into [1, order). */
const privKeyOf = (secret: string): string =>
  ((BigInt(`0x${hex(sha256(utf8ToBytes(secret)))}`) % (curveOrder - 1n)) + 1n).toString(16).padStart(64, '0');

const checkSecp256k1: CheckCase = (vectorCase) => {
  const privKey = hexToBytes(vectorCase.privKey);
  const { pubkey } = Secp256k1.makeKeypair(privKey);
  const pubKey = Secp256k1.compressPubkey(pubkey);
  const digest = sha256(hexToBytes(vectorCase.message));
  const signature = Secp256k1.createSignature(digest, privKey);
  const fixed = concatBytes(signature.r(32), signature.s(32));
  expect(privKeyOf(vectorCase.secret)).toBe(vectorCase.privKey);
  expect(hex(pubKey)).toBe(vectorCase.pubKey);
  expect(hex(accountAddress(pubKey))).toBe(vectorCase.address);
  expect(accountAddress(pubKey)).toEqual(ripemd160(sha256(pubKey)));
  expect(hex(fixed)).toBe(vectorCase.signature);
  expect(Secp256k1.verifySignature(Secp256k1Signature.fromFixedLength(fixed), digest, pubKey)).toBe(true);
};

const checkDataHash: CheckCase = ({ txHashes, dataHash: expected, proofs }) => {
  const txs = range(txHashes.length).map((i) => utf8ToBytes(`tx-${i}`));
  expect(txs.map(txHash).map(hex)).toEqual(txHashes);
  expect(hex(dataHash(txs))).toBe(expected);
  expect(txProofs(txs).map(({ leafHash, aunts }) => ({ leafHash: hex(leafHash), aunts: aunts.map(hex) }))).toEqual(
    proofs,
  );
};

const checkConsensusParams: CheckCase = ({ maxBytes, maxGas, hashed, hash, rest, proto: bytes }) => {
  const block = { maxBytes: BigInt(maxBytes), maxGas: BigInt(maxGas) };
  expect([hex(encodeHashedParams(block)), hex(consensusHash(block))]).toEqual([hashed, hash]);
  const nanos = BigInt(rest.evidenceMaxAgeDurationNs);
  const params: ConsensusParams = {
    block,
    evidence: {
      maxAgeNumBlocks: BigInt(rest.evidenceMaxAgeNumBlocks),
      maxAgeDuration: { seconds: nanos / 10n ** 9n, nanos: Number(nanos % 10n ** 9n) },
      maxBytes: BigInt(rest.evidenceMaxBytes),
    },
    validator: { pubKeyTypes: rest.pubKeyTypes },
    version: { app: BigInt(rest.versionApp) },
    abci: { voteExtensionsEnableHeight: BigInt(rest.voteExtensionsEnableHeight) },
  };
  expect(hex(proto(ConsensusParams).encode(params))).toBe(bytes);
};

const checkLastResults: CheckCase = ({ results, leaves, hash }) => {
  const agreed = results.map((result: VectorCase) => ({
    code: result.code,
    data: hexToBytes(result.data),
    gasWanted: BigInt(result.gasWanted),
    gasUsed: BigInt(result.gasUsed),
  }));
  expect(agreed.map(encodeAgreedResult).map(hex)).toEqual(leaves);
  expect(hex(resultsHash(agreed))).toBe(hash);
};

const checkEvidence: CheckCase = ({ hash, nilCommitHash }) => {
  expect([hex(evidenceHash([])), hex(commitHash(emptyCommit))]).toEqual([hash, nilCommitHash]);
};

const checkHeader: CheckCase = ({ header: fields, leaves, hash, proto: bytes }) => {
  const header = headerOf(fields);
  const actual = headerHash(header);
  expect(headerLeaves(header).map(hex)).toEqual(leaves);
  expect(actual === undefined ? null : hex(actual)).toBe(hash);
  expect(hex(proto(Header).encode(header))).toBe(bytes);
};

/** Signs as the case's key does, and verifies. */
function checkSignature({ seed, signature, signBytes }: VectorCase, actual: Uint8Array): void {
  expect(hex(actual)).toBe(signBytes);
  const key = ed25519FromSeed(hexToBytes(seed));
  expect(hex(key.sign(actual))).toBe(signature);
  expect(verifyEd25519(key.publicKey, actual, hexToBytes(signature))).toBe(true);
}

const checkVote: CheckCase = (vectorCase) => {
  const vote = Vote.fromPartial({
    type: vectorCase.type,
    height: BigInt(vectorCase.height),
    round: vectorCase.round,
    blockId: blockIdFrom(vectorCase.blockId),
    timestamp: timeOf(vectorCase.time),
    validatorAddress: hexToBytes(vectorCase.validatorAddress),
    validatorIndex: vectorCase.validatorIndex,
    signature: hexToBytes(vectorCase.signature),
  });
  checkSignature(vectorCase, voteSignBytes(vectorCase.chainId, vote));
  expect(hex(proto(Vote).encode(vote))).toBe(vectorCase.proto);
};

const checkProposal: CheckCase = (vectorCase) => {
  const proposal = Proposal.fromPartial({
    type: SignedMsgType.SIGNED_MSG_TYPE_PROPOSAL,
    height: BigInt(vectorCase.height),
    round: vectorCase.round,
    polRound: vectorCase.polRound,
    blockId: blockIdFrom(vectorCase.blockId),
    timestamp: timeOf(vectorCase.time),
    signature: hexToBytes(vectorCase.signature),
  });
  checkSignature(vectorCase, proposalSignBytes(vectorCase.chainId, proposal));
  expect(hex(proto(Proposal).encode(proposal))).toBe(vectorCase.proto);
};

const checkVoteExtension: CheckCase = ({ chainId, height, round, extension, signBytes }) => {
  const vote = { height: BigInt(height), round, extension: hexToBytes(extension) };
  expect(hex(voteExtensionSignBytes(chainId, vote))).toBe(signBytes);
};

const flagLetters: Readonly<Record<number, string>> = { 1: 'A', 2: 'C', 3: 'N' };

const checkCommit: CheckCase = (vectorCase) => {
  const commit = commitOf(vectorCase);
  expect(commit.signatures.map(encodeCommitSignature).map(hex)).toEqual(
    vectorCase.signatures.map(({ leaf }: VectorCase) => leaf),
  );
  expect(commit.signatures.map(({ blockIdFlag }) => flagLetters[blockIdFlag]).join('')).toBe(vectorCase.flags);
  expect(hex(commitHash(commit))).toBe(vectorCase.hash);
  expect(hex(proto(Commit).encode(commit))).toBe(vectorCase.proto);
};

/** "<n> tx(s) of <size> bytes": each the chunks sha256("tx=<i>,chunk=<j>"), cut. */
function txsOfRecipe(recipe: string): Uint8Array[] {
  const match = /^(\d+) txs? of (\d+) bytes/.exec(recipe);
  if (match === null) throw new Error(`unknown recipe ${recipe}`);
  const [count, size] = [Number(match[1]), Number(match[2])];
  return range(count).map((i) => {
    const chunks = range(Math.ceil(size / 32)).map((j) => sha256(utf8ToBytes(`tx=${i},chunk=${j}`)));
    return concatBytes(...chunks).slice(0, size);
  });
}

const checkBlock: CheckCase = (vectorCase) => {
  const txs = vectorCase.txs?.map(hexToBytes) ?? txsOfRecipe(vectorCase.txRecipe);
  const block: Block = {
    header: headerOf(vectorCase.header),
    data: { txs },
    evidence: { evidence: [] },
    lastCommit: commitOf(vectorCase.lastCommit),
  };
  const bytes = encodeBlock(block);
  const { parts } = makePartSet(bytes);
  expect([hex(headerHash(block.header)!), partSize, bytes.length]).toEqual([
    vectorCase.hash,
    vectorCase.partSize,
    vectorCase.byteSize,
  ]);
  expect([hex(dataHash(txs)), hex(commitHash(block.lastCommit!))]).toEqual([
    vectorCase.header.dataHash,
    vectorCase.header.lastCommitHash,
  ]);
  if ('proto' in vectorCase) expect(hex(bytes)).toBe(vectorCase.proto);
  else expect(createHash('sha256').update(bytes).digest('hex')).toBe(vectorCase.protoSha256);
  expect(
    parts.map(({ index, bytes: part, proof }) => ({
      index,
      bytes: part.length,
      leafHash: hex(proof.leafHash),
      aunts: proof.aunts.map(hex),
    })),
  ).toEqual(vectorCase.parts);
  expect(blockIdOf(block)).toEqual(blockIdFrom(vectorCase.blockId));
  expect(hex(encodeBlockId(blockIdOf(block)))).toBe(vectorCase.blockIdProto);
};

const checkPartSet: CheckCase = ({ name, size, total, hash }) => {
  expect(name).toBe(`part set of ${size} bytes ab`);
  const { header } = makePartSet(new Uint8Array(size).fill(0xab));
  expect([header.total, hex(header.hash)]).toEqual([total, hash]);
};

const checkMedianTime: CheckCase = ({ base, votes, result, resultOffsetMs }) => {
  const start = fromTimestamp(timeOf(base));
  const times = votes.map(({ offsetMs, power }: VectorCase) => ({
    time: start + BigInt(offsetMs) * 1_000_000n,
    power: BigInt(power),
  }));
  expect(weightedMedian(times)).toBe(fromTimestamp(timeOf(result)));
  expect(weightedMedian(times) - start).toBe(BigInt(resultOffsetMs) * 1_000_000n);
};

/** CometBFT's hashes and bytes. */
export const cometVectors: VectorTable = {
  'cometbft.json': byKind({
    keys: checkKeys,
    secp256k1: checkSecp256k1,
    dataHash: checkDataHash,
    validatorSet: checkValidatorSet,
    rotation: checkRotation,
    consensusParams: checkConsensusParams,
    lastResults: checkLastResults,
    evidence: checkEvidence,
    header: checkHeader,
    vote: checkVote,
    proposal: checkProposal,
    voteExtension: checkVoteExtension,
    commit: checkCommit,
    block: checkBlock,
    partSet: checkPartSet,
    genesisSets: checkGenesisSets,
    medianTime: checkMedianTime,
  }),
};
