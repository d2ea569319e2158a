import { gap } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { isPublicDefault, sharingDefaults } from '../../platform/sharingDefaults.js';
import type { Context } from '../context.js';
import { spelledObject } from '../context.js';
import { judgeObject } from '../object/judgeObject.js';
import { absentObject, objectPresence } from '../presence.js';
import type { Requirement } from '../requirement.js';
import { impossibleAs, isThere, unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { RecordVisibilityNeed } from './recordVisibilityKind.js';

export const recordVisibilityCodes = {
  settled: ['RECORDS_ARE_PUBLIC'],
  open: ['SHARING_DECIDES', 'RECORDS_NOT_READABLE'],
} as const;

/**
 * Does the user see all records of the object? By View All Records or what implies it, or because its org-wide default is public
 * [2:O1, 2:O2]. Everything else that sharing gives depends on the record.
 */
export const judgeRecordVisibility = (
  context: Context,
  { need, ifPresent, level }: Requirement<RecordVisibilityNeed>,
): Verdict => {
  const { schema } = context;
  const sobject = spelledObject(schema, need.sobject);
  if (objectPresence(schema, need.sobject) === 'absent') return absentObject(sobject, ifPresent);
  const all = judgeObject(context, need.sobject, 'viewAllRecords', ifPresent, level);
  if (all.status === 'met') return all;
  const read = judgeObject(context, need.sobject, 'read', ifPresent, level);
  const blockers = [{ kind: 'object', sobject, access: 'read' } as const];
  if (read.status === 'impossible') return impossibleAs(read, blockers);
  if (read.status === 'unknown') return { ...read, blockers };
  if (!isThere(read))
    return verdict('unmet', 'RECORDS_NOT_READABLE', [sobject], {
      blockers,
      ...(read.remedy ? { remedy: { objectAccess: read.remedy.entries } } : {}),
    });
  const defaults = schema.sharingDefaults ?? gap('NOT_ANSWERED', 'EntityDefinition', 'InternalSharingModel');
  if (!defaults.known) return unreadable(sobject, defaults.gap);
  const found = defaults.value.get(keyOf(sobject));
  const isPublic = found === undefined ? undefined : isPublicDefault(found);
  if (isPublic === undefined)
    return unreadable(
      sobject,
      gap('NOT_ANSWERED', 'EntityDefinition', `InternalSharingModel ${found ?? ''}`.trim()).gap,
    );
  if (isPublic) return verdict('met', 'RECORDS_ARE_PUBLIC', [sobject], { grantedBy: read.grantedBy });
  // Whether View All Records is there was not told: only then is more than what sharing gives possible.
  if (all.status === 'unknown' && !all.missing) return all;
  return verdict('degraded', 'SHARING_DECIDES', [sobject, sharingDefaults[keyOf(found ?? '')]?.label ?? ''], {
    grantedBy: read.grantedBy,
    blockers: [{ kind: 'object', sobject, access: 'viewAllRecords' }],
    ...(all.remedy ? { remedy: all.remedy } : {}),
  });
};
