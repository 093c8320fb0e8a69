import { describe, expect, it } from 'vitest';
import { parseBehaviour, profileNames } from '../../../src/mlnode/server/behaviour.js';
import { settingsFor } from '../../../src/mlnode/server/behaviourSettings.js';
import { conducts } from '../../../src/mlnode/server/conduct.js';
import { simulatedVectors } from '../../../src/mlnode/server/vectors/simulatedVectors.js';
import { poc, TestNode } from './running.js';

const service = { service: 'recorded', engine: 'simulated', references: [] } as const;
const of = (yaml: string) => settingsFor(parseBehaviour(yaml, 'b.yaml'), 'seed', service);
const nonces = Array.from({ length: 200 }, (_, i) => i);

/** What an honest node on other hardware finds in the vectors that a node makes. */
async function verdict(yaml: string): Promise<boolean> {
  await using node = await TestNode.deployed(of(`${yaml}\nnoncesPerSecond: 10000`));
  const made = await node.post('/api/v1/inference/pow/generate', { ...poc, nonces, wait: true });
  await using judge = await TestNode.deployed(of('hardware: A100\nnoncesPerSecond: 10000'));
  const { json } = await judge.post('/api/v1/inference/pow/generate', {
    ...poc,
    nonces,
    wait: true,
    validation: { artifacts: made.json.artifacts },
    stat_test: { dist_threshold: 0.1737, p_mismatch: 0.02, fraud_threshold: 0.01 },
  });
  return json.fraud_detected;
}

describe('behaviours', () => {
  it.each([
    ['profile: honest', false],
    ['profile: wrong-precision', true],
    ['profile: wrong-model', true],
    ['profile: lazy', true],
    ['profile: lazy\nlazyStride: 100000', true],
  ])('%s: convicted %s', async (yaml, convicted) => {
    expect(await verdict(yaml)).toBe(convicted);
  });

  it('a slow replica makes fewer nonces', async () => {
    await using node = await TestNode.deployed(of('profile: slow-replica'));
    await node.post('/api/v1/inference/pow/init/generate', poc);
    await node.clock.advance(30_000);
    const { json } = await node.get('/api/v1/inference/pow/status');
    const [first, second] = json.backends.map(
      ({ stats }: { stats: { nonces_per_second: number } }) => stats.nonces_per_second,
    );
    expect(second / first).toBeCloseTo(0.3, 1);
  });

  it('a crash ends the process, and its restart begins from nothing', async () => {
    await using node = await TestNode.deployed(of('profile: crash'));
    await node.post('/api/v1/inference/pow/init/generate', poc);
    await node.clock.advance(12_000);
    expect((await node.get('/api/v1/inference/up/status')).json).toMatchObject({ is_running: false });
    await node.clock.advance(44_000);
    await expect(node.get('/api/v1/state')).rejects.toThrow();
    await node.clock.advance(10_000);
    expect((await node.get('/api/v1/state')).json).toMatchObject({ state: 'STOPPED' });
  });

  it('too little memory ends every start', async () => {
    await using node = await TestNode.start(of('outOfMemory: true'));
    const { status, json } = await node.post('/api/v1/inference/up', { model: 'm', dtype: 'auto' });
    expect([status, json.detail]).toEqual([500, 'vLLM process exited prematurely: None']);
  });

  it('a flaky network loses calls, the same ones for the same seed', async () => {
    const run = async () => {
      await using node = await TestNode.deployed(of('profile: flaky-network'));
      const said: string[] = [];
      for (let i = 0; i < 30; i++) said.push((await node.running.node.proxy.status()).status);
      return said;
    };
    const [first, second] = [await run(), await run()];
    expect(new Set(first)).toEqual(new Set(['IDLE', 'MIXED']));
    expect(second).toEqual(first);
  });

  it('late callbacks come late', async () => {
    const sent: number[] = [];
    await using node = await TestNode.deployed(of('profile: late-callbacks'), {
      transport: async () => sent.push(node.clock.now()) && 200,
    });
    const before = node.clock.now();
    await node.post('/api/v1/inference/pow/generate', { ...poc, nonces: [1], url: 'http://there' });
    await node.clock.advance(30_000);
    expect(sent.map((at) => Math.round((at - before) / 1000))).toEqual([20]);
  });

  it('references are served by who is honest, and cheaters do not have them', () => {
    const vectors = new Map([[0, 'reference']]);
    const job = { model: 'm', blockHash: 'b', publicKey: 'p', kDim: 12 };
    const options = { ...service, references: [{ ...job, vectors }] };
    expect(settingsFor({}, 's', options).vectors(job)(0)).toBe('reference');
    expect(settingsFor({ precision: 'w8a16' }, 's', options).vectors(job)(0)).toBe(
      simulatedVectors({ hardware: 'H100', precision: 'w8a16' })(job)(0),
    );
  });

  it('every profile has a name that a file may use', () => {
    for (const name of profileNames) expect(() => of(`profile: ${name}`)).not.toThrow();
    expect(of('errorHandlers: v0.23.0').conduct).toEqual({ ...conducts.recorded, errorHandlers: 'v0.23.0' });
    expect(parseBehaviour('', 'b.yaml')).toEqual({});
  });

  it.each([
    ['profile: kind', 'b.yaml: profile: "kind" is none of honest'],
    ['loss: 2', 'b.yaml: loss: '],
    ['colour: red', 'b.yaml: '],
    ['crash: {step: sleeping}', 'b.yaml: crash.step: '],
    ['a: [', 'b.yaml: '],
    ['[]', 'b.yaml: '],
  ])('refuses %j', (yaml, message) => {
    expect(() => parseBehaviour(yaml, 'b.yaml')).toThrow(
      expect.objectContaining({ codespace: 'mlnode', code: 1, message: expect.stringContaining(message) }),
    );
  });
});
