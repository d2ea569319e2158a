/** Words of logs for what is done with records, as words of object access. */
import type { ObjectAccess } from '../../platform/objectAccess.js';

/** What is done; `any` where a word is not known, so that every access may have been used. */
export type Operations = readonly ObjectAccess[] | 'any';

/** Calls of the SOAP API and operations of bulk jobs, in lower case. What is not here is not known. */
const known: ReadonlyMap<string, readonly ObjectAccess[]> = new Map<string, readonly ObjectAccess[]>([
  ...(
    'query queryall querymore retrieve search getupdated getdeleted describesobject describesobjects describelayout ' +
    'describelayouts describecompactlayouts describesearchlayouts'
  )
    .split(' ')
    .map((word) => [word, ['read']] as const),
  ['create', ['create']],
  ['insert', ['create']],
  ['update', ['edit']],
  ['upsert', ['create', 'edit']],
  ['delete', ['delete']],
  ['harddelete', ['delete']],
]);

/** Calls of the SOAP API that look at no records, in lower case. */
export const soapCallsOnNothing: ReadonlySet<string> = new Set(
  (
    'login logout invalidatesessions getservertimestamp getuserinfo describeglobal describetabs describealltabs ' +
    'setpassword resetpassword changeownpassword'
  ).split(' '),
);

/** The object whose new records start Apex tests, in lower case. */
export const testsToStart = 'apextestqueueitem';

/** What a word means. */
export const operationsOf = (word: string): Operations => known.get(word.trim().toLowerCase()) ?? 'any';
