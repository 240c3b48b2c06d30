// npm start: sets up, builds, serves. HOST and PORT choose the address; without PORT the first free
// port from 5173 up is taken.
import { existsSync, readFileSync } from 'node:fs';
import { buildWeb } from './lib/builds.mjs';
import { inProject } from './lib/project.mjs';
import { main, SetupError } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';

/** A link to something worth looking at; kept beside the page, whose tests open it. */
function example() {
  const file = inProject('web/example-link.txt');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

await main(async () => {
  const { HOST: host = '127.0.0.1', PORT: port } = process.env;
  if (port && !/^\d{1,5}$/.test(port)) throw new SetupError(`PORT is "${port}", which is no port number`);
  await buildWeb();
  const wanted = { host, port: Number(port || 5173), search: !port };
  const server = await serve(inProject('web/dist'), wanted).catch((error) => {
    throw new SetupError(`cannot serve on ${host}:${port}: ${error.message}`);
  });
  const local = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host);
  const shown = local ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const address = `http://${shown}:${server.address().port}/`;
  process.stdout.write(`\n  Hunch runs at   ${address}\n`);
  if (example()) process.stdout.write(`  an example:     ${address}${example()}\n`);
  process.stdout.write('  Ctrl-C stops it\n\n');
});
