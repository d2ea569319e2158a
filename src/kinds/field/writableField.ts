import type { EntityField } from '../../access/snapshot.js';
import { sameName } from '../../platform/names.js';

/** Columns of EntityParticle on which it hangs whether a field can be written. */
export const writeColumns = ['IsCreatable', 'IsUpdatable', 'IsCompound', 'IsCalculated', 'IsAutonumber'] as const;

/**
 * Whether anybody can write the field: no formula, no auto-number, nothing that the platform keeps (facts C7, C8); null where the
 * answer lacked what tells. Permissions of an address are those of its parts (fact C4); a name that is made of parts has none
 * (fact C5), so its own flags count: they allow the name of an account where there are person accounts.
 */
export const isWritable = ({
  name,
  untold,
  calculated,
  autoNumber,
  createable,
  updateable,
  isCompound,
}: EntityField): boolean | null => {
  if (untold !== undefined && writeColumns.some((column) => untold.has(column))) return null;
  return !calculated && !autoNumber && (createable || updateable || (isCompound && !sameName(name, 'Name')));
};
