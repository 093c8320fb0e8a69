import { Deposit, Params, Proposal, Vote } from 'cosmjs-types/cosmos/gov/v1/gov';
import { pair } from '../../store/compositeKey.js';
import { uint64 } from '../../store/keyCodec.js';
import { itemAt, mapAt, schemaBy, sequenceAt } from '../../store/schema.js';
import { time } from '../../store/timeKey.js';
import { bytesValue, type NamedCodec, textValue, uint64Value } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const govStore = 'gov';

/** Names itself as Go does, because "not found" shows the name to clients. */
const proposalCodec: NamedCodec<Proposal> = {
  ...proto(Proposal),
  typeName: 'github.com/cosmos/gogoproto/cosmos.gov.v1.Proposal',
};

/** Where x/gov keeps things: store `gov`, prefixes of SDK 0.53. */
export const govSchema = schemaBy(({ accountPart }: Addresses) => ({
  proposals: mapAt(0x00, uint64, proposalCodec),
  /** (end of voting, proposal) of proposals that are voted on. */
  active: mapAt(0x01, pair(time, uint64), uint64Value),
  /** (end of deposits, proposal) of proposals that wait for deposits. */
  inactive: mapAt(0x02, pair(time, uint64), uint64Value),
  /** The next proposal's id. */
  proposalId: sequenceAt(0x03),
  /** Proposals that are voted on; the value is always 01. */
  voting: mapAt(0x04, uint64, bytesValue),
  deposits: mapAt(0x10, pair(uint64, accountPart), proto(Deposit)),
  votes: mapAt(0x20, pair(uint64, accountPart), proto(Vote)),
  params: itemAt(0x30, proto(Params)),
  constitution: itemAt(0x31, textValue),
}));
