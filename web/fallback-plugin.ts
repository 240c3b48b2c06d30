import type { Plugin } from 'vite';

/** Name of the one-file build, beside index.html. */
export const fallbackFile = 'hunch-sandboxed.js';

const loader = `// In a frame without an origin, and from a server that does not allow foreign ones, module scripts
// cannot load; this old-style script then brings in the whole page as one file.
addEventListener('error', ({ target }) => {
  if (!(target instanceof HTMLScriptElement) || target.type !== 'module' || origin !== 'null') return;
  const script = document.createElement('script');
  script.src = new URL('${fallbackFile}', target.src.replace(/assets\\/[^/]*$/, '')).href;
  document.head.append(script);
}, true);
`;

/** Lets the built page run under `<iframe sandbox="allow-scripts">` from any file server. */
export function sandboxFallback(): Plugin {
  return {
    name: 'hunch-sandbox-fallback',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'hunch-fallback.js', source: loader });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html) => ({
        // A style sheet asked for with `crossorigin` would not load there either.
        html: html.replace(/(<link rel="stylesheet") crossorigin/g, '$1'),
        tags: [{ tag: 'script', attrs: { src: './hunch-fallback.js' }, injectTo: 'head-prepend' }],
      }),
    },
  };
}
