/** Which fields are shown: all where nothing is given. */
export type FieldFilter = {
  /** A part of `Object.Field`, in any case. */
  readonly search?: string | undefined;
  readonly sobjects: readonly string[];
};
