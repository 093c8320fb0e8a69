import { pathOfAccount } from '../node/accounts.js';
import { paint, type Style } from './format.js';
import { plainTable } from './plainTable.js';

/** What the start screen tells of a node. */
export interface NodeScreen {
  readonly node: {
    readonly chainId: string;
    readonly height: bigint;
    readonly mode: string;
    readonly genesis: { readonly denom: string; readonly bech32Prefix: string };
    readonly app: { readonly info: { readonly profile: string } };
  };
  readonly rpcUrl: string;
  readonly restUrl: string;
  readonly grpcUrl: string;
  readonly accounts: readonly { readonly index: number; readonly address: string }[];
  readonly mnemonic: string;
  /** The engine that checks signatures: `native`, `node` or `noble`, each several times slower than the one before. */
  readonly signatures: string;
  readonly style: Style;
}

/** The start screen of a node: whom it funds, where it answers, and lines to paste. */
export function nodeScreen({
  node,
  rpcUrl,
  restUrl,
  grpcUrl,
  accounts,
  mnemonic,
  signatures,
  style,
}: NodeScreen): string {
  const { chainId, mode, height, genesis, app } = node;
  const title = (text: string) => paint(style, 'bold', text);
  const rows = accounts.map(({ index, address }) => [`test${index}`, address, pathOfAccount(index)]);
  const columns = { account: 'left', address: 'left', path: 'left' } as const;
  const funded =
    rows.length === 0
      ? []
      : ['', title('Funded accounts'), plainTable(columns, rows, style), '', `Mnemonic  ${mnemonic}`];
  return [
    title('gonka-sim node'),
    `chain ${chainId}, rules ${app.info.profile || 'SDK'}, prefix ${genesis.bech32Prefix}, denom ${genesis.denom}; blocks ${mode}, at height ${height}`,
    `signatures checked by ${signatures}`,
    ...funded,
    '',
    title('Answers at'),
    `  RPC   ${rpcUrl}   REST  ${restUrl}   gRPC  ${grpcUrl}`,
    '',
    title('Try'),
    `  curl ${rpcUrl}/status`,
    `  gonka-sim query bank all-balances ${accounts[0]?.address ?? 'ADDRESS'} --node ${rpcUrl}`,
    `  const client = await SigningStargateClient.connectWithSigner('${rpcUrl}', wallet, signingClientOptions());`,
    '',
  ].join('\n');
}
