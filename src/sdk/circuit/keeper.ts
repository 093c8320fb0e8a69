import { Permissions } from 'cosmjs-types/cosmos/circuit/v1/types';
import { keysAt, mapAt, schemaBy } from '../../store/schema.js';
import { text } from '../../store/textKey.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { plainError } from '../../types/errors.js';
import { type Addresses, addressesOf } from '../addresses.js';
import type { SdkConfig } from '../config.js';

export const circuitStore = 'circuit';
export const permissionsPrefix = '\x01';

/** Where x/circuit keeps things: who may switch messages off, and which are. */
export const circuitSchema = schemaBy(({ account }: Addresses) => ({
  permissions: mapAt(permissionsPrefix, account, proto(Permissions)),
  /** Type URLs. */
  disabled: keysAt(0x02, text),
}));

/** The chain's emergency switch: messages that nobody may send for now. */
export class CircuitKeeper {
  readonly addresses: Addresses;
  readonly schema: ReturnType<typeof circuitSchema.lazily>;

  constructor(ctx: Context, { bech32Prefix }: Pick<SdkConfig, 'bech32Prefix'>) {
    this.addresses = addressesOf(bech32Prefix);
    this.schema = circuitSchema.lazily(ctx.stores.store(circuitStore), this.addresses);
  }

  isAllowed(typeUrl: string): boolean {
    return !this.schema.disabled.has(typeUrl);
  }

  /** Refuses a message that is switched off. */
  requireAllowed(typeUrl: string): void {
    if (!this.isAllowed(typeUrl)) throw plainError(`circuit breaker disables execution of this message: ${typeUrl}`);
  }
}
