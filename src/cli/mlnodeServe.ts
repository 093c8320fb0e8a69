import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Behaviour } from '../mlnode/server/behaviour.js';
import type { ServiceOptions } from '../mlnode/server/behaviourSettings.js';
import type { FleetMember } from '../mlnode/server/fleet/startFleet.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { readInput } from './inputFile.js';
import { numberFrom } from './numberFrom.js';
import { openOutput } from './output.js';

interface ServeFlags extends CommonFlags {
  readonly host: string;
  readonly port: number;
  readonly compatPort: number;
  readonly backendPort?: number;
  readonly fleet?: string;
  readonly behaviour: ServiceOptions['service'];
  readonly engine: ServiceOptions['engine'];
  readonly profile?: string;
  readonly replicas?: number;
  readonly rate?: number;
  readonly hardware?: string;
  readonly reference?: readonly string[];
  readonly seed: string;
  readonly speed: number;
}

const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `mlnode serve`: the MLNode API without a GPU, for one node or a fleet of them. */
export function mlnodeServeVerb(done: (exitCode: number) => void): Command {
  const port = wholeNumber(0);
  return verb(
    'serve',
    'serve the MLNode API without a GPU, for one node or a whole fleet',
    'gonka-sim mlnode serve --port 8080 --replicas 2 --profile slow-replica',
  )
    .addOption(flag('--host <host>', 'address to listen on').default('127.0.0.1'))
    .addOption(flag('--port <port>', 'port of the API; 0 takes any free one', port).default(8080))
    .addOption(flag('--compat-port <port>', 'port that passes everything on to an instance', port).default(5000))
    .addOption(flag('--backend-port <port>', 'first port of the instances themselves (default: closed)', port))
    .addOption(flag('--fleet <file>', 'serve the nodes of a YAML file instead of one'))
    .addOption(
      flag('--behaviour <which>', 'defects of the real service included, or the API as written down')
        .choices(['recorded', 'documented'])
        .default('recorded'),
    )
    .addOption(flag('--profile <name|file>', 'how the node behaves: a name, or a YAML file (docs/mlnode.md)'))
    .addOption(flag('--replicas <n>', 'instances of the inference server', wholeNumber(1)))
    .addOption(flag('--rate <n>', 'nonces per second of an instance', numberFrom(0.001, 1e6)))
    .addOption(flag('--hardware <label>', 'machines of one label make the same vectors'))
    .addOption(
      flag('--reference <file>', 'serve the vectors of a reference file; may be repeated').argParser(collected),
    )
    .addOption(
      flag('--engine <which>', 'vectors as of real machines, or as of the stand-in of recordings')
        .choices(['simulated', 'stub'])
        .default('simulated'),
    )
    .addOption(flag('--seed <text>', 'what is drawn at random comes from it').default('mlnode'))
    .addOption(
      flag('--speed <n>', 'how many times as fast as real its time passes', numberFrom(0.001, 1000)).default(1),
    )
    .action(async (flags: ServeFlags) => done(await serve(flags)));
}

async function serve(flags: ServeFlags): Promise<number> {
  const { parseVectorReference } = await import('../mlnode/server/vectors/referenceVectors.js');
  const references = (flags.reference ?? []).map((file) => parseVectorReference(readInput(file), file));
  const service: ServiceOptions = { service: flags.behaviour, engine: flags.engine, references };
  const output = openOutput(flags);
  const stopped = interrupted();
  const running = await (flags.fleet === undefined ? startOne(flags, service) : startMany(flags, flags.fleet, service));
  try {
    output.machine(JSON.stringify({ schema: 'gonka-sim/mlnode-serve/1', nodes: running.members }));
    output.say(readyLine(running.members));
    const exitCode = await Promise.race([stopped, running.ended]);
    if (exitCode === exit.success) return exitCode;
    output.log('the API process ended itself, as the real one does; restartAfter in a profile begins it anew');
    return exit.usage;
  } finally {
    await running.close();
    output.close();
  }
}

interface Running {
  readonly members: readonly FleetMember[];
  /** Fulfilled when a node has ended itself for good. */
  readonly ended: Promise<number>;
  close(): Promise<void>;
}

async function startOne(flags: ServeFlags, service: ServiceOptions): Promise<Running> {
  const { settingsFor } = await import('../mlnode/server/behaviourSettings.js');
  const { startMlNode } = await import('../mlnode/server/startMlNode.js');
  const { fastClock } = await import('../mlnode/server/clock.js');
  const { host, port, compatPort, backendPort, seed, speed } = flags;
  const settings = settingsFor(await behaviourOf(flags), seed, service);
  const instances = settings.replicas ?? Math.max(1, settings.gpus.count);
  const backendPorts =
    backendPort === undefined
      ? []
      : Array.from({ length: instances }, (_, i) => (backendPort === 0 ? 0 : backendPort + i));
  const firstPort = backendPort || settings.firstPort;
  let onEnd: (exitCode: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    onEnd = resolve;
  });
  const clock = fastClock(speed);
  const options = { settings: { ...settings, firstPort }, host, port, compatPort, backendPorts, clock, onEnd };
  const { url, compatUrl, close } = await startMlNode(options);
  return { members: [{ id: 'mlnode', url, compatUrl }], ended, close };
}

async function startMany(flags: ServeFlags, file: string, service: ServiceOptions): Promise<Running> {
  const { parseFleet } = await import('../mlnode/server/fleet/fleetFile.js');
  const { startFleet } = await import('../mlnode/server/fleet/startFleet.js');
  const { fastClock } = await import('../mlnode/server/clock.js');
  const { host, port, speed } = flags;
  const options = { host, port, clock: fastClock(speed), ...service };
  const { members, close } = await startFleet(parseFleet(readInput(file), file), options);
  return { members, ended: new Promise(() => undefined), close };
}

/** What the profile says, and the flags on top. */
async function behaviourOf({ profile, replicas, rate, hardware }: ServeFlags): Promise<Behaviour> {
  const { parseBehaviour, withProfile } = await import('../mlnode/server/behaviour.js');
  const isFile = profile !== undefined && (/\.ya?ml$/.test(profile) || existsSync(profile));
  const base = isFile ? parseBehaviour(readInput(profile), profile) : withProfile({ profile }, '--profile');
  return {
    ...base,
    ...(replicas !== undefined && { replicas }),
    ...(rate !== undefined && { noncesPerSecond: rate }),
    ...(hardware !== undefined && { hardware }),
  };
}

const readyLine = (members: readonly FleetMember[]): string => {
  const [first] = members;
  if (members.length > 1) return `ready nodes=${members.length} first=${first!.url} last=${members.at(-1)!.url}`;
  return `ready api=${first!.url}${first!.compatUrl === undefined ? '' : ` compat=${first!.compatUrl}`}`;
};

/** Fulfilled when whoever started it has had enough. */
const interrupted = (): Promise<number> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(exit.success));
  });
