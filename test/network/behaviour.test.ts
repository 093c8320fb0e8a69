import { describe, expect, it } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import type { EpochReport } from '../../src/network/runRecord.js';
import type { Scenario } from '../../src/network/scenarioSchema.js';
import { openSimulation, type SimulatedBlock } from '../../src/network/simulation.js';
import { smallNetwork, withParticipant } from './smallNetwork.js';

interface Played {
  readonly reports: readonly EpochReport[];
  /** What failed, as `codespace/code`. */
  readonly failures: readonly string[];
  readonly blocks: readonly SimulatedBlock[];
}

async function play(epochs: number, change?: (scenario: Scenario) => Scenario, profile?: string): Promise<Played> {
  const network = await smallNetwork(change);
  const simulation = await openSimulation({ ...network, seed: '1', profile, onBug: surfaceBugs });
  const blocks: SimulatedBlock[] = [];
  const reports: EpochReport[] = [];
  while (reports.length < epochs) {
    const block = simulation.nextBlock();
    blocks.push(block);
    if (block.endedEpoch !== undefined) reports.push(simulation.report(block.endedEpoch));
  }
  const failed = blocks.flatMap(({ result }) => result.txResults).filter(({ code }) => code !== 0);
  return { reports, blocks, failures: failed.map(({ codespace, code }) => `${codespace}/${code}`) };
}

const memberOf = (report: EpochReport, name: string) => report.participants.find((row) => row.name === name);

describe('participants', () => {
  it('are all in every epoch when all are honest, and nothing fails', async () => {
    const { reports, failures } = await play(3);
    expect(failures).toEqual([]);
    for (const { participants } of reports) {
      expect(participants.map(({ name }) => name).sort()).toEqual(['alice', 'bob', 'carol', 'dan', 'eve']);
    }
  });

  it('that claim nonces which they did not find mine nothing; what they serve with stays theirs', async () => {
    const { reports } = await play(3, withParticipant('bob', { behaviour: 'fraudulent', misbehavesFrom: 70 }));
    expect(memberOf(reports[1]!, 'bob')?.mined).toBeGreaterThan(0n);
    const { mined = 0n } = memberOf(reports[2]!, 'bob') ?? {};
    expect(mined).toBe(0n);
  });

  it('that send every nonce twice gain nothing by it', async () => {
    const honest = await play(2);
    const { reports } = await play(2, withParticipant('bob', { behaviour: 'repeating' }));
    expect(memberOf(reports[1]!, 'bob')?.weight).toBe(memberOf(honest.reports[1]!, 'bob')?.weight);
  });

  it('that reveal no seed are no members', async () => {
    const { reports } = await play(2, withParticipant('bob', { behaviour: 'silent' }));
    expect(memberOf(reports[0]!, 'bob')).toBeDefined();
    expect(memberOf(reports[1]!, 'bob')).toBeUndefined();
  });

  it('that validate nobody do not stop the others', async () => {
    const { reports, failures } = await play(3, withParticipant('bob', { behaviour: 'lazy' }));
    expect(failures).toEqual([]);
    expect(memberOf(reports[2]!, 'alice')?.weight).toBeGreaterThan(0n);
  });

  it('that join later register, declare their nodes, and mine from the next PoC on', async () => {
    const { reports, failures } = await play(3, withParticipant('dan', { joins: 45 }));
    expect(failures).toEqual([]);
    expect(reports.map((report) => memberOf(report, 'dan') !== undefined)).toEqual([false, false, true]);
  });

  it('act as the deployed chain demands: with signed requests', async () => {
    const { reports, failures } = await play(3, undefined, 'gonka-2025-08');
    expect(failures).toEqual([]);
    expect(reports[1]!.models.map(({ id }) => id).sort()).toEqual(['Qwen/QwQ-32B', 'Qwen/Qwen2.5-7B-Instruct']);
  });
});

describe('nodes', () => {
  it('that are down find nothing and let their requests expire', async () => {
    const nodes = [{ id: 'n1', models: ['Qwen/QwQ-32B'], nonces: 46, outages: [{ from: 30, until: 60 }] }];
    const change = withParticipant('dan', { nodes: nodes.map((n) => ({ ...n, hardware: {}, host: 'h', port: '1' })) });
    const { reports } = await play(2, change);
    expect(memberOf(reports[1]!, 'dan')).toBeUndefined();
  });

  it('that get another model are not chosen to serve, and stand in its group from the next epoch on', async () => {
    const change = { height: 70, participant: 'bob', node: 'n2', models: ['Qwen/Qwen2.5-7B-Instruct'] };
    const { reports } = await play(3, (scenario) => ({ ...scenario, changes: [change] }));
    const modelsOf = (report: EpochReport) =>
      report.models
        .filter(({ nodes }) => nodes.some(({ nodeId, participant }) => nodeId === 'n2' && participant === bob(report)))
        .map(({ id }) => id);
    const bob = (report: EpochReport) => memberOf(report, 'bob')?.address;
    expect(modelsOf(reports[1]!)).toEqual(['Qwen/QwQ-32B']);
    const changed = reports[1]!.models
      .flatMap(({ nodes }) => nodes)
      .find((n) => n.nodeId === 'n2' && n.participant === bob(reports[1]!));
    expect(changed?.slots).toEqual([true, false]);
    expect(modelsOf(reports[2]!)).toEqual(['Qwen/Qwen2.5-7B-Instruct']);
  });
});

describe('a proposal', () => {
  const proposal = {
    height: 76,
    title: 'longer epochs',
    summary: '',
    expedited: false,
    params: { epoch_params: { epoch_length: '46' } },
    messages: [],
    vote: 'yes' as const,
  };

  it('that passes in the middle of PoC lengthens the epochs after it, and the chain goes on', async () => {
    const { reports, failures, blocks } = await play(4, (scenario) => ({ ...scenario, proposals: [proposal] }));
    expect(failures).toEqual([]);
    const passed = blocks.find(({ result }) => result.events.some(({ type }) => type === 'active_proposal'));
    expect(passed?.height).toBe(82n);
    expect(reports.map(({ stages }) => stages.StartOfPoC)).toEqual([0, 40, 80, 120]);
    expect(reports.map(({ height }) => height)).toEqual([59, 99, 139, 185]);
  });

  it('that is voted down changes nothing', async () => {
    const against = { ...proposal, vote: 'no' as const };
    const { reports } = await play(3, (scenario) => ({ ...scenario, proposals: [against] }));
    expect(reports.map(({ height }) => height)).toEqual([59, 99, 139]);
  });
});
