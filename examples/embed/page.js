// What a host page can do with its frames: hear how far they are, and tell them what to do. Both work
// for frames in a sandbox, whose pages cannot be reached otherwise.
const frames = [...document.querySelectorAll('iframe[data-hunch]')];

for (const frame of frames) {
  const progress = frame.closest('figure').querySelector('[data-progress]');
  const words = {
    training: (epoch) => `Training, epoch ${epoch}`,
    paused: (epoch) => `Paused at epoch ${epoch}`,
    ready: () => 'Ready',
    error: () => 'This browser cannot run the engine here.',
  };
  frame.addEventListener('hunch:state', ({ detail: { state, epoch } }) => {
    progress.textContent = words[state]?.(epoch) ?? '';
  });
}

for (const button of document.querySelectorAll('[data-command]')) {
  button.addEventListener('click', () => {
    for (const frame of frames) window.hunch(frame)[button.dataset.command]();
  });
}
