/** What came from the reader, told apart by names and contents, read, and handed to the store. */
import type { App } from '../../state/app';
import { looksLikeImages, readImages, type PathFile } from '../images/read-images';
import { isLongText, looksLikeProse, looksLikeTable } from './looks-like-table';
import { isSpecFile, specIn } from './spec-file';

export { isLongText, looksLikeTable } from './looks-like-table';
export { filesOf } from '../images/read-images';

type Told = (what: string) => void;

/** The problem as a plain sentence; empty: it is learned from. */
export async function takeFiles(app: App, files: readonly PathFile[], told: Told): Promise<string> {
  const paths = files.map(({ path }) => path);
  const { looksLikeClips, readClips } = await import('../clips/read-clips');
  if (await looksLikeClips(files)) {
    const read = await readClips(files, (done, all) => told(`clip ${done} of ${all}`));
    if ('error' in read) return read.error;
    app.importImages(read.name, read.files);
    return '';
  }
  if (looksLikeImages(paths)) {
    const read = await readImages(files, (done, all) => told(`image ${done} of ${all}`));
    if ('error' in read) return read.error;
    app.importImages(read.name, read.files);
    return '';
  }
  const { looksLikeSounds, readSounds } = await import('../sounds/read-sounds');
  if (looksLikeSounds(paths)) {
    const read = await readSounds(
      files,
      (bytes) => app.look('readWav', { bytes }),
      (done, all) => told(`sound ${done} of ${all}`),
    );
    if ('error' in read) return read.error;
    app.importClips(read.name, read.clips);
    return '';
  }
  return files[0] ? takeFile(app, files[0].file, told) : '';
}

/** A table, a text or a spec. */
export async function takeFile(app: App, file: File, told: Told): Promise<string> {
  told(file.name);
  const { readTable } = await import('./read-file');
  const read = await readTable(file);
  if ('error' in read) return read.error;
  if (isSpecFile(read.name)) {
    const spec = specIn(read.text);
    if (!spec)
      return `${read.name} is not a spec of Hunch, which has members such as data, model and training. Tables and texts are other files.`;
    app.openSpec(read.name, spec);
  } else if (looksLikeProse(read.name, read.text)) app.importText(read.name, read.text);
  else app.importCsv(read.name, read.text);
  return '';
}

export function takeText(app: App, text: string): string {
  if (looksLikeTable(text)) app.importCsv('Pasted table', text);
  else if (isLongText(text)) app.importText('Pasted text', text);
  else
    return 'What was pasted is neither a table, which has a mark such as a comma between cells, nor a text of four lines or more.';
  return '';
}
