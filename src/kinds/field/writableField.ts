import type { EntityField } from '../../access/snapshot.js';

/** Columns of EntityParticle on which it hangs whether a field can be written. */
export const writeColumns = ['IsCreatable', 'IsUpdatable', 'IsCompound', 'IsCalculated', 'IsAutonumber'] as const;

/** Whether anybody can write the field: no formula, no auto-number, nothing that the platform keeps (facts C7, C8); null where the answer lacked what tells. */
export const isWritable = ({
  untold,
  calculated,
  autoNumber,
  createable,
  updateable,
  isCompound,
}: EntityField): boolean | null => {
  if (untold !== undefined && writeColumns.some((column) => untold.has(column))) return null;
  return !calculated && !autoNumber && (createable || updateable || isCompound);
};
