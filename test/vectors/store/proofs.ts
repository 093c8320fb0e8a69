import {
  calculateExistenceRoot,
  iavlSpec,
  ics23,
  tendermintSpec,
  verifyMembership,
  verifyNonMembership,
} from '@confio/ics23';
import { CommitmentProof } from 'cosmjs-types/cosmos/ics23/v1/proofs';
import { expect } from 'vitest';
import { MultiStore } from '../../../src/store/multiStore.js';
import { queryStore, type StoreAnswer } from '../../../src/store/storeQuery.js';
import { Value } from '../../../src/store/value.js';
import { bytesToHex, bytesToLatin1, equalBytes, hexToBytes, utf8ToBytes } from '../../../src/util/bytes.js';
import { sha256 } from '../../../src/util/sha256.js';
import type { VectorCase } from '../shared.js';
import { checkVersion } from './multiStore.js';

/** One case of iavl-proofs.json. */
export function checkProofCase(vector: VectorCase): void {
  const stores = new MultiStore({ stores: vector.stores.map(({ name }: { name: string }) => name) });
  if (vector.tree) for (const version of vector.tree) checkVersion(stores, version);
  else if (vector.recipe) growByRecipe(stores, vector);
  else if (vector.name === 'empty tree') commitOne(stores);
  else throw new Error(`unknown tree: ${vector.name}`);
  if (vector.kind === 'answers') for (const answer of vector.answers) checkAnswer(stores, answer);
  else for (const query of vector.queries) checkQuery(stores, query);
}

function commitOne(stores: MultiStore): void {
  stores.store('acc').set('x', Value.ofBytes(utf8ToBytes('y')));
  stores.commit();
}

function growByRecipe(stores: MultiStore, vector: VectorCase): void {
  expect(vector.recipe).toMatch(/^store inference; commit v in 1\.\.4: for i from \(v-1\)\*250 to v\*250-1/);
  for (const expected of vector.roots) {
    const first = (Number(expected.version) - 1) * 250;
    for (let i = first; i < first + 250; i++) {
      const h = sha256(utf8ToBytes(`i=${i}`));
      stores.store('inference').set(bytesToLatin1(h.subarray(0, 16)), Value.ofBytes(h));
    }
    expect(bytesToHex(stores.commit().hash)).toBe(expected.appHash);
  }
}

function checkQuery(stores: MultiStore, query: VectorCase): void {
  const answer = queryStore(stores, {
    path: `/${query.store}/key`,
    data: hexToBytes(query.key),
    height: BigInt(query.height),
    prove: true,
  });
  expect(answer.value === undefined ? null : bytesToHex(answer.value)).toBe(query.value);
  expect(answer.value !== undefined).toBe(query.exists);
  const ops = answer.proofOps.map(({ type, key, data }) => [type, bytesToHex(key), bytesToHex(data)]);
  expect(ops).toEqual(query.ops);
  if (query.decoded !== undefined) expect(decoded(answer.proofOps[0]!.data)).toEqual(query.decoded);
  const verified = verify(answer, query);
  expect(verified).toEqual({ iavlOp: query.verified.iavlOp, simpleOp: query.verified.simpleOp });
  expect(verified.iavlOp && verified.simpleOp).toBe(query.verified.whole);
}

/** What a light client does with the answer, by the library that CosmJS uses. */
function verify(answer: StoreAnswer, query: VectorCase): { iavlOp: boolean; simpleOp: boolean } {
  const [iavl, simple] = answer.proofOps.map((op) => ics23.CommitmentProof.decode(op.data));
  const storeRoot = hexToBytes(query.storeRoot);
  const iavlOp = query.exists
    ? verifyMembership(iavl!, iavlSpec, storeRoot, answer.key, answer.value!) && leads(iavl!, storeRoot)
    : verifyNonMembership(iavl!, iavlSpec, storeRoot, answer.key);
  const appHash = hexToBytes(query.appHash);
  return { iavlOp, simpleOp: verifyMembership(simple!, tendermintSpec, appHash, utf8ToBytes(query.store), storeRoot) };
}

/** The root that the proof itself leads to. */
function leads(proof: ics23.ICommitmentProof, root: Uint8Array): boolean {
  return equalBytes(calculateExistenceRoot(proof.exist!), root);
}

const lengthNames: Record<number, string> = { 0: 'NO_PREFIX', 1: 'VAR_PROTO' };
const hashNames: Record<number, string> = { 0: 'NO_HASH', 1: 'SHA256' };

type Existence = NonNullable<CommitmentProof['exist']>;

function shownExistence({ key, value, leaf, path }: Existence): unknown {
  return {
    key: bytesToHex(key),
    value: bytesToHex(value),
    leaf: {
      hash: hashNames[leaf!.hash],
      prehashKey: hashNames[leaf!.prehashKey],
      prehashValue: hashNames[leaf!.prehashValue],
      length: lengthNames[leaf!.length],
      prefix: bytesToHex(leaf!.prefix),
    },
    path: path.map(({ hash, prefix, suffix }) => ({
      hash: hashNames[hash],
      prefix: bytesToHex(prefix),
      suffix: bytesToHex(suffix),
    })),
  };
}

function decoded(data: Uint8Array): unknown {
  const { exist, nonexist } = CommitmentProof.decode(data);
  if (exist !== undefined) return { exist: shownExistence(exist) };
  const { key, left, right } = nonexist!;
  const shown = (proof: Existence | undefined) => (proof === undefined ? null : shownExistence(proof));
  return { nonexist: { key: bytesToHex(key), left: shown(left), right: shown(right) } };
}

function checkAnswer(stores: MultiStore, { what, path, data, height, prove, error, response }: VectorCase): void {
  const ask = () => queryStore(stores, { path, data: hexToBytes(data), height: BigInt(height), prove });
  if (error !== undefined) {
    expect(messageOf(ask), what).toBe(error);
    return;
  }
  const answer = ask();
  const shown = {
    code: 0,
    log: answer.log,
    height: String(answer.height),
    key: bytesToHex(answer.key),
    value: answer.value === undefined ? null : bytesToHex(answer.value),
    opCount: answer.proofOps.length,
  };
  expect(shown, what).toEqual(response);
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('no error');
}
