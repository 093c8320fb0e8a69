import type { z } from 'zod';
import type { Cheat } from '../../../src/rpc/cheats/cheat.js';
import { cheats } from '../../../src/rpc/cheats/cheatTable.js';

const opening = `# Cheats

A node is its owner's: time and state bend at his word. Each cheat is a method of the RPC port (\`sim_…\`), a path of the REST port
(\`POST /sim/…\`, the fields as JSON body, the answer without an envelope), and a verb (\`gonka-sim sim …\`). This page is made from
the files in \`src/rpc/cheats/methods\`; each example is run by a test, on a fresh \`gonka-sim node --mode manual\`.

- **Who may.** Whoever is on this machine, as long as the ports are open to nobody else. A page in a browser may when this machine
  serves it; pages of other origins are refused. Where the node listens on more than loopback, every cheat is refused (-32000)
  until the node is started with \`--unsafe-cheats\`. Cheats are called by POST or WebSocket, never by a link.
- **What becomes of it.** A change of the state is made at the beginning of a block, which is made at once. The block keeps the
  change with its record and tells of it in an event \`intervention\`; a restart and a way back know it, and the chain can be made
  again ([ADR 5](adr/0005-cheats-are-writes-before-a-block.md)). Headers, signatures and proofs hold as ever.
- **Numbers** may be texts, as CometBFT writes 64-bit ones. Parameters may be a list in the order of the fields. A field that
  cannot be is refused (-32602, HTTP 400) with its name and what is wanted.
- **Order.** Cheats run one after another, in the order in which they came. A long advance lets the node answer everybody else.
- \`GET /sim/state\` and \`POST /sim/state\` of the REST port are \`sim_dumpState\` and \`sim_loadState\` with the chain as body.
`;

/** docs/cheats.md. */
export const cheatsPage = (): string => [opening, ...cheats.map(section)].join('\n');

function section({ name, doc, params, example }: Cheat): string {
  const { shape } = params as z.ZodObject;
  const rows = Object.entries(shape).map(([field, type]) => {
    const optional = (type as z.ZodType).safeParse(undefined).success ? ' (may be left out)' : '';
    return `- \`${field}\`: ${(type as z.ZodType).description ?? ''}${optional}`;
  });
  const calls = [...(example.after ?? []), [name, example.params] as const].map(([method, fields]) =>
    call(method, fields),
  );
  const fields = rows.length === 0 ? [] : ['', ...rows];
  return [`## ${name}`, '', doc, ...fields, '', '```sh', ...calls, '```', ''].join('\n');
}

function call(method: string, params: Readonly<Record<string, unknown>>): string {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  return `curl -s 127.0.0.1:26657 -d '${body}'`;
}
