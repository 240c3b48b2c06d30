/** Whose work is on the page, where it is not plain. */
export const previewText = (what: string): string =>
  `You are looking at ${what}. Your own last work is kept, and one click away.`;
export const keptText = 'This is your work now. What you had before is kept, and one click away.';
