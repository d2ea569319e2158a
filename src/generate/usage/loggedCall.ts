/** One row of an event log file: what an API call did with which objects, or that the log does not tell (facts Y5, Y6). */
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { operationsOf, soapCallsOnNothing, testsToStart } from './loggedOperation.js';
import type { Operations } from './loggedOperation.js';
import { restCallOf } from './restCall.js';

/** Event types whose rows tell of objects that are used through an API. */
export const loggedTypes = [
  'ApiTotalUsage',
  'API',
  'RestApi',
  'BulkApi',
  'BulkApi2',
  'CompositeApiSubrequest',
] as const;
export type LoggedType = (typeof loggedTypes)[number];

/** The type that tells of every call, so that its files say whether the logs are whole; it costs nothing (fact Y3). */
export const typeOfAllCalls: LoggedType = 'ApiTotalUsage';

/** What is in the row below this heading; an empty text where the file has no such column. */
export type LogCell = (heading: string) => string;

/** An object that a call used, and what it did with its records; `any` where the log does not tell that. */
export type LoggedUse = { readonly sobject: string; readonly operations: readonly ObjectAccess[] | 'any' };

/** What a row says. */
export type LoggedCall = {
  /** By which the rows of one call, or of one bulk job, are found in several files. */
  readonly key: string;
  readonly uses: readonly LoggedUse[];
  /** `whole`: it used nothing else. `part`: it used, or may have used, other objects that the row does not name. */
  readonly tells: 'whole' | 'part';
};

/** Names in a column of the type Set. Nothing where it holds something else than names: then it tells nothing. */
const namesIn = (cell: string): string[] => {
  const names = cell.split(/[;,|]/).map((name) => name.trim());
  return names.every((name) => /^[A-Za-z]\w*$/.test(name)) ? names : [];
};

/** The id of a bulk job in an address. Job ids begin with 750 (fact I17), and count by their first 15 characters. */
const jobIn = (address: string): string | null =>
  /(?:^|\/)(750[A-Za-z0-9]{12})(?:[A-Za-z0-9]{3})?(?=$|[/?])/.exec(address)?.[1] ?? null;

const usesOf = (sobjects: readonly string[], operations: Operations): LoggedUse[] =>
  sobjects.map((sobject) => ({ sobject, operations }));

type Told = Omit<LoggedCall, 'key'>;

const isOnNothing = (method: string): boolean => soapCallsOnNothing.has(method.trim().toLowerCase());

/**
 * A call that needs no object has told all, and so has one that works on the named objects alone. Others need not name all:
 * convertLead makes accounts, merge moves what belongs to a record, process and performQuickActions do what an admin set up.
 */
const soapCall = (method: string, entities: readonly string[]): Told => {
  const operations = operationsOf(method);
  const namesAll = entities.length > 0 && operations !== 'any';
  return { uses: usesOf(entities, operations), tells: namesAll || isOnNothing(method) ? 'whole' : 'part' };
};

const restCall = (address: string, method: string, entities: readonly string[]): Told => {
  const { sobject, operations, others } = restCallOf(address, method);
  // What the address says of the object in it is sure; of others in the row only that they were used.
  const named = entities.filter((name) => name.toLowerCase() !== sobject?.toLowerCase());
  const isQuery = sobject === null && operations !== 'any';
  return {
    uses: [...(sobject === null ? [] : usesOf([sobject], operations)), ...usesOf(named, isQuery ? operations : 'any')],
    tells: others === 'untold' || (others === 'named' && named.length === 0) ? 'part' : 'whole',
  };
};

const bulkCall = (cell: LogCell): Told => {
  const entities = namesIn(cell('ENTITY_TYPE'));
  return {
    uses: usesOf(entities, operationsOf(cell('OPERATION_TYPE'))),
    tells: entities.length > 0 ? 'whole' : 'part',
  };
};

/** SOAP Tooling reads and changes Setup, but executeAnonymous and tests run Apex, on whatever objects it likes. */
const soapToolingCall = (method: string, entities: readonly string[]): Told => {
  const operations = operationsOf(method);
  const isSetup = operations !== 'any' && !operations.includes('create');
  return isSetup ? { uses: [], tells: 'whole' } : soapCall(method, entities);
};

const entitiesIn = (cell: LogCell): string[] => namesIn(cell('ENTITY_NAME'));

/** SOAP Metadata works on no records; the type says which API it is (fact Y5). */
const typedSoapCall = (type: string, method: string, entities: readonly string[]): Told => {
  if (type === 'M') return { uses: [], tells: 'whole' };
  return type === 'T' ? soapToolingCall(method, entities) : soapCall(method, entities);
};

/** A call of any API. Of bulk jobs, and of what is no known family, only the named objects are known. */
const anyCall = (cell: LogCell): Told => {
  const entities = entitiesIn(cell);
  const family = cell('API_FAMILY').toUpperCase();
  if (family === 'REST') return restCall(cell('API_RESOURCE'), cell('HTTP_METHOD'), entities);
  if (family === 'SOAP') return soapCall(cell('API_RESOURCE'), entities);
  return { uses: usesOf(entities, 'any'), tells: entities.length > 0 && family.startsWith('BULK') ? 'whole' : 'part' };
};

const tellers: Readonly<Record<LoggedType, (cell: LogCell) => Told>> = {
  ApiTotalUsage: anyCall,
  API: (cell) => typedSoapCall(cell('API_TYPE'), cell('METHOD_NAME'), entitiesIn(cell)),
  RestApi: (cell) => restCall(cell('URI'), cell('METHOD'), entitiesIn(cell)),
  CompositeApiSubrequest: (cell) => restCall(cell('URI'), cell('METHOD'), []),
  BulkApi: bulkCall,
  BulkApi2: bulkCall,
};

/**
 * The id of the user whom a row is about. `USER_ID` has 15 characters, and of some types 18; they tell one user alike by the first
 * 15.
 */
export const callerOf = (cell: LogCell): string => cell('USER_ID') || cell('USER_ID_DERIVED');

/** Whether a record was made that starts Apex tests, which use whatever they like. */
const startsTests = ({ uses }: Told): boolean =>
  uses.some(
    ({ sobject, operations }) =>
      sobject.toLowerCase() === testsToStart && (operations === 'any' || operations.includes('create')),
  );

/** What a row tells. */
export const loggedCallOf = (type: LoggedType, cell: LogCell): LoggedCall => {
  const job = /^[A-Za-z0-9]{15}/.exec(cell('JOB_ID'))?.[0] ?? jobIn(cell('API_RESOURCE') || cell('URI'));
  const told = tellers[type](cell);
  return { key: job ?? cell('REQUEST_ID'), uses: told.uses, tells: startsTests(told) ? 'part' : told.tells };
};
