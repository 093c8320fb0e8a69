// A plain CosmJS program: a participant registers and declares its MLNodes, first rightly, then with a model that nobody
// governs. Start a node, then:  npx -y tsx examples/cosmjs-hardware-diff.ts [http://127.0.0.1:26657]
import { stringToPath } from '@cosmjs/crypto';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import { SigningStargateClient } from '@cosmjs/stargate';
import {
  HardwareNodeStatus,
  MsgSubmitHardwareDiff,
  MsgSubmitNewParticipant,
  query,
  signingClientOptions,
} from 'gonka-sim/types';

const mnemonic = 'test test test test test test test test test test test junk';
const typeUrl = '/inference.inference.MsgSubmitHardwareDiff';
const fee = { amount: [], gas: '500000' };

/** Declares one node that serves the given models. */
const diffOf = (creator: string, models: string[]) =>
  MsgSubmitHardwareDiff.fromPartial({
    creator,
    newOrModified: [
      {
        localId: 'h100-1',
        status: HardwareNodeStatus.INFERENCE,
        hardware: [{ type: 'NVIDIA H100', count: 8 }],
        models,
        host: '10.0.0.7',
        port: '8080',
      },
    ],
  });

/** Registers account 3 of the funded ones, submits both diffs, and tells what the chain said and now knows. */
export async function submitHardwareDiffs(endpoint: string): Promise<string[]> {
  const wallet = await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, {
    prefix: 'gonka',
    hdPaths: [stringToPath("m/44'/1200'/0'/0/3")],
  });
  const [account] = await wallet.getAccounts();
  const creator = account!.address;
  const client = await SigningStargateClient.connectWithSigner(endpoint, wallet, signingClientOptions());
  try {
    const newcomer = MsgSubmitNewParticipant.fromPartial({ creator, url: 'http://10.0.0.7:8000' });
    const messages = [
      { typeUrl: '/inference.inference.MsgSubmitNewParticipant', value: newcomer },
      { typeUrl, value: diffOf(creator, ['Qwen/QwQ-32B']) },
    ];
    const good = await client.signAndBroadcast(creator, messages, fee);
    const bad = await client.signAndBroadcast(creator, [{ typeUrl, value: diffOf(creator, ['nobody/knows']) }], fee);
    const nodes = await hardwareNodes(endpoint, creator);
    return [
      `good diff: code ${good.code}, gas ${good.gasUsed}, block ${good.height}`,
      `bad diff:  code ${bad.code}, ${bad.rawLog}`,
      `on chain:  ${nodes.map(({ localId, models }) => `${localId} serves ${models.join(', ')}`).join('; ')}`,
    ];
  } finally {
    client.disconnect();
  }
}

/** What the chain knows of a participant's nodes, asked as CosmJS asks everything: by an ABCI query. */
async function hardwareNodes(endpoint: string, participant: string) {
  const { connectComet } = await import('@cosmjs/tendermint-rpc');
  const comet = await connectComet(endpoint);
  try {
    const { value } = await comet.abciQuery({
      path: '/inference.inference.Query/HardwareNodes',
      data: query.QueryHardwareNodesRequest.encode({ participant }).finish(),
    });
    return query.QueryHardwareNodesResponse.decode(value).nodes?.hardwareNodes ?? [];
  } finally {
    comet.disconnect();
  }
}

if (process.argv[1]?.endsWith('cosmjs-hardware-diff.ts')) {
  const endpoint = process.argv[2] ?? 'http://127.0.0.1:26657';
  try {
    console.log((await submitHardwareDiffs(endpoint)).join('\n'));
  } catch (error) {
    console.error(`${endpoint}: ${(error as Error).message}; is a node running there? \`gonka-sim node\` starts one`);
    process.exitCode = 1;
  }
}
