import { calculateExistenceRoot, iavlSpec, ics23, tendermintSpec, verifyMembership } from '@confio/ics23';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApiRoutes } from '../../src/rpc/gateway/apiRoutes.js';
import { httpServer } from '../../src/rpc/httpServer.js';
import { base64ToBytes, hexToBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { haveVectors } from '../vectors/shared.js';
import { queryPortOf } from './queryPortOf.js';
import { RecordedNode } from './recordedNode.js';
import { recordingFiles } from './recordingFiles.js';

describe.skipIf(!haveVectors)('the API on the recorded chain', () => {
  let server: FastifyInstance;
  let node: RecordedNode;
  /** Heights of epoch 1, as the chain tells them in epoch 0. */
  let stages: Record<string, number>;
  let formed: bigint;
  const get = (url: string) => server.inject({ method: 'GET', url });

  beforeAll(async () => {
    node = new RecordedNode(recordingFiles());
    server = httpServer();
    addApiRoutes(server, Object.assign(queryPortOf(node), { blocks: node.blocks }));
    stages = (await get('/v1/epochs/latest')).json().next_epoch_stages;
    formed = BigInt(stages.poc_validation_end!);
    node.advanceTo(formed);
  });
  afterAll(() => server?.close());

  it('lacks the block that a proof of the participants needs, in the block that formed their epoch', async () => {
    const answer = await get('/v1/epochs/1/participants');
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      { error: `block ${formed + 1n}, which the proof needs, is not there` },
    ]);
  });

  it('proves the participants of an epoch from the header of the next block', async () => {
    node.advanceTo(formed + 1n);
    const told = (await get('/v1/epochs/1/participants')).json();
    expect(told.active_participants).toMatchObject({ epoch_id: 1, created_at_block_height: Number(formed) });
    expect(told.addresses.length).toBe(told.active_participants.participants.length);
    expect(told.block.header.height).toBe(Number(formed) + 1);
    expect(told.validators[0]).toMatchObject({ voting_power: expect.any(Number) });
    const [iavl, simple] = told.proof_ops.ops.map(({ data }: { data: string }) =>
      ics23.CommitmentProof.decode(base64ToBytes(data)),
    );
    const [key, value] = [base64ToBytes(told.proof_ops.ops[0].key), hexToBytes(told.active_participants_bytes)];
    const root = calculateExistenceRoot(iavl.exist);
    expect(verifyMembership(iavl, iavlSpec, root, key, value)).toBe(true);
    const appHash = hexToBytes(told.block.header.app_hash.toLowerCase());
    expect(verifyMembership(simple, tendermintSpec, appHash, utf8ToBytes('inference'), root)).toBe(true);
  });

  it('shows the stages of the epoch that is next, and the batches of its PoC', async () => {
    const latest = (await get('/v1/epochs/latest')).json();
    expect(latest).toMatchObject({ block_height: Number(node.height), latest_epoch: { index: 1 }, phase: 'Inference' });
    expect(latest.epoch_stages).toEqual(stages);
    expect(latest.next_epoch_stages.poc_start).toBe(stages.next_poc_start);
    const { poc_batch } = (await get(`/v1/poc-batches/${stages.poc_start}`)).json();
    expect(poc_batch[0].poc_batch[0]).toMatchObject({ poc_stage_start_block_height: stages.poc_start });
    expect(poc_batch[0].poc_batch[0].nonces.every(Number.isInteger)).toBe(true);
  });
});
