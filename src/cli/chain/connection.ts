import type { CometClient } from '@cosmjs/tendermint-rpc';
import type { Command } from 'commander';
import { CodedError, simErrors } from '../../util/errors.js';
import { type CommonFlags, flag } from '../flags.js';

export interface NodeFlags extends CommonFlags {
  readonly node: string;
  readonly output: 'text' | 'json';
}

const defaultNode = 'http://127.0.0.1:26657';

/** The flags of verbs that speak to a node. */
export const withNode = (command: Command): Command =>
  command
    .addOption(flag('--node <url>', `RPC port of the node`).default(defaultNode))
    .addOption(flag('-o, --output <form>', 'form of the answer').choices(['text', 'json']).default('text'));

/** Chains write the scheme of this port as tcp, browsers and clients as http. */
export const nodeUrl = ({ node }: NodeFlags): string => node.replace(/^tcp:/, 'http:');

/** The human part of the chain's addresses, as it says itself. */
export async function chainPrefix(flags: NodeFlags): Promise<string> {
  const { Bech32PrefixResponse } = await import('cosmjs-types/cosmos/auth/v1beta1/query');
  const path = '/cosmos.auth.v1beta1.Query/Bech32Prefix';
  const bytes = await withClient(flags, (client) => ask(client, path, new Uint8Array()));
  return Bech32PrefixResponse.decode(bytes).bech32Prefix;
}

/** Speaks to a node for one use. @throws gonka-sim/26 when nobody answers there */
export async function withClient<T>(flags: NodeFlags, use: (client: CometClient) => Promise<T>): Promise<T> {
  const { connectComet } = await import('@cosmjs/tendermint-rpc');
  let client: CometClient;
  try {
    client = await connectComet(nodeUrl(flags));
  } catch (cause) {
    throw new CodedError(
      simErrors.usage,
      `--node ${flags.node}: no node answers there; start one with \`gonka-sim node\``,
      {
        cause,
      },
    );
  }
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

/** What a method of the chain answers, as bytes. @throws gonka-sim/26 with the chain's own words */
export async function ask(client: CometClient, path: string, data: Uint8Array, height?: number): Promise<Uint8Array> {
  const { code, codespace, log, value } = await client.abciQuery({
    path,
    data,
    ...(height === undefined ? {} : { height }),
  });
  if (code !== 0) throw new CodedError(simErrors.usage, `${path.slice(1)}: ${codespace}/${code}: ${log}`);
  return value;
}

/** An answer for a person as YAML, for a program as JSON. */
export async function shown(answer: unknown, { output }: NodeFlags): Promise<string> {
  if (output === 'json') return JSON.stringify(answer);
  const { stringify } = await import('yaml');
  return stringify(answer).trimEnd();
}
