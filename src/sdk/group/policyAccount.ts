import { BaseAccount, ModuleCredential } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import type { CollectionSequence } from '../../store/collections.js';
import { decodeKey } from '../../store/keyCodec.js';
import { proto } from '../../types/codec.js';
import { bytesToLatin1, uint64ToBytes } from '../../util/bytes.js';
import { credentialAddress } from '../auth/credential.js';
import type { AuthKeeper } from '../auth/keeper.js';

/** The table byte that stands in every policy's derivation. */
const policyTable = Uint8Array.of(0x20);

/** Makes the account of a new policy: nobody holds its key, its address follows from the next number that is free. */
export function newPolicyAccount(sequence: CollectionSequence, auth: AuthKeeper): string {
  for (;;) {
    const number = sequence.peek() + 1n;
    sequence.set(number);
    const credential = { moduleName: 'group', derivationKeys: [policyTable, uint64ToBytes(number)] };
    const address = decodeKey(auth.addresses.account, bytesToLatin1(credentialAddress(credential)));
    if (auth.has(address)) continue;
    const pubKey = { typeUrl: ModuleCredential.typeUrl, value: proto(ModuleCredential).encode(credential) };
    const message = { address, pubKey, accountNumber: auth.nextAccountNumber(), sequence: 0n };
    auth.set({ typeUrl: BaseAccount.typeUrl, message });
    return address;
  }
}
