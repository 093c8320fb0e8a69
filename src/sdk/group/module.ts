import { addressComplaint } from '../../types/address.js';
import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { exportGroup, initGroup, readGroupGenesis } from './genesis.js';
import { groupMsgs } from './msgs.js';
import { groupQueryRoutes } from './queries.js';
import { groupStore } from './schema.js';
import { endGroupProposals } from './tally.js';

/** x/group: weighted members who decide by policies; the epoch groups are such groups. */
export function groupModule({ bech32Prefix }: SdkConfig): SdkModule {
  const read = (genesis: unknown) =>
    readGroupGenesis(genesis ?? {}, (address) => addressComplaint(address, bech32Prefix));
  return {
    name: 'group',
    stores: [groupStore],
    msgs: groupMsgs,
    queries: groupQueryRoutes,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { group }, genesis) {
      initGroup(group, read(genesis));
      return [];
    },
    exportGenesis: (_ctx, { group }) => exportGroup(group),
    endBlock(_ctx, { group }) {
      endGroupProposals(group);
      return [];
    },
  };
}
