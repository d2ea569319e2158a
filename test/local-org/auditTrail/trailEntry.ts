/** SetupAuditTrail: what the platform writes down of every change of set-up (facts G5, N4). */
import type { Org, Row } from '../model/orgModel.js';
import { storeNewRow } from '../permissions/rowStore.js';
import { findObject } from '../schema/schemaLookup.js';

export type TrailEntry = { action: string; text: string; section?: string };

/** A change of a record: without `before` it is new, without `after` it is gone. */
export type Change = { org: Org; before: Row | undefined; after: Row | undefined };

/** Writes entries down, as of this user and now. In the transaction of the change: what is undone leaves none. */
export const writeEntries = (org: Org, userId: string, entries: readonly TrailEntry[]): void => {
  if (findObject(org, 'SetupAuditTrail') === undefined) return;
  for (const { action, text, section = 'Manage Users' } of entries)
    storeNewRow(org, 'SetupAuditTrail', { Action: action, Display: text, Section: section }, userId);
};
