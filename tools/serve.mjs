// node tools/serve.mjs [FOLDER] [PORT]: serves a folder (web/dist) on that very port (5173).
import { resolve } from 'node:path';
import { inProject } from './lib/project.mjs';
import { main, say } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';

const [folder = inProject('web/dist'), port = '5173'] = process.argv.slice(2);
await main(async () => {
  const server = await serve(resolve(folder), { port: Number(port) });
  say(`serving ${folder} at http://localhost:${server.address().port}/`);
});
