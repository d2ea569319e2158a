/** What an embedded org holds, cheap to remember, to compare and to put back: one case of thousands does it several times. */
import { finishJobs } from '../../../local-org/metadata/metadataJobs.js';
import type { LocalOrg } from '../../../local-org/http/localOrgServer.js';
import type { HistoryState, ObjectSchema, Org, Row } from '../../../local-org/model/orgModel.js';
import { contentOf, permissionFacts } from '../../../support/orgState.js';

/** Rows, states and relationship lists are replaced, never changed in place, so that shallow copies are enough. */
export type OrgMemory = {
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Row>>;
  readonly history: readonly (readonly [string, HistoryState])[];
  readonly schema: readonly (readonly [string, ObjectSchema])[];
  readonly children: readonly ObjectSchema['childRelationships'][];
};

export const remember = (org: Org): OrgMemory => ({
  tables: new Map([...org.tables].map(([name, table]) => [name, new Map(table)])),
  history: [...org.history].map(([name, state]) => [
    name,
    { objectSwitch: state.objectSwitch, trackedFields: new Set(state.trackedFields) },
  ]),
  schema: [...org.schema],
  children: [...org.schema.values()].map(({ childRelationships }) => childRelationships),
});

/** Puts everything back, and forgets deploys, open queries, faults and the request log with it. */
export const restore = (local: LocalOrg, memory: OrgMemory): void => {
  const { org } = local;
  for (const [name, table] of org.tables) {
    table.clear();
    for (const [id, row] of memory.tables.get(name) ?? []) table.set(id, row);
  }
  org.history.clear();
  for (const [name, { objectSwitch, trackedFields }] of memory.history)
    org.history.set(name, { objectSwitch, trackedFields: new Set(trackedFields) });
  org.schema.clear();
  memory.schema.forEach(([name, object], index) => {
    object.childRelationships = memory.children[index] ?? [];
    org.schema.set(name, object);
  });
  org.limits.dailyApiRequests.used = 0;
  calm(local);
};

/** Takes all trouble away; what was accepted meanwhile comes to its end, as it does when nobody asks any more. */
export const calm = (local: LocalOrg): void => {
  local.faults.clear();
  local.clearRequests();
  local.metadataJobs.pollsUntilDone = 0;
  local.metadataJobs.verdict = 'own';
  local.metadataJobs.jobs.clear();
};

export const finishDeploys = (local: LocalOrg): void => finishJobs(local.metadataJobs, local.org);

const content = (row: Row | undefined): string => (row === undefined ? '' : contentOf(row));

const historyLines = (history: Iterable<readonly [string, HistoryState]>): string[] =>
  [...history].flatMap(([name, { objectSwitch, trackedFields }]) => [
    ...(objectSwitch ? [`history ${name}`] : []),
    ...[...trackedFields].map((field) => `history ${name}.${field}`),
  ]);

/** Everything that differs, as `Table/id` and lines of history; empty where nothing was written. */
export const changesSince = (memory: OrgMemory, org: Org): string[] => {
  const names = new Set([...memory.tables.keys(), ...org.tables.keys()]);
  // The trail of changes only ever grows.
  names.delete('SetupAuditTrail');
  const rows = [...names].flatMap((name) => {
    const before = memory.tables.get(name) ?? new Map<string, Row>();
    const after = org.tables.get(name) ?? new Map<string, Row>();
    const ids = [...after.keys(), ...[...before.keys()].filter((id) => !after.has(id))];
    return ids
      .filter((id) => before.get(id) !== after.get(id) && content(before.get(id)) !== content(after.get(id)))
      .map((id) => `${name}/${id}`);
  });
  const [was, is] = [new Set(historyLines(memory.history)), new Set(historyLines(org.history))];
  return [...rows, ...[...is].filter((line) => !was.has(line)), ...[...was].filter((line) => !is.has(line))];
};

/** Who holds what and what is tracked, one line each: what may be neither lost nor more than planned. */
export const powers = (org: Org): Set<string> => new Set([...permissionFacts(org), ...historyLines(org.history)]);

/** The whole state without ids: powers, how each permission set calls itself, and how many rows there are. */
export const endState = (org: Org): string[] => [
  ...[...powers(org)].sort(),
  ...[...(org.tables.get('PermissionSet')?.values() ?? [])]
    .filter(({ IsOwnedByProfile }) => IsOwnedByProfile !== true)
    .map((row) => `set ${String(row['Name'])}: ${String(row['Label'])}, ${String(row['Description'])}`)
    .sort(),
  ...[...org.tables]
    .filter(([name, rows]) => rows.size > 0 && name !== 'SetupAuditTrail')
    .map(([name, rows]) => `${rows.size} rows of ${name}`),
];

export const missingFrom = (all: ReadonlySet<string>, some: Iterable<string>): string[] =>
  [...some].filter((line) => !all.has(line));
