/** Looks up names: in an org, or in the tables of this plugin. */
import type { Connection } from '@salesforce/core';
import type { Gap } from '../access/snapshot.js';
import { builtInThings } from '../lookup/builtInThings.js';
import { lookUp, objectsKnownToHave, objectsToLookThrough } from '../lookup/lookUp.js';
import type { Lookup, LookupResult } from '../lookup/lookUp.js';
import { thingKinds } from '../lookup/namedThing.js';
import type { ThingKind } from '../lookup/namedThing.js';
import { createOrgClient } from '../org/orgClient.js';
import { readFields, readThings } from '../org/read/readThings.js';
import type { ClientOptions } from '../org/transport.js';

export type LookupInput = Lookup & {
  /** Left out where no org is asked. */
  readonly org?: ClientOptions & { readonly connect: () => Promise<Connection> };
};

export type LookupOutcome = LookupResult & {
  /** Username with which the org was read; null where the built-in tables were looked through. */
  readonly org: string | null;
  /** The objects of the org whose fields were looked through: all others may have one that fits. */
  readonly fieldsOf: readonly string[];
  /** Parts that could not be read. */
  readonly unread: readonly Gap[];
};

/** Names of classes are in one piece, and an org with packages can have thousands: they are not read for a text of several words. */
const kindsFor = (text: string): readonly ThingKind[] =>
  /\s/.test(text.trim()) ? thingKinds.filter((kind) => kind !== 'apexClass') : thingKinds;

/**
 * What fits a text, in one call or two at the same time, and one more for fields.
 * @throws OrgFailure
 */
export const lookUpNames = async ({ org, ...lookup }: LookupInput): Promise<LookupOutcome> => {
  if (!org) return { ...lookUp(lookup, builtInThings()), org: null, fieldsOf: [], unread: [] };
  const client = createOrgClient(await org.connect(), org);
  const asked = lookup.kinds.length > 0 ? lookup.kinds : kindsFor(lookup.text);
  const kinds = lookup.sobject !== null ? ['field' as const] : asked;
  const { things, unread } = await readThings(client, new Set(kinds));
  const wanted = new Set([
    ...objectsToLookThrough(lookup, things),
    ...objectsKnownToHave(lookup, things, builtInThings()),
  ]);
  const objects = things.filter(({ kind, name }) => kind === 'object' && wanted.has(name));
  const fields = objects.length === 0 ? { things: [], unread: [] } : await readFields(client, objects);
  return {
    ...lookUp(lookup, [...things, ...fields.things]),
    org: client.username,
    fieldsOf: objects.map(({ name }) => name),
    unread: [...unread, ...fields.unread],
  };
};
