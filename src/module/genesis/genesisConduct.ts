import { bytesToBase64, concatBytes } from '../../util/bytes.js';

/** What the first state of a chain has different between profiles (decisions, sections 0 and 4). */
export interface GenesisConduct {
  /** Whether genesis may declare nodes and weigh them, so that epoch 0 serves inference. */
  readonly mayDeclareNodes: boolean;
  /** What x/group keeps about a validator that is a member from the start, besides its weight. */
  memberMetadata(consensusKey: Uint8Array): string;
  /**
   * Whether the module's account is opened at once. One that is opened when it is first needed may be too late: coins sent
   * to its address before make an account there that is no module's, and then no escrow can be taken any more.
   */
  readonly opensModuleAccount: boolean;
}

/** Members are kept with their consensus keys, as those of every later epoch are. */
export const proposalGenesis: GenesisConduct = {
  mayDeclareNodes: true,
  opensModuleAccount: true,
  memberMetadata: bytesToBase64,
};

/** As deployed: no nodes before the first PoC, and keys as Go prints a packed record (reference, section 14). */
export const deployedGenesis: GenesisConduct = {
  mayDeclareNodes: false,
  opensModuleAccount: false,
  memberMetadata: (consensusKey) => {
    const packed = concatBytes(Uint8Array.of(keyField, consensusKey.length), consensusKey);
    return `&Any{TypeUrl:/cosmos.crypto.ed25519.PubKey,Value:[${packed.join(' ')}],XXX_unrecognized:[]}`;
  },
};

/** Field 1, bytes: the only one of a packed key. */
const keyField = 0x0a;

/** What a genesis document is held against. */
export interface GenesisRules {
  /** Bech32 prefix of the chain's addresses. */
  readonly prefix: string;
  /** Of the profile that will run it; without one, whatever some profile allows passes. */
  readonly conduct?: GenesisConduct;
}
