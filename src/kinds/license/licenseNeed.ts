/** A permission set license that the user has to hold before anything that rests on it can be given to him. */
export type LicenseNeed = {
  readonly kind: 'license';
  /** DeveloperName of the permission set license. */
  readonly name: string;
};

/** The id of the need, published as the id of its finding: `license:DeveloperName`. */
export const licenseId = ({ name }: LicenseNeed): string => `license:${name}`;
