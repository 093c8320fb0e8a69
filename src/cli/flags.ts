import { Command, InvalidArgumentError, Option } from 'commander';

/** What every verb understands. */
export interface CommonFlags {
  /** Folder of the chain; undefined means the default one. */
  readonly home?: string;
  /** File for the machine-readable result; `-` is standard output, which then carries nothing else. */
  readonly json?: string;
  readonly quiet?: boolean;
  /** False when colours are not wanted; a terminal and NO_COLOR decide otherwise. */
  readonly color: boolean;
}

/** The variable that stands for a flag: `--no-color` is `GONKA_SIM_NO_COLOR`. */
const variableOf = (long: string): string => `GONKA_SIM_${long.replace(/^--/, '').replaceAll('-', '_').toUpperCase()}`;

/** A flag with its environment variable. A default value is not made here, so that a verb can tell what was said. */
export function flag(flags: string, description: string, parse?: (text: string) => unknown): Option {
  const option = new Option(flags, description);
  option.env(variableOf(option.long ?? flags));
  if (parse !== undefined) option.argParser(parse);
  return option;
}

/** A verb with the flags that every verb has, and an example at the end of its help. */
export function verb(name: string, description: string, example: string): Command {
  return new Command(name)
    .description(description)
    .addOption(flag('--home <dir>', 'folder of the chain (default: ~/.gonka-sim; a node without it lives in memory)'))
    .addOption(flag('--json <file>', 'write the machine-readable result there; - is standard output'))
    .addOption(flag('--quiet', 'say nothing but errors'))
    .addOption(flag('--no-color', 'no colours (NO_COLOR does the same)'))
    .addHelpText('after', `\nExample:\n  $ ${example}`);
}

/** A whole number from `least` on. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`a whole number from ${least} on is wanted.`);
  };

/** A height as the chain counts it. */
export const height = (text: string): bigint => BigInt(wholeNumber(1)(text));
