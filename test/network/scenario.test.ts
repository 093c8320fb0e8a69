import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/network/scenario.js';
import { CodedError, simErrors } from '../../src/util/errors.js';

const good = `schema: gonka-sim/scenario/1
name: two hosts
participants:
  - name: alice
    nodes:
      - { id: h100-1, models: [m], nonces: 40 }
  - name: bob
    behaviour: fraudulent
changes:
  - { height: 60, participant: alice, node: h100-1, models: [m, n] }
`;

/** The faults that a text has, as `line:column field: problem`. */
function faults(text: string): string[] {
  try {
    parseScenario(text, 's.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
    const { kind, message } = error as CodedError;
    expect(kind).toBe(simErrors.scenarioInvalid);
    return message
      .replace(/: invalid scenario$/, '')
      .split('\n')
      .map((row) => row.replace('s.yaml:', ''));
  }
  return [];
}

describe('a scenario file', () => {
  it('is read with its defaults', () => {
    const scenario = parseScenario(good, 's.yaml');
    expect(scenario.blockSeconds).toBe(5);
    expect(scenario.participants.map((p) => p.behaviour)).toEqual(['honest', 'fraudulent']);
    expect(scenario.participants[0]!.nodes[0]!.outages).toEqual([]);
  });

  it('is as the documentation shows it', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/cli.md'), 'utf8');
    const [, example] = /```yaml\n(.*?)```/s.exec(page)!;
    const { participants, proposals } = parseScenario(example!, 'cli.md');
    expect(participants.map(({ name }) => name)).toEqual(['alice', 'bob']);
    expect(proposals[0]?.vote).toBe('yes');
  });

  it('may be JSON', () => {
    const text = JSON.stringify({ schema: 'gonka-sim/scenario/1', name: 'n', participants: [{ name: 'a' }] });
    expect(parseScenario(text, 's.json').participants).toHaveLength(1);
  });

  it.each([
    [
      'a misspelt field',
      good.replace('behaviour:', 'behavior:'),
      '8:15 participants[1].behavior: Unrecognized key: "behavior"',
    ],
    ['a wrong kind', good.replace('fraudulent', 'evil'), '8:16 participants[1].behaviour: '],
    ['a negative number', good.replace('nonces: 40', 'nonces: -1'), '6:44 participants[0].nodes[0].nonces: '],
    [
      'a name taken twice',
      good.replace('name: bob', 'name: alice'),
      '7:11 participants[1].name: name alice is taken already',
    ],
    [
      'nobody of that name',
      good.replace('participant: alice', 'participant: carol'),
      '10:32 changes[0].participant: no participant carol',
    ],
    [
      'no node of that id',
      good.replace('node: h100-1', 'node: h100-9'),
      '10:45 changes[0].node: alice has no node h100-9',
    ],
    ['no mnemonic', `${good}mnemonic: one two three\n`, '11:11 mnemonic: no mnemonic of BIP-39'],
    [
      'a message of no known type',
      `${good}proposals: [{ height: 1, title: t, messages: [{ '@type': /cosmos.Nothing }] }]\n`,
      '11:13 proposals[0]: ',
    ],
    [
      'a field that a message lacks',
      `${good}proposals: [{ height: 1, title: t, messages: [{ '@type': /inference.inference.MsgRegisterModel, name: m }] }]\n`,
      '11:13 proposals[0]: proposal "t".name: ',
    ],
    [
      'a parameter that the chain lacks',
      `${good}proposals: [{ height: 1, title: t, params: { epoch_params: { epoch_lenght: '5' } } }]\n`,
      '11:13 proposals[0]: proposal "t".params.epoch_params.epoch_lenght: ',
    ],
    ['another schema', good.replace('scenario/1', 'scenario/9'), '1:9 schema: '],
    ['no participants', 'schema: gonka-sim/scenario/1\nname: x\n', '1:1 participants: '],
    ['broken YAML', good.replace('  - name: bob', ' - name: bob'), '7:'],
  ])('%s is named with line and column', (_what, text, expected) => {
    expect(faults(text)[0]).toContain(expected);
  });

  it('lists every fault, not only the first', () => {
    expect(faults(good.replace('nonces: 40', 'nonces: -1').replace('fraudulent', 'evil'))).toHaveLength(2);
  });
});
