/**
 * For pages that embed Hunch: <script src=".../embed.js" async></script> beside any number of
 * <iframe data-hunch src=".../#d=moons&c"></iframe>. Gives every frame the height its page needs, sends
 * `hunch:ready` and `hunch:state` events to the frame element, and adds window.hunch(frame), whose
 * methods play, pause, reset, step, epoch and open(spec) return promises.
 */
(() => {
  const version = 1;
  const waiting = new Map();
  let nextId = 1;

  const frameOf = (source) =>
    [...document.querySelectorAll('iframe[data-hunch]')].find((frame) => frame.contentWindow === source);

  window.addEventListener('message', (event) => {
    const { data } = event;
    if (typeof data !== 'object' || data === null || data.hunch !== version) return;
    const frame = frameOf(event.source);
    if (!frame) return;
    if (data.type === 'height' && Number.isFinite(data.height) && frame.dataset.hunch !== 'fixed') {
      // The height told is that of the page inside the frame's border.
      const inside = getComputedStyle(frame).boxSizing !== 'border-box';
      const border = inside ? 0 : frame.offsetHeight - frame.clientHeight;
      frame.style.height = `${Math.min(Math.max(data.height, 120), 4000) + border}px`;
    } else if (data.type === 'ready' || data.type === 'state') {
      const { state, step, epoch } = data;
      frame.dispatchEvent(
        new CustomEvent(`hunch:${data.type}`, { bubbles: true, detail: { state, step, epoch } }),
      );
    } else if (data.type === 'reply') {
      const call = waiting.get(data.id);
      if (!call || call.frame !== frame) return;
      waiting.delete(data.id);
      if (data.ok) call.resolve(data.issues ?? []);
      else call.reject(new Error(data.error));
    }
  });

  const send = (frame, command, more = {}) =>
    new Promise((resolve, reject) => {
      const id = `${Date.now().toString(36)}-${nextId++}`;
      waiting.set(id, { frame, resolve, reject });
      // A sandboxed frame has no origin that could be named.
      const nameless = frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');
      const { origin } = new URL(frame.src, location.href);
      frame.contentWindow.postMessage(
        { hunch: version, id, command, ...more },
        nameless || origin === 'null' ? '*' : origin,
      );
    });

  window.hunch = (frame) =>
    Object.freeze({
      play: () => send(frame, 'play'),
      pause: () => send(frame, 'pause'),
      reset: () => send(frame, 'reset'),
      step: () => send(frame, 'step'),
      epoch: () => send(frame, 'epoch'),
      open: (spec) => send(frame, 'open', { spec }),
    });
})();
