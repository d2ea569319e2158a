import type { FailureCode } from '../failureCode.js';
import { mayHaveWritten } from '../platform/uncertainFailures.js';
import { OrgFailure } from './failure.js';
import { oneLine, recordOf, textOf } from './reply.js';

/** Which host got which request: what people need to know of an answer that is none. */
export type Where = readonly [host: string, request: string];

/** Why a request failed, and whether the same request may succeed a moment later. */
export type Trouble = { readonly failure: OrgFailure; readonly passing: boolean };

/** Passing troubles of the platform or the network, worth another attempt for a read (facts I11, I15). */
export const passingCodes: ReadonlySet<string> = new Set([
  'SERVER_UNAVAILABLE',
  'UNABLE_TO_LOCK_ROW',
  'UNKNOWN_EXCEPTION',
  'CUT_OFF',
]);

const endedEarly = 'The answer ended early.';

/**
 * Refuses an answer that was cut off on its way: JSON that the HTTP client could not parse reaches us as text.
 * @throws Error with the errorCode CUT_OFF
 */
export const refuseText = (body: unknown): void => {
  if (typeof body === 'string' && /^\s*[[{]/.test(body)) {
    throw Object.assign(new Error(endedEarly), { errorCode: 'CUT_OFF' });
  }
};

/** What the HTTP client threw, taken apart. */
type Thrown = {
  readonly error: unknown;
  /** The platform's code, or what the client calls an error without one. */
  readonly code: string;
  readonly words: string;
  /** The HTTP status, NaN where it is not known. */
  readonly status: number;
};

const thrown = (error: unknown): Thrown => {
  const { name, message, errorCode } = recordOf(
    error instanceof Error ? { ...error, name: error.name, message: error.message } : {},
  );
  // A SOAP fault says `sf:CODE`, and begins its sentence with the code (fact I10).
  const code = (textOf(errorCode) || textOf(name)).replace(/^sf:/, '');
  const words = textOf(message).startsWith(`${code}: `) ? textOf(message).slice(code.length + 2) : textOf(message);
  return { error, code, words, status: Number(/^ERROR_HTTP_(\d{3})$/.exec(code)?.[1] ?? NaN) };
};

type Row = readonly [
  test: (thrown: Thrown) => boolean,
  code: FailureCode,
  passing: boolean | ((thrown: Thrown) => boolean),
  args: (thrown: Thrown, where: Where) => readonly string[],
];

const nothing = (): string[] => [];
const itsWords = ({ words }: Thrown): string[] => [oneLine(words)];
const itsPlace = (_: Thrown, where: Where): Where => where;

/** What is thrown, and the failure that it is for us. The first row that fits counts, so their order matters. */
const rows: readonly Row[] = [
  [({ code }) => code === 'ANSWER_TOO_LARGE', 'ANSWER_TOO_LARGE', false, itsPlace],
  [({ code }) => code === 'UNREADABLE_ANSWER', 'NOT_SALESFORCE_ANSWER', false, itsPlace],
  [
    ({ code, words, status }) =>
      code === 'INVALID_SESSION_ID' ||
      status === 401 ||
      /expired access\/refresh token|invalid_grant|unable to refresh session/i.test(`${code} ${words}`),
    'SESSION_EXPIRED',
    false,
    nothing,
  ],
  [({ code }) => code === 'API_DISABLED_FOR_ORG' || code === 'API_CURRENTLY_DISABLED', 'API_DISABLED', false, itsWords],
  // The daily limit stays exceeded; the limit of concurrent requests passes.
  [
    ({ code }) => code === 'REQUEST_LIMIT_EXCEEDED',
    'REQUEST_LIMIT',
    ({ words }) => /^Concurrent/i.test(words),
    itsWords,
  ],
  [
    ({ words }) => /^\s*<|html content/i.test(words),
    'NOT_SALESFORCE_ANSWER',
    ({ status }) => !(status < 500),
    itsPlace,
  ],
  // How the client's XML parser says where it got stuck: part of an answer is none, so this is no refusal of the org's.
  [({ words }) => /\bLine: \d+\s+Column: \d+/.test(words), 'SERVER_UNAVAILABLE', true, () => [endedEarly]],
  [
    ({ code, status }) => passingCodes.has(code) || status >= 500,
    'SERVER_UNAVAILABLE',
    true,
    ({ code, words }) => [oneLine(words) || oneLine(code)],
  ],
  [
    ({ code, status }) =>
      code === 'NOT_FOUND' || status === 404 || code === 'UNSUPPORTED_API_VERSION' || status === 410,
    'API_VERSION_NOT_SUPPORTED',
    false,
    itsPlace,
  ],
  [
    ({ code, words }) => /^(UND_ERR|E[A-Z]{4,}$)/.test(code) || /fetch failed|socket|terminated|aborted/i.test(words),
    'CONNECTION_LOST',
    true,
    itsPlace,
  ],
  // The client stumbled over an answer that is not built as the platform builds them.
  [({ error }) => error instanceof TypeError || error instanceof RangeError, 'NOT_SALESFORCE_ANSWER', true, itsPlace],
  [() => true, 'REFUSED', false, ({ code, words }) => [oneLine(code), oneLine(words)]],
];

/** Sorts what the HTTP client threw into our failures. The thrown object itself goes no further: it may hold a token. */
export const troubleOf = (error: unknown, where: Where): Trouble => {
  if (error instanceof OrgFailure) return { failure: error, passing: false };
  const one = thrown(error);
  const row = rows.find(([test]) => test(one));
  if (row === undefined) throw new Error('The last row fits everything.');
  const [, code, passing, args] = row;
  return {
    failure: new OrgFailure(code, args(one, where)),
    passing: typeof passing === 'boolean' ? passing : passing(one),
  };
};

/** How the platform calls its errors; the client calls an error of which it knows the status alone `ERROR_HTTP_400`. */
const isPlatformCode = (code: string): boolean => /^(?:sf:)?(?!ERROR_HTTP_)[A-Z][A-Z0-9_]*$/.test(code);

/** The failure of an order that got no answer: a refusal only where the platform itself says why. */
export const orderFailure = (error: unknown, where: Where): OrgFailure => {
  const { failure } = troubleOf(error, where);
  const { errorCode } = recordOf(error instanceof Error ? { ...error } : {});
  if (error instanceof OrgFailure || mayHaveWritten(failure.code)) return failure;
  return isPlatformCode(textOf(errorCode)) ? failure : new OrgFailure('NOT_SALESFORCE_ANSWER', where);
};

/** After a session that has ended nobody knows: the platform refuses before it writes, whoever answers in its place need not. */
const sessionOver = (args: readonly string[] = []): OrgFailure =>
  new OrgFailure('SESSION_EXPIRED', args, { maybeWritten: true });

/**
 * The failure of an order that was refused because the session was over, and refused again once that was renewed. Why is
 * not told: the second refusal may be there because the first order was carried out.
 */
export const refusedTwice = (): OrgFailure => sessionOver();

/** The failure of an order that changes the org. */
export const writeFailure = (error: unknown, where: Where): OrgFailure => {
  const { failure } = troubleOf(error, where);
  if (failure.code === 'SESSION_EXPIRED') return sessionOver(failure.args);
  return orderFailure(error, where);
};
