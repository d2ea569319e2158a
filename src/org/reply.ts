import { withoutSecrets } from '../secrets.js';

/** What came back for one subrequest: the parsed body, or the platform's error. */
export type Reply =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly errorCode: string; readonly message: string };

/** The value as a record; an empty one where it is something else. */
export const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** The value as a text; an empty one where it is something else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One line of the platform's words: without secrets, which shortening could cut in two, and of bearable length. */
export const oneLine = (message: string): string => {
  const line = withoutSecrets(message).replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
};

/** The platform's own error inside an answer: REST says errorCode, collections say statusCode (fact H8). */
export const errorIn = (body: unknown): { errorCode: string; message: string } => {
  const first = recordOf(Array.isArray(body) ? body[0] : body);
  // Query errors start with an excerpt of our query; the sentence about it is the last line (fact I4).
  const message = withoutSecrets(textOf(first['message']));
  const sentence = message.split('\n').at(-1) ?? message;
  return {
    errorCode: withoutSecrets(textOf(first['errorCode']) || textOf(first['statusCode'])),
    message: oneLine(sentence || message),
  };
};
