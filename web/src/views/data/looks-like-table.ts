/** Whether pasted text is a table: two lines or more, and the same cell mark in the first two. */
export function looksLikeTable(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return false;
  return [',', ';', '\t', '|'].some((mark) => lines[0]!.includes(mark) && lines[1]!.includes(mark));
}
