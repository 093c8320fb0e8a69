import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import { describe, expect, it } from 'vitest';
import { nodeIdOf, parseKeyFile, validatorKeyFile } from '../../src/node/nodeKeys.js';
import { ed25519FromSeed } from '../../src/types/comet/ed25519.js';
import { totalPower } from '../../src/types/comet/validatorSet.js';
import { simErrors } from '../../src/util/errors.js';
import { bob, carol } from '../app/ante/signing.js';
import { expectError } from '../store/errors.js';
import { delegation, devGenesis, devNode, sendTx } from './devChain.js';
import { isTrustworthy } from './isTrustworthy.js';

describe('what a light client sees', () => {
  it('is a chain that one validator signs', async () => {
    const node = await devNode();
    node.mine(5);
    expect([isTrustworthy(node), node.isVerifiable]).toEqual([true, true]);
    expect([node.blocks.commit(5n)!.canonical, node.blocks.commit(6n)!.canonical]).toEqual([true, false]);
    await node.stop();
  });

  it('is a chain that several sign, each proposing in its turn, while their power changes', async () => {
    const node = await devNode({ genesis: devGenesis({ powers: [10n, 6n, 4n] }) });
    node.broadcast(sendTx(0, { who: bob, message: delegation(bob, carol, 1_000_000n), gas: 400_000n }));
    node.mine(3);
    const powers = [2n, 3n, 4n, 5n].map((height) => totalPower(node.blocks.validators(height)!));
    expect([node.blocks.results(2n)!.txResults[0]!.code, powers]).toEqual([0, [20n, 20n, 21n, 21n]]);
    node.mine(260);
    expect(isTrustworthy(node, 250n)).toBe(true);
    const proposers = node.blocks.range(1n, 9n).map(({ block }) => block.header.proposerAddress.join());
    expect(new Set(proposers).size).toBe(3);
    await node.stop();
  });

  it('has absent signatures where nobody has the key, and rounds that passed without a block', async () => {
    const node = await devNode({ genesis: devGenesis({ powers: [10n, 4n], keysOf: [0, 1000] }) });
    node.mine(10);
    expect([isTrustworthy(node), node.isVerifiable]).toEqual([true, true]);
    const commits = [1n, 2n, 3n, 4n, 5n, 6n, 7n].map((height) => node.blocks.commit(height)!.commit);
    expect(commits.map(({ signatures }) => signatures.map(({ blockIdFlag }) => blockIdFlag))).toEqual(
      commits.map(() => [BlockIDFlag.BLOCK_ID_FLAG_COMMIT, BlockIDFlag.BLOCK_ID_FLAG_ABSENT]),
    );
    expect(commits.map(({ round }) => round)).toEqual([0, 1, 0, 0, 0, 1, 0]);
    await node.stop();
  });

  it('is not to be trusted where all keys are missing, though the chain goes on', async () => {
    const genesis = devGenesis({ keysOf: [1000] });
    const node = await devNode({ genesis });
    node.mine(3);
    expect([isTrustworthy(node), node.isVerifiable]).toEqual([false, false]);
    expect(node.blocks.commit(2n)!.commit.signatures).toMatchObject([{ blockIdFlag: 2 }]);
    await node.stop();
  });
});

describe('a key file', () => {
  const seed = new Uint8Array(32).fill(7);
  const text = validatorKeyFile(seed);

  it('is what CometBFT writes, and is read back', () => {
    const key = parseKeyFile(text, 'key.json');
    expect(key.publicKey).toEqual(ed25519FromSeed(seed).publicKey);
    expect(JSON.parse(text).address).toBe(nodeIdOf(key).toUpperCase());
  });

  const changed = (value: unknown) => JSON.stringify({ priv_key: { value } });
  it.each([
    ['no JSON', '{', 'key.json: '],
    ['no key', '{}', 'key.json: priv_key.value: the base64 text of an ed25519 key is wanted'],
    ['null', 'null', 'key.json: priv_key.value: the base64 text of an ed25519 key is wanted'],
    ['no base64', changed('*'), 'key.json: priv_key.value is not base64'],
    ['a short key', changed('AAAA'), 'key.json: priv_key.value has 3 bytes, not 64'],
    [
      'two keys',
      changed(Buffer.alloc(64).toString('base64')),
      'key.json: priv_key.value holds two keys that do not fit',
    ],
  ])('is refused with %s', (_, wrong, message) => {
    expectError(() => parseKeyFile(wrong, 'key.json'), simErrors.usage, message);
  });
});
