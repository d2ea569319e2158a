/**
 * The fields of an object that matter, where not all of them do: those that rules name or begin like their patterns; of objects
 * whose automation matters also those that have to be filled, and those that its conditions name, which are known only when
 * they were read. An org may have five hundred fields on one object, of which a vendor writes three.
 */
import type { ObjectAutomation } from '../../access/orgAutomation.js';
import type { EntityField, Reading } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import { fieldsNamedIn, userFieldsNamedIn } from '../../automation/namedIn.js';
import type { FieldsWanted } from '../../kinds/namedInRules.js';
import { keyOf } from '../../platform/names.js';
import { writtenTogether } from '../../platform/writtenAlong.js';
import { inStatements } from '../soql.js';
import type { OrgClient } from '../orgClient.js';
import { batchRows, readBatches } from './batches.js';
import type { ObjectsAnswer, ObjectsQuery } from './batches.js';
import { fieldsByObject, fieldsOfSome, toField, withConditions } from './fieldParticles.js';
import type { Answer } from './queryAnswer.js';

type FieldsReading = Reading<ReadonlyMap<string, EntityField>>;

/** Fields of each object, by keys. */
type FieldsByObject = ReadonlyMap<string, FieldsReading>;

/** Endings of the parts of an address or a place; their permission is that of the whole (facts C3, C4). */
const ofAddress = [
  ...['Street', 'City', 'State', 'StateCode', 'PostalCode', 'Country', 'CountryCode'],
  ...['Latitude', 'Longitude'],
];

/** How wholes end, and their parts. */
const wholes: ReadonlyArray<{ readonly whole: string; readonly parts: readonly string[] }> = [
  { whole: 'Address', parts: [...ofAddress, 'GeocodeAccuracy'] },
  { whole: '__c', parts: ofAddress.map((part) => `__${part}__s`) },
];

/** The name of a person and its parts (fact C5). */
const wholeName = ['Name', 'FirstName', 'LastName', 'MiddleName', 'Salutation', 'Suffix', 'InformalName'];

const endsWith = (name: string, end: string): boolean => keyOf(name).endsWith(keyOf(end));

/** The field, what it may be a part of, and all parts of that, which may be written together. */
const withKin = (field: string): string[] => {
  const ofPerson = wholeName.some((name) => keyOf(name) === keyOf(field)) ? wholeName : [];
  const kin = wholes.flatMap(({ whole, parts }) => {
    const end = [whole, ...parts].filter((one) => endsWith(field, one)).sort((a, b) => b.length - a.length)[0];
    const start = end === undefined ? '' : field.slice(0, field.length - end.length);
    return end === undefined ? [] : [whole, ...parts].map((one) => `${start}${one}`);
  });
  return [field, ...ofPerson, ...kin];
};

/**
 * The query for these fields alone; every object has an Id, by which it is known that the object was told. Of more names than one
 * statement holds all fields are asked for: answers to a part of the names tell a part of each object.
 */
const onlyNamed = (particles: ObjectsQuery, fields: readonly string[]): ObjectsQuery => {
  const names = [...new Set(['Id', ...fields.flatMap(withKin)])];
  const named = withConditions(particles, { column: 'QualifiedApiName', in: names });
  return inStatements(named.query).length === 1 ? named : particles;
};

/** The query for the fields that a new record has to be given a value in (facts L13, C22). */
const onlyRequired = (particles: ObjectsQuery): ObjectsQuery =>
  withConditions(
    particles,
    { column: 'IsNillable', is: false },
    { column: 'IsCreatable', is: true },
    { column: 'IsDefaultedOnCreate', is: false },
  );

/** The wholes of which a part was told, but they not. */
const wholesMissing = (fields: FieldsReading): string[] =>
  fields.known
    ? [...fields.value.values()].flatMap(({ compound }) =>
        compound === null || fields.value.has(keyOf(compound)) ? [] : [compound],
      )
    : [];

/** The fields of an object with those that were told of it besides. */
const withFields = (fields: FieldsReading, more: FieldsReading | undefined): FieldsReading =>
  fields.known && more ? mapReading(more, (others) => new Map([...others, ...fields.value])) : fields;

/** What is known of the fields that matter of these objects, and how to ask for the rest. */
export type FieldsAsked = {
  readonly client: OrgClient;
  /** All fields of objects, before more is asked of them. */
  readonly particlesOf: (sobjects: readonly string[]) => ObjectsQuery;
  readonly sobjects: readonly string[];
  readonly wantedOf: ReadonlyMap<string, FieldsWanted>;
};

const wanted = ({ wantedOf }: FieldsAsked, sobject: string): FieldsWanted =>
  wantedOf.get(keyOf(sobject)) ?? { named: [], besides: [], starts: [], automated: false };

/** Whether anything of the object is asked for by name: of users it may be nothing but what conditions of automation name. */
const isNamed = (asked: FieldsAsked, sobject: string): boolean => {
  const { named, besides, starts } = wanted(asked, sobject);
  return keyOf(sobject) !== 'user' || named.length + besides.length + starts.length > 0;
};

/** What rules name, in one query, and what begins like their patterns, in one for each way to begin (fact C22). */
export const fieldQueries = (
  asked: FieldsAsked,
): { readonly named: readonly ObjectsQuery[]; readonly starting: readonly ObjectsQuery[] } => {
  const { particlesOf } = asked;
  const sobjects = asked.sobjects.filter((sobject) => isNamed(asked, sobject));
  const names = sobjects.flatMap((sobject) => {
    const { named, besides, automated } = wanted(asked, sobject);
    return [...named, ...besides, ...(automated ? writtenTogether(sobject) : [])];
  });
  const starts = new Map<string, string[]>();
  for (const sobject of sobjects)
    for (const start of wanted(asked, sobject).starts) starts.set(start, [...(starts.get(start) ?? []), sobject]);
  return {
    named: sobjects.length === 0 ? [] : [onlyNamed(particlesOf(sobjects), names)],
    starting: [...starts].map(([start, some]) =>
      withConditions(particlesOf(some), { column: 'QualifiedApiName', startsWith: start }),
    ),
  };
};

/** All fields of these objects, by their keys. @throws OrgFailure */
const readWhole = async (
  { client, particlesOf }: FieldsAsked,
  sobjects: readonly string[],
): Promise<FieldsByObject> => {
  if (sobjects.length === 0) return new Map();
  const [answers = []] = await readBatches(client, [[particlesOf(sobjects)]]);
  return fieldsByObject(answers, toField);
};

/**
 * The fields that the first answers tell. Where one that a rule names is not there, or the org takes no such query, all fields of
 * its object are read.
 * @param named what `fieldQueries` asked for by name, and objects beside that were asked for all their fields
 * @throws OrgFailure
 */
export const fieldsNamed = async (
  asked: FieldsAsked,
  named: readonly ObjectsAnswer[],
  starting: readonly ObjectsAnswer[],
): Promise<{ readonly fields: FieldsByObject; readonly narrow: readonly string[] }> => {
  const fields = new Map(fieldsByObject(named, toField));
  for (const [key, more] of fieldsOfSome(starting, toField)) {
    const own = fields.get(key);
    if (own) fields.set(key, withFields(own, more));
  }
  for (const sobject of asked.sobjects) if (!isNamed(asked, sobject)) fields.set(keyOf(sobject), known(new Map()));
  const isRefused = (sobject: string): boolean =>
    starting.some(({ sobjects, answer }) => !answer.known && sobjects.includes(sobject));
  const isUnclear = (sobject: string): boolean => {
    const own = fields.get(keyOf(sobject));
    if (isRefused(sobject)) return true;
    if (!own?.known) return false;
    return wanted(asked, sobject).named.some((name) => !own.value.has(keyOf(name))) || wholesMissing(own).length > 0;
  };
  const unclear = asked.sobjects.filter(isUnclear);
  return {
    fields: new Map([...fields, ...(await readWhole(asked, unclear))]),
    narrow: asked.sobjects.filter((sobject) => !unclear.includes(sobject)),
  };
};

/** The query for what has to be filled, which rides along in a later call; null where no object of these is written. */
export const requiredQuery = (asked: FieldsAsked): ObjectsQuery | null => {
  const automated = asked.sobjects.filter((sobject) => wanted(asked, sobject).automated && keyOf(sobject) !== 'user');
  return automated.length === 0 ? null : onlyRequired(asked.particlesOf(automated));
};

/** A lookup may be named without its `Id`. */
const isTold = (fields: ReadonlyMap<string, EntityField>, name: string): boolean =>
  fields.has(keyOf(name)) || fields.has(`${keyOf(name)}id`);

/**
 * The fields with those that were told later, and those that conditions of automation name.
 * @param fields what `fieldsNamed` told
 * @param later answers to `requiredQuery` and to queries for fields that begin like patterns
 * @throws OrgFailure
 */
export const withLaterFields = async (
  asked: FieldsAsked,
  fields: FieldsByObject,
  later: readonly ObjectsAnswer[],
  automation: ReadonlyMap<string, ObjectAutomation>,
): Promise<FieldsByObject> => {
  const told = new Map(fields);
  const isOpen = (sobject: string): boolean =>
    later.some(({ sobjects, answer }) => !answer.known && sobjects.includes(sobject));
  for (const answer of later)
    for (const [key, more] of fieldsOfSome([answer], toField)) {
      const own = told.get(key);
      if (own && more.known) told.set(key, withFields(own, more));
    }
  const namesOf = new Map<string, string[]>();
  for (const sobject of asked.sobjects) {
    const key = keyOf(sobject);
    const more = told.get(key);
    if (!more?.known || isOpen(sobject)) continue;
    const rules = automation.get(key);
    const names = key === 'user' ? userFieldsNamedIn(automation.values()) : rules ? fieldsNamedIn(rules) : [];
    const missing = names.filter((name) => !isTold(more.value, name));
    namesOf.set(sobject, [...missing, ...wholesMissing(more)]);
  }
  const named = [...namesOf].filter(([, names]) => names.length > 0);
  const names = named.flatMap(([, own]) => own.flatMap((name) => [name, `${name}Id`]));
  const [narrow = [], whole] = await Promise.all([
    named.length === 0
      ? []
      : readBatches(asked.client, [[onlyNamed(asked.particlesOf(named.map(([sobject]) => sobject)), names)]]).then(
          ([answers = []]) => answers,
        ),
    readWhole(asked, asked.sobjects.filter(isOpen)),
  ]);
  for (const [key, more] of fieldsByObject(narrow, toField)) {
    const own = told.get(key);
    if (own) told.set(key, withFields(own, more));
  }
  // A name that does not come back may be spelled in another way: then all fields tell.
  const unclear = named
    .filter(([sobject, own]) => {
      const fieldsOf = told.get(keyOf(sobject));
      return (
        keyOf(sobject) !== 'user' && fieldsOf?.known === true && !own.every((name) => isTold(fieldsOf.value, name))
      );
    })
    .map(([sobject]) => sobject);
  return new Map([...told, ...whole, ...(await readWhole(asked, unclear))]);
};

/** The answer that rode along as one about its objects; what could be a part of one tells nothing. */
export const ridingAnswer = ({ query, column }: ObjectsQuery, answer: Reading<Answer> | undefined): ObjectsAnswer => {
  const sobjects = query.where.flatMap((one) => ('in' in one && one.column === column ? one.in : []));
  const isWhole = answer?.known !== true || answer.value.rows.length < batchRows;
  return { sobjects, answer: answer && isWhole ? answer : gap('INCOMPLETE_ROWS', query.from, '') };
};
