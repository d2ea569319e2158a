/** A permission set license that the user has to hold before anything that rests on it can be given to him. */
export type LicenseNeed = {
  readonly kind: 'license';
  /** DeveloperName of the permission set license. */
  readonly name: string;
};

export const licenseId = ({ name }: LicenseNeed): string => `license:${name}`;
