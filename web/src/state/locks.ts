/** Whether a list of locks, such as `model` or `/training/rate`, holds a part of the spec or page. */
export function isLocked(locks: readonly string[], part: string): boolean {
  return locks.some((lock) => {
    const path = lock.startsWith('/') ? lock : '/' + lock;
    return part === lock || part === path || part.startsWith(path + '/');
  });
}
