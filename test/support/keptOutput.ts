/**
 * Keeps what methods of an object are called with, in place of carrying them out. sinon's stubs do so too, but making the
 * sixteen that a command needs took a twentieth of a quick one.
 */

/** `calls` by the name of the method; `restore` puts the methods back. */
export type KeptOutput<N extends string> = { readonly calls: Record<N, unknown[][]>; readonly restore: () => void };

/** Puts something in the place of these methods that keeps what they are called with. */
export const keepOutput = <N extends string>(of: object, names: readonly N[]): KeptOutput<N> => {
  const own = names.map((name) => [name, Object.getOwnPropertyDescriptor(of, name)] as const);
  const calls = Object.fromEntries(names.map((name) => [name, [] as unknown[][]])) as Record<N, unknown[][]>;
  for (const name of names) {
    const value = (...args: unknown[]): void => void calls[name].push(args);
    Object.defineProperty(of, name, { value, configurable: true, writable: true });
  }
  const restore = (): void => {
    for (const [name, before] of own)
      if (before === undefined) Reflect.deleteProperty(of, name);
      else Object.defineProperty(of, name, before);
  };
  return { calls, restore };
};
