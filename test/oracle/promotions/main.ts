import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { recogniseStages } from '../../../src/stages/config/recognise.ts';
import { stagePairs } from '../../../src/stages/terms/stagePairs.ts';
import { everyPromotion } from './everyPromotion.ts';

/**
 * Promotes what differs between the stages of repositories and says what does not hold:
 * `npm run oracle:promotions -- REPOSITORY...`. Stages are those that are recognised; of each pair at most
 * SLUICE_PROMOTIONS differences (200) are taken, evenly.
 */
const repositories = process.argv.slice(2);
if (repositories.length === 0) {
  console.error('usage: npm run oracle:promotions -- REPOSITORY...');
  process.exit(2);
}
const most = Number(process.env['SLUICE_PROMOTIONS'] ?? 200);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const refusals: Record<string, number> = {};
let [asked, moved, broken] = [0, 0, 0];

for (const repository of repositories) {
  const files = filesOf(repository);
  const { config, reason } = recogniseStages({ paths: files.keys(), branches: [] });
  console.log(`${repository}: ${reason}`);
  for (const [from, to] of stagePairs(config)) {
    const found = everyPromotion(files, config.stages, [from.name, to.name], most);
    console.log(
      `  ${from.name} to ${to.name}: ${found.moved} of ${found.asked} moved, ${JSON.stringify(found.refused)}`,
    );
    for (const sentence of found.broken) console.log(`    ${sentence}`);
    for (const [code, count] of Object.entries(found.refused)) refusals[code] = (refusals[code] ?? 0) + count;
    [asked, moved, broken] = [asked + found.asked, moved + found.moved, broken + found.broken.length];
  }
}
console.log(`${moved} of ${asked} moved, ${broken} broken; refused: ${JSON.stringify(refusals)}`);
process.exitCode = asked > 0 && broken === 0 ? 0 : 1;

/** The texts of a folder, by their paths in it. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length).replace(/^\/+/, '');
    if (!entry.isFile() || /^(?:.*\/)?(?:\.git|node_modules)\//.test(path)) continue;
    const bytes = readFileSync(join(folder, path));
    if (bytes.length < 1_000_000 && !bytes.includes(0)) files.set(path, decoder.decode(bytes));
  }
  return files;
}
