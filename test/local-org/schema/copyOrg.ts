import type { HistoryState, LicenseCeiling, ObjectSchema, Org } from '../model/orgModel.js';
import { RowTable } from '../model/rowTable.js';
import { idMaker } from './recordIds.js';

/**
 * An org of its own that holds the same: what is done to one does not show in the other. Rows and fields are shared, as
 * both are replaced and never changed in place.
 *
 * @param now the clock of the copy
 */
export const copyOrg = (org: Org, now: () => number): Org => {
  const idCounts = new Map(org.idCounts);
  return {
    ...org,
    now,
    apiVersions: [...org.apiVersions],
    features: new Set(org.features),
    licensedObjects: new Set(org.licensedObjects),
    sharing: new Map(org.sharing),
    behaviours: { ...org.behaviours },
    schema: mapped(org.schema, copyOfObject),
    tables: mapped(org.tables, (table) => {
      const rows = new RowTable();
      for (const [id, row] of table) rows.set(id, row);
      return rows;
    }),
    history: mapped(org.history, ({ objectSwitch, trackedFields }): HistoryState => {
      return { objectSwitch, trackedFields: new Set(trackedFields) };
    }),
    metadata: mapped(org.metadata, (tree) => structuredClone(tree)),
    ceilings: mapped(org.ceilings, ({ userPermissions, objects }): LicenseCeiling => {
      return { userPermissions: userPermissions && new Set(userPermissions), objects: objects && new Map(objects) };
    }),
    userPermissions: [...org.userPermissions],
    placeholders: [...org.placeholders],
    bulkJobs: new Map(org.bulkJobs),
    eventLogs: new Map(org.eventLogs),
    tokens: mapped(org.tokens, (session) => ({ ...session })),
    limits: { dailyApiRequests: { ...org.limits.dailyApiRequests } },
    deletedIds: new Set(org.deletedIds),
    automaticLicenses: new Set(org.automaticLicenses),
    idCounts,
    nextId: idMaker(idCounts),
  };
};

const mapped = <T>(map: ReadonlyMap<string, T>, copy: (one: T) => T): Map<string, T> =>
  new Map([...map].map(([key, one]) => [key, copy(one)]));

const copyOfObject = (object: ObjectSchema): ObjectSchema => ({
  ...object,
  fields: [...object.fields],
  childRelationships: [...object.childRelationships],
});

/** So many orgs are kept: those that the tests of a file begin with again and again. */
const most = 20;

const kept = new Map<string, { org: Org; goesOn: boolean }>();

/**
 * A copy of the org that was made for this key before, or else is made now: making one takes some fifty times as long.
 *
 * @param key all that makes this org different from others
 * @throws what `make` throws
 */
export const orgLikeBefore = (key: string, make: () => Org): Org => {
  const before = kept.get(key) ?? newlyMade(make);
  kept.delete(key);
  kept.set(key, before);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return copyOrg(before.org, before.goesOn ? Date.now : before.org.now);
};

/**
 * An org that copies are made of: what they share is frozen. `goesOn`: it has the clock of the machine, in whose place
 * tests put another, and take it away again.
 */
const newlyMade = (make: () => Org): { org: Org; goesOn: boolean } => {
  const org = make();
  for (const table of org.tables.values()) for (const row of table.values()) Object.freeze(row);
  for (const { fields } of org.schema.values()) for (const field of fields) Object.freeze(field);
  return { org, goesOn: org.now === Date.now };
};
