/** The address and method of a REST request: which object it is about, and what it does there. */
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Operations } from './loggedOperation.js';

/** What a request says by its address alone. */
export type RestCall = {
  /** The object in the address; null where there is none. */
  readonly sobject: string | null;
  /** What was done with it, and where the address names none, with those that the log names. */
  readonly operations: Operations;
  /**
   * Objects that the address does not name: there are none; the log names them, or does not tell; or what it names need not
   * be all, as of composite requests it tells the outer one alone (fact Y6), and Apex uses whatever it likes.
   */
  readonly others: 'none' | 'named' | 'untold';
};

const read: readonly ObjectAccess[] = ['read'];

/** Resources that give no records: names of things, limits, Setup. */
const onNothing: ReadonlySet<string> = new Set(['limits', 'tooling', 'metadata', 'tabs', 'theme', 'licensing']);

/** Fields that hold a file: behind a record's id they are read with the record, and are no relationship. */
const fileFields: ReadonlySet<string> = new Set(['body', 'versiondata', 'logfile', 'document']);

const nothing: RestCall = { sobject: null, operations: 'any', others: 'none' };
const somewhere: RestCall = { sobject: null, operations: 'any', others: 'named' };
const anywhere: RestCall = { sobject: null, operations: 'any', others: 'untold' };

const about = (sobject: string, operations: Operations, hasOthers = false): RestCall => ({
  sobject,
  operations,
  others: hasOthers ? 'named' : 'none',
});

/** A request on one object or record: `Account`, `Account/001…`, `Account/Ext__c/7`, `Account/describe`. */
const onSobject = (method: string, [sobject = '', ...behind]: readonly string[]): RestCall => {
  const [, second] = behind;
  switch (method) {
    case 'GET':
    case 'HEAD':
      // Behind the id: a file of the record, or the records of a relationship, which are of another object.
      return about(sobject, read, second !== undefined && !fileFields.has(second.toLowerCase()));
    case 'POST':
      return behind.length === 0 ? about(sobject, ['create']) : about(sobject, 'any', true);
    case 'PATCH':
      return about(sobject, second === undefined ? ['edit'] : ['create', 'edit']);
    case 'DELETE':
      return about(sobject, ['delete']);
    default:
      return about(sobject, 'any', true);
  }
};

/** Several records in one request: of one object where the address names it, else those of the body. */
const onCollection = (method: string, [sobject]: readonly string[]): RestCall => {
  if (sobject === undefined) return somewhere;
  if (method === 'PATCH') return about(sobject, ['create', 'edit']);
  return method === 'GET' || method === 'POST' ? about(sobject, read) : about(sobject, 'any', true);
};

/** What a request is about. */
export const restCallOf = (address: string, method: string): RestCall => {
  const path = address.replace(/[?#].*$/s, '').replace(/^\/services\/data(?=\/)/, '');
  const parts = path.split('/').filter((part) => part !== '');
  const [version = '', resource = '', ...behind] = parts;
  // What is no versioned resource may be Apex.
  if (!/^v\d+\.\d+$/.test(version)) return anywhere;
  const verb = method.trim().toUpperCase();
  const [first] = behind;
  switch (resource.toLowerCase()) {
    case '':
      return nothing;
    case 'sobjects':
      return first === undefined ? nothing : onSobject(verb, behind);
    case 'query':
    case 'queryall':
    case 'search':
    case 'parameterizedsearch':
      return { sobject: null, operations: read, others: 'named' };
    case 'composite':
      return first?.toLowerCase() === 'sobjects' ? onCollection(verb, behind.slice(1)) : anywhere;
    default:
      return onNothing.has(resource.toLowerCase()) ? nothing : somewhere;
  }
};
