import { z } from 'zod';
import { Value } from '../../../store/value.js';
import { bytesToHex, bytesToLatin1 } from '../../../util/bytes.js';
import { cheat } from '../cheat.js';
import { badField, hex, text } from '../fields.js';
import { intervene } from '../intervene.js';

const key = hex.refine(({ length }) => length > 0, 'at least one byte is wanted');

export const setStoreKey = cheat({
  name: 'sim_setStoreKey',
  doc: 'Writes any key of any store, or removes it. Nobody checks what it means: the chain may halt over it in a later block.',
  params: z.strictObject({
    store: text.describe('name of the store, for example bank'),
    key: key.describe('the key, hex'),
    value: hex.nullable().describe('the value, hex; null removes the key'),
  }),
  example: { params: { store: 'bank', key: '00ff', value: '0a' } },
  run(desk, params) {
    const { app } = desk.node;
    const kept = app.storesAt(app.info.lastHeight);
    if (!kept.has(params.store)) {
      const names = kept.info.stores.map(({ name }) => name).join(', ');
      throw badField('store', `there is no store ${params.store}; there are: ${names}`);
    }
    const value = params.value === null ? null : bytesToHex(params.value);
    const told = { store: params.store, key: bytesToHex(params.key), value };
    return intervene(desk, 'sim_setStoreKey', told, (_, { stores }) => {
      const store = stores.store(params.store);
      const at = bytesToLatin1(params.key);
      if (params.value === null) store.delete(at);
      else store.set(at, Value.ofBytes(params.value));
    });
  },
});
