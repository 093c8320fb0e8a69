import { yardstick } from './harness.js';
import { format } from './timing.js';
import { factorOf, groupFactors, medianOf, type Reading } from './yardstick.js';

// The operations behind "by this machine's yardstick", as fast as they are now: each figure above had readings of its own.

const rounds = 30;
const readings: Reading[] = [];
for (let round = 0; round < rounds; round++) readings.push(await yardstick.read());

const reading = medianOf(readings);
const line = (name: string, there: string, here: string, ratio: number) =>
  console.log(`  ${name.padEnd(44)} ${there.padStart(12)} ${here.padStart(12)} ${ratio.toFixed(2).padStart(7)}`);

console.log(`\nyardstick: this machine takes ${factorOf(readings).toFixed(2)} times the reference machine's time`);
console.log(`  ${'operation'.padEnd(44)} ${'there'.padStart(12)} ${'here'.padStart(12)} ${'ratio'.padStart(7)}`);
for (const [group, factor] of groupFactors(reading)) {
  const members = reading.filter((taken) => taken.group === group);
  for (const { name, reference, here } of members) line(name, format(reference), format(here), here / reference);
  line(`${group}, geometric mean`, '', '', factor);
}
