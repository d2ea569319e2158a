/** What of a snapshot has no place in the scenario that is made of it: told to whoever made it, never dropped in silence. */
export type LeftOut = { readonly say: (what: string) => void; readonly all: () => readonly string[] };

/** Collects what was left out, each thing once. */
export const leftOutList = (): LeftOut => {
  const said = new Set<string>();
  return { say: (what) => void said.add(what), all: () => [...said].sort() };
};
