/**
 * A scenario of the embedded org that is like the org of a snapshot, as far as the snapshot tells: the same users with the same
 * access, the objects and fields that were asked for, what runs when they are saved.
 */
import type { AccessSnapshot } from '../../../src/access/snapshot.js';
import type { Org } from '../../local-org/model/orgModel.js';
import type { Scenario } from '../../local-org/scenarios/scenarioFormat.js';
import { findObject } from '../../local-org/schema/schemaLookup.js';
import { createOrg } from '../../local-org/schema/newOrg.js';
import { accessPart, fieldsOfFacts, seatsOf } from './accessPart.js';
import { automationPart } from './automationPart.js';
import { featuresOf } from './featuresOf.js';
import { leftOutList } from './leftOut.js';
import { schemaPart } from './schemaPart.js';

const filled = <T extends object>(part: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(part).filter(([, value]) => value !== undefined && Object.keys(value as object).length > 0),
  ) as Partial<T>;

/**
 * @param sought the objects that the check asked for
 * @returns the scenario, and a line for everything in the snapshot that it lacks
 */
export const scenarioOfSnapshot = (
  snapshot: AccessSnapshot,
  sought: readonly string[],
): { readonly scenario: Scenario; readonly leftOut: readonly string[] } => {
  const { org, schema, takenAt } = snapshot;
  const leftOut = leftOutList();
  const features = featuresOf(schema, sought);
  const base: Org = createOrg({ features });
  for (const name of sought)
    if (schema.entities.known && !schema.entities.value.has(name.toLowerCase()) && findObject(base, name) !== undefined)
      leftOut.say(`that there is no object ${name}: every embedded org has it`);
  const { fields, ...parts } = schemaPart(snapshot, base, leftOut);
  const ofFacts = fieldsOfFacts(snapshot);
  const unoffered = unofferedFields(snapshot);
  const gaps = gapsIn(snapshot);
  for (const gap of gaps) leftOut.say(gap);
  const scenario: Scenario = {
    description: `Made from a snapshot of ${takenAt.slice(0, 10)}.`,
    org: {
      name: org.name ?? 'Snapshot',
      isSandbox: org.type === 'sandbox',
      features,
      now: new Date(takenAt).toISOString(),
      ...filled({ seats: seatsOf(snapshot, base) }),
      ...(schema.olderVersion ? { newestApiVersion: Math.floor(Number(schema.olderVersion.newest)) } : {}),
      ...(unoffered.length > 0 ? { behaviours: { unofferedFields: unoffered } } : {}),
    },
    ...filled({
      ...parts,
      fields: Object.keys(ofFacts).length > 0 ? { ...fields, User: { ...fields?.['User'], ...ofFacts } } : fields,
      ...accessPart(snapshot, base, leftOut),
      ...automationPart(snapshot, leftOut),
    }),
  };
  return { scenario, leftOut: leftOut.all() };
};

/** Fields that take field permissions and that the org does not offer in them (fact B4). */
const unofferedFields = ({ schema }: AccessSnapshot): string[] => {
  if (schema.offeredFields?.known !== true) return [];
  const offered = schema.offeredFields.value;
  return [...schema.fields].flatMap(([key, reading]) => {
    const name = schema.entities.known ? schema.entities.value.get(key)?.name : undefined;
    const list = offered.get(key);
    if (!reading.known || name === undefined || list === undefined) return [];
    return [...reading.value]
      .filter(([fieldKey, field]) => field.permissionable && !list.has(fieldKey) && field.compound === null)
      .map(([, field]) => `${name}.${field.name}`);
  });
};

/** What could not be read: the runner in the embedded org reads it. */
const gapsIn = (snapshot: AccessSnapshot): string[] => {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (value instanceof Map || value instanceof Set || Array.isArray(value))
      for (const one of value.values()) walk(one);
    else if (typeof value === 'object' && value !== null) {
      const { known, gap } = value as { known?: unknown; gap?: { code: string; part: string } };
      if (known === false && gap !== undefined && gap.code !== 'NOT_ANSWERED')
        found.add(`that ${gap.part} could not be read (${gap.code})`);
      else for (const one of Object.values(value)) walk(one);
    }
  };
  walk(snapshot);
  return [...found];
};
