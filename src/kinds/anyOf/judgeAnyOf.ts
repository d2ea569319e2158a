import type { Entry } from '../../access/entry.js';
import type { Context } from '../context.js';
import type { Finding } from '../finding.js';
import { waitsForObject } from '../field/judgeField.js';
import { judgePresentObject } from '../object/judgeObject.js';
import { keyOf } from '../../platform/names.js';
import { isLeftToPeople } from '../permissionSetAssigned/judgePermissionSetAssigned.js';
import { joinedRemedies, verdict } from '../verdict.js';
import type { Blocker, Status, Verdict } from '../verdict.js';
import type { AnyOfNeed } from './anyOfKind.js';

export const anyOfCodes = {
  settled: ['ALTERNATIVE_MET'],
  open: ['NO_ALTERNATIVE_MET', 'NO_ALTERNATIVE_POSSIBLE'],
} as const;

const isWaiting: ReadonlySet<string> = new Set(waitsForObject);

const settled: ReadonlySet<Status> = new Set<Status>(['met', 'notApplicable']);
const missing: ReadonlySet<Status> = new Set<Status>(['impossible', 'unmet', 'degraded']);

/** Not there, whatever else is known of it. */
const isMissing = ({ status, missing: surely }: Finding): boolean => missing.has(status) || surely === true;

const isImpossible = ({ status, never }: Finding): boolean => status === 'impossible' || never === true;

/**
 * What has to be granted for a finding: for a part of an address the field that carries it (fact C4), for a field that
 * waits for its object that object, as it may take no field permissions at all.
 */
const blockersOf = ({ code, need, forbid, blockers, remedy }: Finding): readonly Blocker[] => {
  if (code === 'FIELD_PERMISSION_MISSING') return [...(remedy?.entries ?? []), ...blockers];
  return isWaiting.has(code) ? blockers : [{ ...need, forbid }];
};

/** What gives access to the objects that a field waits for: a choice asks for all that its member needs at once. */
const objectAccessOf = (context: Context, { need, level, blockers }: Finding): readonly Entry[] =>
  need.kind !== 'field'
    ? []
    : blockers.flatMap((blocker) =>
        blocker.kind === 'object'
          ? (judgePresentObject(context, blocker.sobject, blocker.access, level).remedy?.entries ?? [])
          : [],
      );

/** Unknown for the reason for which one of its members is. */
const unknownAs = ({ code, args, variant, hints, gap, need, forbid }: Finding): Verdict =>
  verdict('unknown', code, args, {
    ...{ hints, blockers: [{ ...need, forbid }] },
    ...(gap ? { gap } : {}),
    ...(variant === undefined ? {} : { variant }),
  });

const openOf = (member: readonly Finding[]): Finding[] => member.filter(({ status }) => !settled.has(status));

/** Not where one part of the alternative is unknown or for people: the other parts alone do not meet it. */
const isGivenInWhole = (open: readonly Finding[]): boolean =>
  !open.some(({ remedy, status }) => remedy === null || status === 'unknown');

/** Met when one member is wholly met; unknown beats unmet beats impossible. */
export const judgeAnyOf = (context: Context, need: AnyOfNeed): Verdict => {
  const members = need.members.map((member) => member.flatMap((requirement) => context.findingsOf(requirement)));
  const met = members.find((m) => m.every((f) => settled.has(f.status)) && m.some((f) => f.status === 'met'));
  if (met) {
    return verdict('met', 'ALTERNATIVE_MET', [met.map((f) => f.id).join(' + ')], {
      grantedBy: met.flatMap((f) => f.grantedBy),
    });
  }
  const all = members.flat();
  if (all.length > 0 && all.every((f) => f.status === 'notApplicable')) {
    return verdict('notApplicable', 'NOT_IN_THIS_ORG', [need.name]);
  }
  // A member that does not apply in this org is no alternative here.
  const possible = members.filter((member) => member.some((f) => f.status !== 'notApplicable'));
  // An alternative with an unknown part and no missing part may be met, so the whole choice is unknown.
  const unclear = possible.find((member) => !member.some(isMissing))?.find((f) => f.status === 'unknown');
  if (unclear) return unknownAs(unclear);
  // No alternative is surely possible, and one has rows that were not read completely: whether the choice can be met is unknown.
  const sure = possible.some((m) => !m.some((f) => isImpossible(f) || f.gap?.code === 'INCOMPLETE_ROWS'));
  const lacking = sure
    ? undefined
    : possible.find((m) => !m.some(isImpossible))?.find((f) => f.gap?.code === 'INCOMPLETE_ROWS');
  if (lacking) return unknownAs(lacking);
  const options = possible.map((m, i) => `(${i + 1}) ${m.map((f) => f.id).join(' and ')}`).join(', ');
  const givable = possible.filter((m) => !m.some(isImpossible));
  const free = givable.filter((m) => !m.some(isLeftToPeople));
  const passed = context.notGiven.alternatives.get(keyOf(need.name));
  // Behind one that could not be given, only one that can be given in whole is of use.
  const next = passed && free.find((m) => !passed.has(members.indexOf(m)) && isGivenInWhole(openOf(m)));
  const preferred = next ?? free[0] ?? givable[0];
  if (!preferred) return verdict('impossible', 'NO_ALTERNATIVE_POSSIBLE', [options]);
  const open = openOf(preferred);
  // All alternatives that the org could give wait for a set that is left to people: that is what has to be told.
  const left = open.find(isLeftToPeople);
  if (left) return verdict('unmet', left.code, left.args, { blockers: open.flatMap(blockersOf) });
  const remedy = joinedRemedies(open.map((finding) => finding.remedy));
  return verdict('unmet', 'NO_ALTERNATIVE_MET', [options], {
    blockers: open.flatMap(blockersOf),
    ...(isGivenInWhole(open)
      ? {
          alternative: members.indexOf(preferred),
          remedy: {
            ...remedy,
            entries: [...remedy.entries, ...open.flatMap((finding) => objectAccessOf(context, finding))],
            objectAccess: [],
          },
        }
      : {}),
  });
};
