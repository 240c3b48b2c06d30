/** Sets of texts and series: the made ones and the reader's own. */

/** Each with strokes for its thumbnail, in a box of 40. */
export const textSets: Record<string, string> = {
  grammar: 'M7 13h8M19 13h6M29 13h4M7 20h5M16 20h10M7 27h9M20 27h6M30 27h.1',
  brackets: 'M15 8c-7 5-7 19 0 24M25 8c7 5 7 19 0 24M19 15l-4 5 4 5M22 15l4 5-4 5',
  copy: 'M7 12h9v16H7zM24 12h9v16h-9zM20 9v22',
  addition: 'M7 20h9M11.5 15.5v9M22 16.5h10M22 23.5h10',
  dates: 'M8 11h24v21H8zM8 17h24M14 7v6M26 7v6M14 22h5M23 22h4M14 27h5',
};
export const seriesSets: Record<string, string> = {
  waves: 'M5 20c3-14 6-14 9 0s6 14 9 0 6-9 12-6',
  regimes: 'M5 24c2-5 4-5 6 0s4 5 6 0l2-4c1-15 4-15 6 0s4 12 10-6',
};

/** The reader's own. */
export const ownText = 'M11 6h13l6 6v22H11zM24 6v6h6M15 18h11M15 23h11M15 28h7';
export const ownSeries = 'M6 33h28M6 28l6-9 5 4 6-12 5 8 6-10';

export const isTextSet = (source: string): boolean => source === 'text' || source in textSets;
export const isSeriesSet = (source: string): boolean => source === 'series' || source in seriesSets;
/** Learned from the reader's own table: rows as examples, or as a series. */
export const isTable = (source: string): boolean => source === 'csv' || source === 'series';
