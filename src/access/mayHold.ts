/**
 * Whether a user may hold something at all, whatever permission sets give: what licenses allow, and what the user's record
 * has to say besides. Used by the check, the plan and the dry run alike.
 */
import { namespaceOf } from '../platform/customNames.js';
import { keyOf, splitQualifiedName } from '../platform/names.js';
import { flagFor, isFreeOfFlag } from '../platform/userFlags.js';
import type { Entry } from './entry.js';
import { heldBy, isHeld, isLifter, lifterOf } from './heldLicenses.js';
import { lacking, unclear, yes } from './holder.js';
import type { Holder, Lack, MayHold } from './holder.js';
import { allOf, licenseAllows, permissionLicense } from './licenseAllows.js';
import type { ObjectEntry } from './licenseCeiling.js';
import { known, mapReading } from './snapshot.js';
import type { Gap, License } from './snapshot.js';

/** The namespace of the package that an entry belongs to; apps are for whoever they admit. */
const packageOf = (entry: Entry): string | null => {
  switch (entry.kind) {
    case 'userPermission':
    case 'connectedApp':
      return null;
    case 'object':
      return namespaceOf(entry.sobject);
    case 'field':
      return namespaceOf(entry.field);
    case 'customPermission':
    case 'apexClass':
      return splitQualifiedName(entry.name).namespace;
  }
};

const seatNeeded = ({ user }: Holder, entry: Entry): MayHold => {
  // Mostly no package is sold by seats, and this is asked of each of ten thousand fields.
  if (user.packages.size === 0) return yes;
  const namespace = packageOf(entry);
  const seat = namespace === null ? undefined : user.packages.get(keyOf(namespace));
  if (namespace === null || seat === undefined) return yes;
  if (!seat.known) return unclear(seat.gap);
  return seat.value.state === 'held' ? yes : lacking({ kind: 'packageSeat', namespace });
};

const flagNeeded = ({ user }: Holder, { sobject, access }: ObjectEntry): MayHold => {
  const flag = flagFor(sobject, access);
  const reading = flag === null ? undefined : user.flags.get(keyOf(flag));
  if (flag === null || reading === undefined || isFreeOfFlag(user.userLicense, flag)) return yes;
  if (!reading.known) return unclear(reading.gap);
  return reading.value ? yes : lacking({ kind: 'userFlag', flag });
};

/** What it takes besides licenses. */
const besides = (holder: Holder, entry: Entry): MayHold[] => [
  seatNeeded(holder, entry),
  ...(entry.kind === 'object' ? [flagNeeded(holder, entry)] : []),
];

/**
 * Whether a user may hold an entry at all: his licenses allow it, and his record has what it takes besides. `no` names all
 * that is surely lacking; `unknown` says why nobody can tell. Fields have no ceiling of their own.
 */
export const mayHold = (holder: Holder, entry: Entry): MayHold =>
  entry.kind === 'field' ? seatNeeded(holder, entry) : allOf([licenseAllows(holder, entry), ...besides(holder, entry)]);

/**
 * Whether a lack takes the effect from what permission sets give: a license that the user holds and that is not in force.
 * What somebody has without ever having held a license was not refused by the platform, and counts.
 */
const takesEffect = ({ user }: Holder, lack: Lack): boolean => {
  if (lack.kind !== 'license') return true;
  const held = user.permissionSetLicenses.known ? user.permissionSetLicenses.value : [];
  return lack.openedBy.some((license) => isHeld(license, held));
};

/** The same user with the license that lifts the integration license, in force. */
const withLifter = (holder: Holder): Holder => {
  const { permissionSetLicenses } = holder.user;
  const lifter: License = {
    ...lifterOf(holder.user),
    standing: { force: known('inForce'), seats: known({ total: 1, used: 1 }) },
  };
  return {
    ...holder,
    user: { ...holder.user, permissionSetLicenses: mapReading(permissionSetLicenses, (held) => [...held, lifter]) },
  };
};

/**
 * Whether what permission sets give has an effect. Ceilings are not held against it, as the platform has taken the
 * assignment; a license that is not in force any more is, and so is what the record of the user lacks.
 */
export const worksFor = (holder: Holder, entry: Entry): MayHold => {
  const may = entry.kind === 'userPermission' ? permissionLicense(holder, entry.name) : mayHold(holder, entry);
  if (may.answer === 'yes') return may;
  if (may.answer === 'no') {
    const lacks = may.lacks.filter((lack) => takesEffect(holder, lack));
    if (lacks.length > 0) return lacking(...lacks);
    // Where the lifting license lacks it is all that is told (fact A16): what else lacks is told of who has it.
    const isLifted = may.lacks.some((lack) => lack.kind === 'license' && lack.openedBy.some(isLifter));
    return isLifted && holder.user.permissionSetLicenses.known ? worksFor(withLifter(holder), entry) : yes;
  }
  const doubts = [...heldBy(holder.user).doubtful.map(({ gap }) => gap), ...gapsOf(holder.user)];
  return may.gap !== null && doubts.includes(may.gap) ? may : yes;
};

const gapsOf = ({ flags, packages }: Holder['user']): Gap[] =>
  [...flags.values(), ...packages.values()].flatMap((reading) => (reading.known ? [] : [reading.gap]));

/** Whether something is lacking that nothing of this org can give. */
export const isHopeless = (may: MayHold): boolean =>
  may.answer === 'no' && may.lacks.some((lack) => lack.kind === 'license' && lack.openedBy.length === 0);
