/** The address and method of a REST request: which object it is about, and what it does there. */
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { testsToStart } from './loggedOperation.js';
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
const onNothing: ReadonlySet<string> = new Set(['limits', 'metadata', 'tabs', 'theme', 'licensing']);

/** Resources of Tooling that give names, or read and change Setup. Others run Apex, as executeAnonymous and runTests do. */
const toolingSetup: ReadonlySet<string> = new Set(['sobjects', 'query', 'search', 'completions']);

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

/** Ids have 15 or 18 characters; names of fields that find a record by an external id have an underscore. */
const looksLikeId = (part: string): boolean => /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(part);

/** A request on one object or record: `Account`, `Account/001…`, `Account/Ext__c/7`, `Account/describe`. */
const onSobject = (method: string, [sobject = '', ...behind]: readonly string[]): RestCall => {
  const [first = '', second] = behind;
  // A quick action of the object makes or changes records of any other one.
  if (method === 'POST' && first.toLowerCase() === 'quickactions')
    return { sobject, operations: 'any', others: 'untold' };
  // Behind the id: the record of a relationship, which is of another object, is changed.
  if ((method === 'PATCH' || method === 'DELETE') && looksLikeId(first) && second !== undefined)
    return about(sobject, 'any', true);
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

/** A request to Tooling. */
const onTooling = (method: string, [resource, sobject = '']: readonly string[]): RestCall => {
  if (resource === undefined) return nothing;
  const isSetup = toolingSetup.has(resource.toLowerCase());
  const isTests = method === 'POST' && sobject.toLowerCase() === testsToStart;
  return isSetup && !isTests ? nothing : anywhere;
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
    case 'jobs':
      // A bulk job is of one object, and the log of jobs tells what it does.
      return somewhere;
    case 'tooling':
      return onTooling(verb, behind);
    default:
      // What is not listed here may use objects that no log names: reports, GraphQL, pages of the user interface.
      return onNothing.has(resource.toLowerCase()) ? nothing : anywhere;
  }
};
