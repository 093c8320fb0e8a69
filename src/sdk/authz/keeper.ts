import type { Grant } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { branch } from '../../types/branch.js';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import type { ExpectedAuthz } from '../../types/expectedKeepers.js';
import { CodedError } from '../../util/errors.js';
import type { AuthKeeper } from '../auth/keeper.js';
import type { SdkConfig } from '../config.js';
import { authzErrors } from '../errors.js';
import { fromSeconds, toSeconds } from '../time.js';
import { typedEvent } from '../typedEvent.js';
import { acceptMessage, messageTypeOf } from './authorization.js';
import { authzSchema, authzStore } from './schema.js';

/** A grant with the two that it is between. */
export interface GrantBetween {
  readonly granter: string;
  readonly grantee: string;
  readonly grant: Grant;
}

/** Most grants that one block forgets. */
const forgottenPerBlock = 200;

/** Authorizations: accounts that may send messages for others. */
export class AuthzKeeper implements ExpectedAuthz {
  readonly addresses: AuthKeeper['addresses'];
  readonly #ctx: Context;
  readonly #config: Pick<SdkConfig, 'router'>;
  readonly #schema: ReturnType<typeof authzSchema.lazily>;

  constructor(ctx: Context, config: Pick<SdkConfig, 'router'>, auth: AuthKeeper) {
    this.addresses = auth.addresses;
    this.#ctx = ctx;
    this.#config = config;
    this.#schema = authzSchema.lazily(ctx.stores.store(authzStore), auth.addresses);
  }

  grant(granter: string, grantee: string, messageType: string): Grant | undefined {
    return this.#schema.grants.get([granter, grantee, messageType]);
  }

  /** All grants in an order in which they can be given again: those that end as they are queued, then the others. */
  *grants(): IterableIterator<GrantBetween> {
    for (const [[, granter, grantee], { msgTypeUrls }] of this.#schema.expirations.entries()) {
      for (const messageType of msgTypeUrls) {
        yield { granter, grantee, grant: this.#schema.grants.require([granter, grantee, messageType]) };
      }
    }
    for (const [[granter, grantee], grant] of this.#schema.grants.entries()) {
      if (!grant.expiration) yield { granter, grantee, grant };
    }
  }

  grantees(granter: string, messageType: string): readonly string[] {
    const now = this.#ctx.block.time;
    const found: string[] = [];
    for (const [[, grantee, type], { expiration }] of this.#schema.grants.entries({ prefix: [granter] })) {
      const isOver = expiration !== undefined && fromSeconds(expiration) < now;
      if (type === messageType && !isOver) found.push(grantee);
    }
    return found;
  }

  /** Lets `grantee` send messages of the authorization's type for `granter`; an older grant of the type is replaced. */
  allow(granter: string, grantee: string, authorization: Any, expiration: bigint | undefined): void {
    if (expiration !== undefined && expiration <= this.#ctx.block.time) {
      throw new CodedError(authzErrors.invalidExpirationTime, 'expiration must be after the current block time');
    }
    const messageType = messageTypeOf(authorization);
    const old = this.grant(granter, grantee, messageType)?.expiration;
    const oldEnd = old && fromSeconds(old);
    if (oldEnd !== undefined && oldEnd !== expiration) this.#unqueue(oldEnd, granter, grantee, messageType);
    if (expiration !== undefined && oldEnd !== expiration) this.#queue(expiration, granter, grantee, messageType);
    const grant = expiration === undefined ? { authorization } : { authorization, expiration: toSeconds(expiration) };
    this.#schema.grants.set([granter, grantee, messageType], grant);
    this.#emit('EventGrant', granter, grantee, messageType);
  }

  revoke(granter: string, grantee: string, messageType: string): void {
    const found = this.grant(granter, grantee, messageType);
    if (found === undefined) {
      throw new CodedError(authzErrors.noAuthorizationFound, `failed to delete grant with key ${messageType}`);
    }
    if (found.expiration) this.#unqueue(fromSeconds(found.expiration), granter, grantee, messageType);
    this.#schema.grants.remove([granter, grantee, messageType]);
    this.#emit('EventRevoke', granter, grantee, messageType);
  }

  /** Runs messages for those who must sign them. Returns their packed responses' bytes. Cost: O(messages). */
  execute(grantee: string, messages: readonly Any[]): Uint8Array[] {
    return messages.map((message, index) => {
      const granter = this.#granterOf(message);
      if (granter !== grantee) this.#use(granter, grantee, message);
      const own = branch(this.#ctx);
      const { value } = this.#config.router.execute(own, message);
      own.stores.write();
      const attribute = { key: 'authz_msg_index', value: String(index) };
      for (const event of own.events.all) {
        this.#ctx.emit({ type: event.type, attributes: [...event.attributes, attribute] });
      }
      return value;
    });
  }

  #granterOf(message: Any): string {
    const signers = this.#config.router.signers(message);
    if (signers === undefined) {
      throw new CodedError(sdkErrors.unknownRequest, `unrecognized message route: ${message.typeUrl}`);
    }
    const [granter, ...more] = signers;
    if (granter === undefined || more.length > 0) throw new CodedError(authzErrors.authorizationNumOfSigners);
    return granter.toLowerCase();
  }

  #use(granter: string, grantee: string, message: Any): void {
    const { typeUrl } = message;
    const found = this.grant(granter, grantee, typeUrl);
    if (found?.authorization === undefined) {
      const who = `granter: ${granter}, grantee: ${grantee} & msgType: ${typeUrl} `;
      throw new CodedError(authzErrors.noAuthorizationFound, `failed to get grant with given ${who}`);
    }
    const { authorization, expiration } = found;
    if (expiration && fromSeconds(expiration) < this.#ctx.block.time) {
      throw new CodedError(authzErrors.authorizationExpired);
    }
    const left = acceptMessage(authorization, message, this.#ctx.gas);
    if (left === undefined) this.revoke(granter, grantee, typeUrl);
    else if (left !== authorization) {
      this.#schema.grants.set([granter, grantee, typeUrl], { ...found, authorization: left });
    }
  }

  /** Forgets grants whose time has passed, at most 200 at a time. Those that end with this very block stay, as in the SDK. */
  removeExpired(): void {
    const { time } = this.#ctx.block;
    const due = this.#schema.expirations.entries({ throughPrefix: [time] });
    const passed = [...due].filter(([[end]]) => end < time).slice(0, forgottenPerBlock);
    for (const [key, { msgTypeUrls }] of passed) {
      const [, granter, grantee] = key;
      this.#schema.expirations.remove(key);
      for (const messageType of msgTypeUrls) this.#schema.grants.remove([granter, grantee, messageType]);
    }
  }

  #queue(expiration: bigint, granter: string, grantee: string, messageType: string): void {
    const key = [expiration, granter, grantee] as const;
    const waiting = this.#schema.expirations.get(key)?.msgTypeUrls ?? [];
    this.#schema.expirations.set(key, { msgTypeUrls: [...waiting, messageType] });
  }

  #unqueue(expiration: bigint, granter: string, grantee: string, messageType: string): void {
    const key = [expiration, granter, grantee] as const;
    const waiting = this.#schema.expirations.get(key)?.msgTypeUrls ?? [];
    const msgTypeUrls = waiting.filter((type) => type !== messageType);
    if (msgTypeUrls.length === 0) this.#schema.expirations.remove(key);
    else this.#schema.expirations.set(key, { msgTypeUrls });
  }

  #emit(name: string, granter: string, grantee: string, messageType: string): void {
    this.#ctx.emit(typedEvent(`cosmos.authz.v1beta1.${name}`, { msg_type_url: messageType, granter, grantee }));
  }
}
