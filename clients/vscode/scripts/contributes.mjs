// Writes the settings of package.json from the server's schema, so that there is one source.
// With --check it only says whether package.json is stale.
import { readFileSync, writeFileSync } from 'node:fs';

const here = new URL('..', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('../settings.schema.json', here), 'utf8'));
const file = new URL('package.json', here);
const manifest = JSON.parse(readFileSync(file, 'utf8'));
const properties = {
  'stepwise.server.command': {
    type: 'array',
    items: { type: 'string' },
    default: [],
    scope: 'machine',
    markdownDescription: 'Program and arguments that start the server. Empty: the server inside this extension.',
  },
};
for (const [name, setting] of Object.entries(schema.properties)) {
  properties[`stepwise.${name}`] = setting;
}
manifest.contributes.configuration.properties = properties;
const text = JSON.stringify(manifest, null, 2) + '\n';
if (process.argv.includes('--check')) {
  if (text !== readFileSync(file, 'utf8')) {
    console.error('package.json is stale: run npm run contributes');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
