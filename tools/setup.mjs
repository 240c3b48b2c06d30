// npm run setup [-- PURPOSE...]: only the setting up (purposes: wasm native tests check npm).
import { main } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';

const purposes = process.argv.slice(2);
await main(() => setup(...(purposes.length > 0 ? purposes : ['npm', 'wasm', 'native', 'tests'])));
