/** What to do where oclif refuses flags that need others, or that do not go together: its own words say no next step. */

/** What the definition of a flag says of others: `all` of them are needed beside it, or `none` of them may be given. */
type Relationship = { readonly type: string; readonly flags: ReadonlyArray<string | { readonly name: string }> };

/** What a flag says of others; the short forms of oclif mean the same. */
type RelatedFlag = {
  readonly relationships?: readonly Relationship[];
  /** All of these are needed beside it. */
  readonly dependsOn?: readonly string[];
  /** None of these may be given beside it. */
  readonly exclusive?: readonly string[];
};

/** What oclif keeps of the flags of a command line that it refuses. */
export type RelatedFlags = {
  readonly input?: { readonly flags?: Readonly<Record<string, RelatedFlag>> };
  readonly output?: {
    readonly flags?: Readonly<Record<string, unknown>>;
    readonly metadata?: {
      readonly flags?: Readonly<Record<string, { readonly setFromDefault?: boolean } | undefined>>;
    };
  };
};

/** A flag that was given without those that it needs. */
export type LoneFlag = { readonly flag: string; readonly needs: readonly string[] };

/** What is wrong: flags that lack others, and flags of which only one can be given, in the order of the command. */
export type BrokenRelations = { readonly lone: readonly LoneFlag[]; readonly clashing: readonly string[] };

/** What of the flags does not go together. */
export const brokenRelations = ({ input, output }: RelatedFlags): BrokenRelations => {
  const isGiven = (name: string): boolean => output?.flags?.[name] !== undefined;
  const isTyped = (name: string): boolean => isGiven(name) && output?.metadata?.flags?.[name]?.setFromDefault !== true;
  const related = (name: string, type: 'all' | 'none'): string[] => {
    const { relationships = [], dependsOn = [], exclusive = [] } = input?.flags?.[name] ?? {};
    const listed = relationships.filter((one) => one.type === type).flatMap(({ flags }) => flags);
    const named = listed.map((flag) => (typeof flag === 'string' ? flag : flag.name));
    return [...named, ...(type === 'all' ? dependsOn : exclusive)];
  };
  const names = Object.keys(input?.flags ?? {});
  const lone = names
    .filter(isGiven)
    .map((flag) => ({ flag, needs: related(flag, 'all').filter((other) => !isGiven(other)) }))
    .filter(({ needs }) => needs.length > 0);
  const clashes = names
    .filter(isTyped)
    .flatMap((name) => related(name, 'none').flatMap((other) => (isTyped(other) ? [name, other] : [])));
  return { lone, clashing: names.filter((name) => clashes.includes(name)) };
};
