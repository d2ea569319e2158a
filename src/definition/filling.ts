/** What a run says of a definition beside its name, its variant and its features. */
import type { Phase } from '../kinds/requirement.js';

/** The values of parameters, by name; an empty list says that there are none. */
export type ParameterValues = Readonly<Record<string, readonly string[]>>;

export type Filling = {
  readonly parameters?: ParameterValues | undefined;
  /** What the run is about beside daily use. */
  readonly phases?: readonly Phase[] | undefined;
};

/** A filling as it is kept: without keys that say nothing. */
export type KeptFilling = { parameters?: Record<string, string[]>; phases?: Phase[] };

/** What there is to say. */
export const fillingOf = ({ parameters = {}, phases = [] }: Filling): KeptFilling => ({
  ...(Object.keys(parameters).length === 0
    ? {}
    : { parameters: Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, [...values]])) }),
  ...(phases.length === 0 ? {} : { phases: [...phases] }),
});

/** What the second says takes the place of what the first says: of parameters each by itself. */
export const filledOver = (first: Filling | null | undefined, second: Filling): KeptFilling =>
  fillingOf({
    parameters: { ...first?.parameters, ...second.parameters },
    phases: second.phases ?? first?.phases,
  });

/** As one text: the same filling is the same text. */
export const fillingKey = (filling: Filling): string => {
  const { parameters = {}, phases = [] } = fillingOf(filling);
  return JSON.stringify([Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)), [...phases].sort()]);
};

/** The filling as words of a command line. */
export const fillingWords = (filling: Filling): string[] => {
  const { parameters = {}, phases = [] } = fillingOf(filling);
  return [
    ...Object.entries(parameters).flatMap(([name, values]) => ['--set', `${name}=${values.join(',')}`]),
    ...phases.flatMap((phase) => ['--phase', phase]),
  ];
};
