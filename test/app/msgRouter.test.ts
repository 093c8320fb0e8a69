import type { Any } from 'cosmjs-types/google/protobuf/any';
import { describe, expect, it } from 'vitest';
import { msgRouter } from '../../src/app/msgRouter.js';
import { Routes } from '../../src/app/routes.js';
import { branch } from '../../src/types/branch.js';
import { failure } from '../util/failure.js';
import { openToyKeepers, send, toyBank, toyClock } from './toy.js';
import { shown, toyBlock } from './toyState.js';

const routes = new Routes([toyBank, toyClock]);
const router = msgRouter(() => ({ routes, openKeepers: openToyKeepers }));
const unknown: Any = { typeUrl: '/foo.bar.MsgX', value: new Uint8Array(0) };

describe('the router of packed messages', () => {
  it('names the signers, runs the handler and packs its response', () => {
    const ctx = toyBlock({ alice: 10n });
    expect(router.signers(send('alice', 'bob', 3))).toEqual(['alice']);
    expect(router.execute(ctx, send('alice', 'bob', 3))).toEqual({
      typeUrl: '/cosmos.bank.v1beta1.MsgSendResponse',
      value: new Uint8Array(0),
    });
    expect(shown(ctx)).toBe('alice=7 bob=3');
    expect(ctx.events.all.map(({ type }) => type)).toEqual(['transfer']);
  });

  it('leaves it to the caller to try in a branch', () => {
    const ctx = toyBlock({ alice: 10n });
    const attempt = branch(ctx);
    expect(failure(() => router.execute(attempt, send('alice', 'bob', 11)))).toBe('sdk/5');
    expect(shown(ctx)).toBe('alice=10');
  });

  it('refuses what no module handles and what is invalid in itself', () => {
    expect(router.signers(unknown)).toBeUndefined();
    expect(failure(() => router.validateBasic(unknown))).toBe('sdk/6');
    expect(failure(() => router.execute(toyBlock(), unknown))).toBe('sdk/6');
    expect(failure(() => router.validateBasic(send('', 'bob', 1)))).toBe('sdk/7');
    expect(failure(() => router.execute(toyBlock(), send('', 'bob', 1)))).toBe('sdk/7');
  });
});

describe('the table of routes', () => {
  it('refuses two modules that claim one message', () => {
    expect(failure(() => new Routes([toyBank, toyBank]))).toBe('gonka-sim/26');
  });
});
