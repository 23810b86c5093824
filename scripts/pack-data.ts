import { fileURLToPath } from 'node:url';
import { isPacked, pack } from './data/pack.ts';
import { dataSources } from './data/sources.ts';
import { isTextPacked, packText } from './data/text/pack.ts';
import { textSources } from './data/text/sources.ts';

/** `npm run data`: packs the data sets that are not in public/data yet. */
const folder = fileURLToPath(new URL('../public/data', import.meta.url));

for (const source of dataSources) {
  if (isPacked(source, folder)) continue;
  const { search, test } = pack(source, folder);
  const megabytes = (search.compressedBytes + test.compressedBytes) / 1e6;
  console.log(`Packed ${source.label}: ${search.images} + ${test.images} images, ${megabytes.toFixed(1)} MB.`);
}

for (const source of textSources) {
  if (isTextPacked(source, folder)) continue;
  const { search, test } = packText(source, folder);
  const megabytes = (search.compressedBytes + test.compressedBytes) / 1e6;
  console.log(
    `Packed ${source.label}: ${search.characters} + ${test.characters} characters, ${megabytes.toFixed(1)} MB.`,
  );
}
