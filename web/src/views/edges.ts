/** Beyond this a faded edge grows no wider, in pixels. */
const most = 28;

/**
 * Attachment: a scroller fades at the edges that hide something, the more the further it goes on. What it
 * holds is one element, whose size is watched.
 */
export function fadedEdges(scroller: HTMLElement): () => void {
  const mark = (): void => {
    const { scrollLeft, scrollTop, clientWidth, clientHeight, scrollWidth, scrollHeight } = scroller;
    const masks = [
      maskOf('right', scrollLeft, scrollWidth - clientWidth),
      maskOf('bottom', scrollTop, scrollHeight - clientHeight),
    ].filter((mask) => mask !== '');
    scroller.style.maskImage = masks.join(', ');
    scroller.style.maskComposite = 'intersect';
  };
  const watch = new ResizeObserver(mark);
  watch.observe(scroller);
  if (scroller.firstElementChild) watch.observe(scroller.firstElementChild);
  scroller.addEventListener('scroll', mark, { passive: true });
  return () => {
    watch.disconnect();
    scroller.removeEventListener('scroll', mark);
  };
}

/** Along one axis that is scrolled by `at` of `all` pixels; empty: it hides nothing. */
export function maskOf(towards: 'right' | 'bottom', at: number, all: number): string {
  const [before, behind] = [at, all - at].map((hidden) => Math.round(Math.min(most, Math.max(0, hidden))));
  if (before! + behind! < 2) return '';
  return `linear-gradient(to ${towards}, transparent, #000 ${before}px, #000 calc(100% - ${behind}px), transparent)`;
}
