/** What flags say of a definition beside its name. */
import type { Filling } from '../definition/filling.js';
import type { Phase } from '../kinds/requirement.js';
import { Refusal } from '../refusal.js';

/**
 * What `--set name=A,B` fills in, and the phases of `--phase`; a name that is given twice has the values of both.
 * @throws Refusal for a word without a name in front of an equals sign
 */
export const fillingOfFlags = ({
  set = [],
  phase,
}: {
  readonly set?: readonly string[] | undefined;
  readonly phase?: readonly Phase[] | undefined;
}): Filling => {
  const parameters = new Map<string, string[]>();
  for (const word of set) {
    const at = word.indexOf('=');
    if (at < 1) throw new Refusal('failure', 'set.shape', [word]);
    const name = word.slice(0, at).trim();
    const values = word
      .slice(at + 1)
      .split(',')
      .map((value) => value.trim());
    parameters.set(name, [...(parameters.get(name) ?? []), ...values.filter((value) => value !== '')]);
  }
  return {
    ...(parameters.size === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
    ...(phase === undefined ? {} : { phases: [...new Set(phase)] }),
  };
};
