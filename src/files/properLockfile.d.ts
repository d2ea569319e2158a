/** What of proper-lockfile is used here; the package brings no types. */
declare module 'proper-lockfile' {
  export type LockOptions = {
    /** After how many milliseconds without a sign of life a lock counts no more. */
    readonly stale: number;
    /** How often a sign of life is given. */
    readonly update: number;
    /** False: the file that is locked need not exist. */
    readonly realpath: boolean;
    readonly onCompromised: (error: Error) => void;
  };
  /** @returns what gives the lock back @throws Error with code ELOCKED where somebody else has it */
  export const lock: (file: string, options: LockOptions) => Promise<() => Promise<void>>;
  const all: { readonly lock: typeof lock };
  export default all;
}
