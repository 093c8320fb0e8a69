import type { Count, MessageScore, ParityScore, StoreScore } from './score.js';

/** A score as the page `docs/PARITY.md`. */
export function parityPage(score: ParityScore): string {
  const { stores, heights, appHashes, txs, gas, blockEvents, validatorUpdates, missingEvents } = score;
  const own = stores.filter(({ origin }) => origin === 'computed');
  const missing = [...missingEvents].map(([type, count]) => `${type} ${count}`).join(', ');
  return [
    '# Parity with the deployed chain',
    '',
    `Made by \`npm run parity\` from the recorded run \`${score.chainId}\`: its genesis, then every block's time, proposer and`,
    'transactions, run by this machine under `gonka-2025-08`. Stores that no module here owns are written from the recording',
    '("fed"; "untouched" when nothing was written after the first block), and so is a computed store at a height at which it',
    'came out differently: that height counts as different, and the ones after it by themselves. With that, the app hash is',
    'the hash of all stores. How alike a node answers its clients says [PARITY-NODE.md](PARITY-NODE.md).',
    '',
    '| Score | |',
    '|---|---:|',
    `| computed stores | ${own.length} of ${stores.length} |`,
    `| computed stores that are equal at every height | ${own.filter(({ differsAt }) => differsAt.length === 0).length} |`,
    `| heights with the recorded app hash | ${appHashes} of ${heights} |`,
    `| transactions with the recorded result | ${fraction(txs)} |`,
    `| transactions with exactly the recorded gas | ${fraction(gas)} |`,
    `| blocks with the recorded events outside of transactions | ${fraction(blockEvents)} |`,
    `| blocks with the recorded validator updates | ${fraction(validatorUpdates)} |`,
    '',
    '## Stores',
    '',
    '"Equal" means the same keys and values written in the block, and with them the same IAVL root.',
    '',
    '| Store | | equal at heights | longest equal start | equal writes | differs at |',
    '|---|---|---:|---:|---:|---|',
    ...stores.map((store) => storeRow(store, heights)),
    '',
    '## Transactions',
    '',
    "A result is code, codespace, log, data and events in order. Go's stack traces in logs of panics are left out on both sides.",
    '',
    '| Messages | equal | same gas | differs because |',
    '|---|---:|---:|---|',
    ...score.messages.map(messageRow),
    '',
    '## Events of blocks',
    '',
    missing === '' ? 'None is missing.' : `Recorded, and not emitted here: ${missing}.`,
    '',
    '## Beyond the recording',
    '',
    'Known to differ where no recording looks: a good signature in SIGN_MODE_TEXTUAL is refused like a bad one, and a report of a',
    'deposit on another chain (`MsgBridgeExchange`) is refused (sdk 37) also where there are active participants.',
    '',
  ].join('\n');
}

const fraction = ({ equal, of }: Count): string => `${equal} of ${of}`;

const shownHeights = 12;

function storeRow({ name, origin, writes, equalWrites, differsAt }: StoreScore, heights: number): string {
  if (origin !== 'computed') return `| ${name} | ${origin} | | | | |`;
  const [first] = differsAt;
  const shown = differsAt.slice(0, shownHeights).join(', ');
  const rest = differsAt.length > shownHeights ? `, and ${differsAt.length - shownHeights} more` : '';
  const equal = `${heights - differsAt.length} of ${heights}`;
  const start = first === undefined ? heights : Number(first) - 1;
  return `| ${name} | computed | ${equal} | ${start} | ${equalWrites} of ${writes} | ${shown}${rest} |`;
}

const longestReason = 300;

function messageRow({ type, results, gas, because, gasOff }: MessageScore): string {
  const reasons = [...because.map((reason) => cell(reason)), ...gasOff.map(gasReason)].join('<br>');
  return `| ${type} | ${fraction(results)} | ${fraction(gas)} | ${reasons} |`;
}

const gasReason = (off: bigint): string => `gas ${off > 0n ? '+' : ''}${off}`;

function cell(text: string): string {
  const short = text.length > longestReason ? `${text.slice(0, longestReason)}…` : text;
  return short.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
