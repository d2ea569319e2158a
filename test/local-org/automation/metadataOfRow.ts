import type { MetadataTree, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { idOf } from '../permissions/orgTables.js';

/** The component behind a row, as the column `Metadata` shows it; null where there is none. */
export const metadataOf = (org: Org, _schema: ObjectSchema, row: Row): MetadataTree | null =>
  org.metadata.get(idOf(row)) ?? null;
