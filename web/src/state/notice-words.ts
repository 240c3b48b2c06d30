/** Whose work is on the page, where it is not plain. */
export const previewText = 'You are looking at a link. Your own last work is kept, and one click away.';
export const exampleText = 'You are looking at an example. Your own last work is kept, and one click away.';
export const keptText = 'This is your work now. What you had before is kept, and one click away.';
