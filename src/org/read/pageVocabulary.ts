/** What a page of a vendor may name, as one org calls it. */
import { mentionedObjects } from '../../generate/pageObjects.js';
import { builtInVocabulary, namesOfObject } from '../../generate/pageVocabulary.js';
import type { PageVocabulary } from '../../generate/pageVocabulary.js';
import { keyOf } from '../../platform/names.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import { text } from './answerRow.js';
import { describedSchema, fieldsIn, schemaDescribes } from './describedSchema.js';
import { readThings } from './readThings.js';
import { describeOf } from './subrequests.js';

/** The entries by their key; those of the second list where both have one. */
const joined = <T>(first: readonly T[], second: readonly T[], nameOf: (one: T) => string): T[] => [
  ...new Map([...first, ...second].map((one) => [keyOf(nameOf(one)), one])).values(),
];

/** Objects whose fields are read in one call, beside what the schema takes of the 25 parts of a composite call (fact I8). */
const mostDescribed = 20;

const refOf = (at: number): string => `fields${at}`;

/** The objects that a page names, as far as one call reads their fields. */
const describedIn = (page: string, objects: readonly string[]): string[] =>
  mentionedObjects(
    page,
    new Map(objects.flatMap((name) => namesOfObject(name).map((called) => [keyOf(called), name] as const))),
  ).slice(0, mostDescribed);

/** The fields of an object by their labels in the org. Those of the tables that the org does not show stay. */
const labelsIn = (sobject: string, reply: Reply | undefined): Map<string, string> => {
  const known = builtInVocabulary.fieldLabels.get(keyOf(sobject)) ?? new Map<string, string>();
  const fields = fieldsIn(sobject, reply);
  const labels = new Map<string, string>();
  const add = (label: string, name: string): void => {
    let key = keyOf(label);
    // Two fields of one label: nobody can tell which is meant, and a blank behind it counts for nothing.
    while (labels.has(key) && labels.get(key) !== name) key += ' ';
    labels.set(key, name);
  };
  for (const row of fields.known ? fields.value : []) add(text(row, 'label') || text(row, 'name'), text(row, 'name'));
  for (const [label, name] of known) add(label, name);
  return labels;
};

/** What replies tell of the fields of objects, by the keys of these. An object that the org does not show is as without an org. */
const labelsOf = (
  sobjects: readonly string[],
  replies: ReadonlyMap<string, Reply>,
): (readonly [string, ReadonlyMap<string, string>])[] =>
  sobjects.flatMap((sobject, at) => {
    const labels = labelsIn(sobject, replies.get(refOf(at)));
    return labels.size === 0 ? [] : [[keyOf(sobject), labels] as const];
  });

const describes = (sobjects: readonly string[]): Subrequest[] =>
  sobjects.map((sobject, at) => describeOf(refOf(at), sobject));

/**
 * The user permissions of the org with their labels and the objects that take object permissions, in one call, beside those
 * that are known without an org; and its permission set licenses in one more, where the page speaks of any.
 * @param page the text of the page
 * @throws OrgFailure where the org does not tell them
 */
export const readPageVocabulary = async (client: OrgClient, page: string): Promise<PageVocabulary> => {
  const standard = describedIn(page, builtInVocabulary.objects);
  const replies = await client.composite([...schemaDescribes([]), ...describes(standard)], 'data');
  const { permissionSetColumns, profileColumns, permissionableObjects } = describedSchema(
    replies,
    [],
    client.apiVersion,
  );
  if (!permissionSetColumns.known) throw new OrgFailure('REFUSED', ['PermissionSet', permissionSetColumns.gap.detail]);
  const licenses = /permission set licen[sc]e/i.test(page)
    ? (await readThings(client, new Set(['permissionSetLicense']))).things
    : [];
  const ofProfiles = profileColumns.known ? [...profileColumns.value.values()] : [];
  const others = permissionableObjects.known ? [...permissionableObjects.value.values()] : [];
  const own = describedIn(page, others).filter((name) => !standard.includes(name));
  const ofOwn = own.length === 0 ? new Map<string, Reply>() : await client.composite(describes(own), 'data');
  return {
    permissionSetLicenses: joined(builtInVocabulary.permissionSetLicenses, licenses, ({ name }) => name),
    fieldLabels: new Map([...builtInVocabulary.fieldLabels, ...labelsOf(standard, replies), ...labelsOf(own, ofOwn)]),
    permissions: joined(
      builtInVocabulary.permissions,
      [...ofProfiles, ...permissionSetColumns.value.values()],
      ({ name }) => name,
    ),
    objects: joined(builtInVocabulary.objects, others, (name) => name),
  };
};
