import SwaggerParser from '@apidevtools/swagger-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/rpc/httpServer.js';
import { HttpRoutes } from '../../../src/rpc/rest/httpRoutes.js';
import { startRestServer } from '../../../src/rpc/rest/server.js';
import { jsonShape } from '../../../src/types/descriptors/jsonShape.js';
import { address } from '../../module/epochWorld.js';
import { portOf, smallChain } from '../chainPort.js';

const inference = '/productscience/inference/inference';
let rest: RunningServer;
let get: (path: string, init?: RequestInit) => Promise<Response>;

beforeAll(async () => {
  rest = await startRestServer(portOf(smallChain().app), { host: '127.0.0.1', port: 0, corsOrigins: [] });
  get = (path, init) => fetch(`${rest.url}${path}`, { redirect: 'manual', ...init });
});
afterAll(() => rest.close());

describe('an answer over REST', () => {
  it('shows names of the schema, 64-bit integers as text, and the height that was read', async () => {
    const answer = await get(`${inference}/epoch_info`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-cosmos-block-height')).toBe('3');
    expect(answer.headers.get('grpc-metadata-x-cosmos-block-height')).toBe('3');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({ block_height: '3', params: { epoch_params: { epoch_shift: '0' } } });
  });

  it('reads an earlier height', async () => {
    const answer = await get(`${inference}/epoch_info`, { headers: { 'x-cosmos-block-height': '2' } });
    expect(answer.headers.get('x-cosmos-block-height')).toBe('2');
    expect(await answer.json()).toMatchObject({ block_height: '2' });
  });

  it('takes fields from the path and from the query', async () => {
    const one = await get(`${inference}/hardware_nodes/${address('alice')}`);
    expect(await one.json()).toMatchObject({ nodes: { participant: address('alice') } });
    const page = await get(`${inference}/participant?pagination.limit=1&pagination.count_total=true&whatever=1`);
    expect(await page.json()).toMatchObject({ participant: [{}], pagination: { total: '2' } });
  });

  it('goes through a list by its keys', async () => {
    const first = (await (await get(`${inference}/participant?pagination.limit=1`)).json()) as {
      pagination: { next_key: string };
    };
    const key = encodeURIComponent(first.pagination.next_key);
    const second = await get(`${inference}/participant?pagination.key=${key}`);
    expect(await second.json()).toMatchObject({ participant: [{}], pagination: { next_key: null } });
  });
});

describe('every route of the chain', () => {
  const samples: Readonly<Record<string, string>> = { string: address('alice'), bytes: 'AAEC' };
  const { all } = new HttpRoutes(new Set(smallChain().app.machine.routes.queryPaths));

  it.each(all.map((route) => [route.template, route] as const))('%s answers', async (template, { fields, method }) => {
    const kinds = new Map(jsonShape(method.input).fields.map(({ name, kind }) => [name, kind]));
    const filled = fields.map((name) => samples[kinds.get(name)!] ?? '1');
    const path = filled.reduce((text, value) => text.replace(/\{[^}]+\}/, value), template);
    const answer = await get(path);
    expect(answer.status).not.toBe(501);
    // A bug ends the request before it has a height.
    expect(answer.headers.get('grpc-metadata-x-cosmos-block-height')).toBe('3');
    if (answer.status !== 200) expect(await answer.json()).toMatchObject({ code: expect.any(Number), details: [] });
  });
});

describe('the OpenAPI document', () => {
  it('is valid, and has every route of the inference module', async () => {
    const document = (await (await get('/openapi.json')).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(document.paths).filter((path) => path.startsWith(inference)).length).toBeGreaterThan(40);
    await SwaggerParser.validate(document as never);
  });

  it('has a page that loads nothing from elsewhere', async () => {
    const page = await get('/');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});

describe('pages of other origins', () => {
  it('may call, unless told otherwise', async () => {
    const open = await startRestServer(portOf(smallChain().app), { host: '127.0.0.1', port: 0 });
    const headers = { origin: 'http://x.example', 'access-control-request-method': 'GET' };
    const asked = await fetch(`${open.url}${inference}/params`, { method: 'OPTIONS', headers });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    await open.close();
    expect((await get(`${inference}/params`, { method: 'OPTIONS', headers })).status).toBe(501);
  });
});
