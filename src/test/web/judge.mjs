// Run by PageRefereeTest: judges each log of a folder and tells of each its first line that fails
// (0 for none) and every check that was made.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../main/resources/web/referee.js';

const folder = process.argv[2];
for (const name of readdirSync(folder).sort()) {
  const { steps, first } = judge(readFileSync(join(folder, name), 'utf8'));
  const checks = [...new Set(steps.map(step => step.check))].join(',');
  console.log(`${name} ${first ?? 0} ${checks}`);
}
