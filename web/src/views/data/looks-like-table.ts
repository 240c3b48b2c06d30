const marks = [',', ';', '\t', '|'];

const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');

/** Whether pasted text is a table: two lines or more, and the same cell mark in the first two. */
export function looksLikeTable(text: string): boolean {
  const lines = linesOf(text);
  if (lines.length < 2) return false;
  return marks.some((mark) => lines[0]!.includes(mark) && lines[1]!.includes(mark));
}

/** Whether a file is a text to be learned from: called one, and its first lines have no cells alike. */
export function looksLikeProse(name: string, text: string): boolean {
  if (!/\.(txt|md|text)$/i.test(name)) return false;
  const first = linesOf(text.slice(0, 20_000)).slice(0, 8);
  return !marks.some((mark) => {
    const counts = first.map((line) => line.split(mark).length);
    return counts.length > 1 && counts[0]! > 1 && counts.every((count) => count === counts[0]);
  });
}

/** Whether pasted text is one to be learned from: there is enough of it. */
export const isLongText = (text: string): boolean => linesOf(text).length >= 4 || text.length > 400;
