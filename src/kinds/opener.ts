/** What has to be there before a user may hold something at all: needs of their own, for which others wait. */
import { licenseToGive } from '../access/heldLicenses.js';
import type { Lack } from '../access/holder.js';
import type { FindingCode } from './findingCodes.js';
import { licenseId } from './license/licenseNeed.js';
import type { LicenseNeed } from './license/licenseNeed.js';
import { packageSeatId } from './packageSeat/packageSeatNeed.js';
import type { PackageSeatNeed } from './packageSeat/packageSeatNeed.js';
import { userFlagId } from './userFlag/userFlagNeed.js';
import type { UserFlagNeed } from './userFlag/userFlagNeed.js';

export type OpenerNeed = LicenseNeed | PackageSeatNeed | UserFlagNeed;

/** Whether a need of any kind is one of these. */
export const isOpener = (need: { readonly kind: string }): need is OpenerNeed =>
  need.kind === 'license' || need.kind === 'packageSeat' || need.kind === 'userFlag';

/** The id of the need, published as the id of its finding. */
export const openerId = (need: OpenerNeed): string => {
  switch (need.kind) {
    case 'license':
      return licenseId(need);
    case 'packageSeat':
      return packageSeatId(need);
    case 'userFlag':
      return userFlagId(need);
  }
};

/** The needs that stand for what is lacking: of a license each that would do. */
export const openersOf = (lacks: readonly Lack[]): OpenerNeed[] =>
  lacks.flatMap((lack): OpenerNeed[] =>
    lack.kind === 'license' ? lack.openedBy.map(({ name }) => ({ kind: 'license', name })) : [lack],
  );

/** Names of the licenses that a grant would assign for it; null where it takes a license and people have to choose or get it. */
export const licensesToGive = (lacks: readonly Lack[]): string[] | null => {
  const licenses = lacks.flatMap((lack) => (lack.kind === 'license' ? [licenseToGive(lack)?.name] : []));
  return licenses.every((name) => name !== undefined) ? licenses : null;
};

/** Why something that permission sets give has no effect, by what is lacking first. */
export const noEffectCode = ([first]: readonly Lack[]): FindingCode => {
  if (first?.kind === 'userFlag') return 'NO_EFFECT_WITHOUT_FLAG';
  return first?.kind === 'packageSeat' ? 'NO_EFFECT_WITHOUT_SEAT' : 'NO_EFFECT_WITHOUT_LICENSE';
};
