/** Calls back once, when a good part of the element is really on the reader's screen. */
export function whenSeen(element: Element, then: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (document.hidden || !entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      document.removeEventListener('visibilitychange', again);
      then();
    },
    { threshold: 0.25 },
  );
  const again = (): void => {
    observer.unobserve(element);
    observer.observe(element);
  };
  document.addEventListener('visibilitychange', again);
  observer.observe(element);
}
