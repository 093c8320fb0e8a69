import { describe, expect, it } from 'vitest';
import { parseFleet } from '../../../../src/mlnode/server/fleet/fleetFile.js';
import { startFleet } from '../../../../src/mlnode/server/fleet/startFleet.js';

const service = { service: 'recorded', engine: 'simulated', references: [] } as const;
const yaml = `
defaults: {load: 0.1}
nodes:
  - {id: "honest-{i}", count: 3, hardware: H100}
  - {id: cheat, profile: wrong-precision}
`;

const get = async (url: string) => {
  const answer = await fetch(url, { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('parseFleet', () => {
  it('counts the nodes of a row', () => {
    const { nodes } = parseFleet(yaml, 'f.yaml');
    expect(nodes.map(({ id }) => id)).toEqual(['honest-1', 'honest-2', 'honest-3', 'cheat']);
    expect(nodes[3]!.behaviour).toMatchObject({ precision: 'w8a16', load: 0.1 });
  });

  it.each([
    ['nodes: []', 2],
    ['{}', 2],
    ['nodes: [{id: a, count: 2}]', 2],
    ['nodes: [{id: a}, {id: a}]', 2],
    ['nodes: [{id: "a/b"}]', 2],
    ['nodes: [{id: "a{i}", count: 9999}]', 2],
    ['nodes: [{id: a, profile: kind}]', 1],
    ['nodes: [{id: a, loss: much}]', 2],
  ])('refuses %j', (text, code) => {
    expect(() => parseFleet(text, 'f.yaml')).toThrow(expect.objectContaining({ codespace: 'mlnode', code }));
  });
});

describe('startFleet', () => {
  it('serves every node below its name, on one port', async () => {
    await using fleet = await startFleet(parseFleet(yaml, 'f.yaml'), { host: '127.0.0.1', port: 0, ...service });
    const { members } = fleet;
    expect(new Set(members.map(({ url }) => new URL(url).port)).size).toBe(1);
    for (const { url } of members) expect((await get(`${url}/api/v1/state`)).status).toBe(200);
    const slash = await get(`${members[0]!.url}/api/v1/state/`);
    expect(slash.headers.get('location')).toBe(`${members[0]!.url}/api/v1/state`);
    const nobody = await get(members[0]!.url.replace('honest-1', 'nobody'));
    expect([nobody.status, nobody.text]).toEqual([404, '{"detail":"No node is called \\"nobody\\""}']);
  });

  it('tells which port it cannot have, and leaves none open', async () => {
    await using first = await startFleet(parseFleet(yaml, 'f.yaml'), { host: '127.0.0.1', port: 0, ...service });
    const api = Number(new URL(first.members[0]!.url).port);
    const fleet = parseFleet(`ports: {api: ${api}}\n${yaml}`, 'f.yaml');
    await expect(startFleet(fleet, { host: '127.0.0.1', port: 0, ...service })).rejects.toThrow(
      expect.objectContaining({ codespace: 'mlnode', code: 4 }),
    );
  });
});
