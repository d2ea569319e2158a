/** The answers to whether a user may hold something, and of whom they are. */
import type { UserFlag } from '../platform/userFlags.js';
import type { Gap, InspectedUser, License, OrgSchema } from './snapshot.js';

/** Whom it is about, and which ceilings the org tells. */
export type Holder = {
  readonly user: Pick<
    InspectedUser,
    'userLicense' | 'userLicenseUntold' | 'license' | 'permissionSetLicenses' | 'orgLicenses' | 'flags' | 'packages'
  >;
  readonly schema: Pick<OrgSchema, 'licenseCeilingColumns' | 'permissionableObjects'>;
};

/** Something without which the user cannot have it. */
export type Lack =
  /** A permission set license in force: any of these of the org would do, none where nothing of this org opens it. */
  | { readonly kind: 'license'; readonly openedBy: readonly License[] }
  /** A seat of a package that is licensed user by user. */
  | { readonly kind: 'packageSeat'; readonly namespace: string }
  | { readonly kind: 'userFlag'; readonly flag: UserFlag };

export type MayHold =
  | { readonly answer: 'yes' }
  /** Everything that is surely lacking. */
  | { readonly answer: 'no'; readonly lacks: readonly Lack[] }
  /** Why nobody can say: an answer lacked it; null where the org does not tell such things. */
  | { readonly answer: 'unknown'; readonly gap: Gap | null };

/** Nothing stands in the way. */
export const yes: MayHold = { answer: 'yes' };

/** The org does not tell such things. */
export const untold: MayHold = { answer: 'unknown', gap: null };

/** Nobody can say; null where the org does not tell such things. */
export const unclear = (gap: Gap | null): MayHold => ({ answer: 'unknown', gap });

/** All that is surely lacking. */
export const lacking = (...lacks: readonly Lack[]): MayHold => ({ answer: 'no', lacks });
