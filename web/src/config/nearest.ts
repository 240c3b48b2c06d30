/** The known name nearest to a mistyped one, or nothing when none is near. */
export function nearestName(names: Iterable<string>, wrong: string): string | undefined {
  if (wrong.length > 32) return undefined;
  const word = wrong.toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const edits = distance(name.toLowerCase(), word);
    if (edits < least && edits <= Math.max(1, Math.floor(name.length / 3))) {
      least = edits;
      best = name;
    }
  }
  return best;
}

/** Least number of insertions, deletions and replacements. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
