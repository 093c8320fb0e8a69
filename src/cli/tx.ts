import type { Coin, StdFee } from '@cosmjs/amino';
import type { OfflineSigner } from '@cosmjs/proto-signing';
import type { SigningStargateClient } from '@cosmjs/stargate';
import { type Command, InvalidArgumentError } from 'commander';
import { CodedError, simErrors } from '../util/errors.js';
import { type NodeFlags, nodeUrl, shown, withNode } from './chain/connection.js';
import { readCoin } from './chain/readCoin.js';
import { exit } from './failures.js';
import { flag, verb, wholeNumber } from './flags.js';
import { defaultHome } from './home.js';
import { readInput } from './inputFile.js';
import { openOutput } from './output.js';

interface TxFlags extends NodeFlags {
  readonly from: string;
  readonly file?: string;
  readonly fees: string;
  readonly gas: string;
  readonly gasAdjustment: number;
  readonly note: string;
  readonly broadcastMode: 'block' | 'sync';
  readonly dryRun?: boolean;
}

/** A message as its bytes: the registry of the client has nothing left to encode. */
interface PackedMessage {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

/** `tx MODULE MESSAGE [FIELDS]`: signs a message with a key of the test keyring and sends it to a running node. */
export function txVerb(done: (exitCode: number) => void): Command {
  return withNode(verb('tx', 'sign a message and send it', 'gonka-sim tx bank send to_address=gonka1… amount=5ngonka'))
    .argument('[module]', 'left out: all modules')
    .argument('[message]', "left out: the module's messages with their fields")
    .argument('[fields...]', 'name=value, or values in the order of the fields')
    .addOption(flag('--from <key>', 'who signs; stands in the signer field').default('test0'))
    .addOption(flag('--file <file>', 'the message as JSON; fields on the command line take precedence'))
    .addOption(flag('--fees <coins>', 'what is paid, for example 200ngonka').default(''))
    .addOption(flag('--gas <amount>', 'limit, or auto to measure it', gasLimit).default('auto'))
    .addOption(flag('--gas-adjustment <factor>', 'what a measured limit is multiplied by', factor).default(1.4))
    .addOption(flag('--note <text>', 'the memo').default(''))
    .addOption(
      flag('-b, --broadcast-mode <mode>', 'wait for the block, or not').choices(['block', 'sync']).default('block'),
    )
    .addOption(flag('--dry-run', 'only say how much gas it takes'))
    .action(async (module: string | undefined, message: string | undefined, fields: string[], flags: TxFlags) => {
      const answer = message === undefined ? await listed(module) : await sent(module!, message, fields, flags);
      const output = openOutput(flags);
      output.say(answer.shown);
      output.machine(JSON.stringify(answer.json));
      output.close();
      done(answer.failed ? exit.usage : exit.success);
    });
}

const gasLimit = (text: string): string => (text === 'auto' ? text : String(wholeNumber(1)(text)));

function factor(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('a number above 0 is wanted.');
}

interface Answer {
  readonly shown: string;
  readonly json: unknown;
  readonly failed?: boolean;
}

async function listed(module: string | undefined): Promise<Answer> {
  const { listVerbs } = await import('./chain/listVerbs.js');
  return listVerbs('tx', module);
}

async function sent(module: string, verb: string, words: readonly string[], flags: TxFlags): Promise<Answer> {
  const fee = { amount: coinsOf(flags.fees), gas: flags.gas };
  const { client, address } = await signingClient(flags);
  try {
    const message = await packed(module, verb, words, flags, address);
    const gas = fee.gas === 'auto' ? await measured(client, address, message, flags) : fee.gas;
    const result = flags.dryRun === true ? { gas } : await broadcast(client, address, message, { ...fee, gas }, flags);
    const failed = 'code' in result && result.code !== 0;
    return { shown: await shown(result, flags), json: { schema: 'gonka-sim/tx/1', ...result }, failed };
  } finally {
    client.disconnect();
  }
}

/** A client that signs with the key which was named, under the prefix of the chain it speaks to. */
async function signingClient(flags: TxFlags): Promise<{ client: SigningStargateClient; address: string }> {
  const { DirectSecp256k1Wallet, Registry } = await import('@cosmjs/proto-signing');
  const { SigningStargateClient } = await import('@cosmjs/stargate');
  const { accountOf, findKey } = await import('./keyring.js');
  const { chainPrefix } = await import('./chain/connection.js');
  const prefix = await chainPrefix(flags);
  const { privateKey, address } = accountOf(findKey(flags.home ?? defaultHome(), flags.from), prefix);
  const signer: OfflineSigner = await DirectSecp256k1Wallet.fromKey(privateKey, prefix);
  const client = await SigningStargateClient.connectWithSigner(nodeUrl(flags), signer, {
    registry: new Registry(),
    broadcastPollIntervalMs: 200,
  });
  return { client, address };
}

async function packed(
  module: string,
  verb: string,
  words: readonly string[],
  { file }: TxFlags,
  address: string,
): Promise<PackedMessage> {
  const { findMethod, signerField } = await import('./chain/methods.js');
  const { fieldsOf } = await import('./chain/fields.js');
  const { jsonToWire } = await import('../types/descriptors/jsonToWire.js');
  const { input } = findMethod('tx', module, verb);
  const signer = signerField(input);
  const json = {
    ...(signer === undefined ? {} : { [signer]: address }),
    ...(file === undefined ? {} : jsonFile(file)),
    ...fieldsOf(input, words),
  };
  return { typeUrl: `/${input.typeName}`, value: jsonToWire(input, json) };
}

function jsonFile(file: string): object {
  try {
    return JSON.parse(readInput(file)) as object;
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw usage(`--file ${file}: ${(cause as Error).message}`);
  }
}

async function measured(
  client: SigningStargateClient,
  address: string,
  message: PackedMessage,
  { note, gasAdjustment }: TxFlags,
): Promise<string> {
  register(client, message);
  const used = await refusedAs('simulation', () => client.simulate(address, [message], note));
  return String(Math.ceil(used * gasAdjustment));
}

interface TxAnswer {
  readonly txhash: string;
  readonly code?: number;
  readonly height?: string;
  readonly raw_log?: string;
  readonly gas_wanted?: string;
  readonly gas_used?: string;
}

async function broadcast(
  client: SigningStargateClient,
  address: string,
  message: PackedMessage,
  fee: StdFee,
  { note, broadcastMode }: TxFlags,
): Promise<TxAnswer> {
  register(client, message);
  if (broadcastMode === 'sync') {
    const txhash = await refusedAs('broadcast', () => client.signAndBroadcastSync(address, [message], fee, note));
    return { txhash };
  }
  const result = await refusedAs('broadcast', () => client.signAndBroadcast(address, [message], fee, note));
  return {
    txhash: result.transactionHash,
    code: result.code,
    height: String(result.height),
    raw_log: result.rawLog ?? '',
    gas_wanted: String(result.gasWanted),
    gas_used: String(result.gasUsed),
  };
}

/** The message is bytes already; the client's registry only has to let it through. */
function register(client: SigningStargateClient, { typeUrl }: PackedMessage): void {
  const through = (value: Uint8Array) => ({ finish: () => value });
  client.registry.register(typeUrl, { fromPartial: (value: Uint8Array) => value, encode: through } as never);
}

async function refusedAs<T>(step: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw new CodedError(simErrors.usage, `${step}: ${(cause as Error).message}`, { cause });
  }
}

function coinsOf(text: string): Coin[] {
  const parts = text === '' ? [] : text.split(',');
  return parts.map((part) => {
    const coin = readCoin(part);
    if (coin === undefined) throw usage(`--fees ${text}: ${JSON.stringify(part)} is no coin such as 200ngonka`);
    return coin;
  });
}

const usage = (text: string): CodedError => new CodedError(simErrors.usage, text);
