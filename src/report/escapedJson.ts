import { unseenCharacters } from '../platform/unseen.js';

/** JSON as the same data with every character escaped that a terminal obeys or nobody sees: JSON itself has that only for some. */
export const escapedJson = (json: string): string =>
  json.replace(unseenCharacters, (found) =>
    found === '\n'
      ? found
      : Array.from({ length: found.length }, (_, at) => found.charCodeAt(at).toString(16).padStart(4, '0'))
          .map((code) => `\\u${code}`)
          .join(''),
  );
