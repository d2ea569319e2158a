/** What a run says of a definition beside its name, its variant and its features. */
/** The values of parameters, by name; an empty list says that there are none. */
export type ParameterValues = Readonly<Record<string, readonly string[]>>;

export type Filling = {
  readonly parameters?: ParameterValues | undefined;
};

/** The values of the second take the place of those of the first. */
export const filledOver = (first: ParameterValues | undefined, second: ParameterValues | undefined): Filling => {
  const parameters = { ...first, ...second };
  return Object.keys(parameters).length === 0 ? {} : { parameters };
};

/** What there is to say, as it is kept: without keys that say nothing. */
export const fillingOf = ({ parameters }: Filling): { parameters?: Record<string, string[]> } =>
  parameters === undefined || Object.keys(parameters).length === 0
    ? {}
    : { parameters: Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, [...values]])) };

/** As one text: the same filling is the same text. */
export const fillingKey = (filling: Filling): string =>
  JSON.stringify(Object.entries(fillingOf(filling).parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The filling as words of a command line. */
export const fillingWords = (filling: Filling): string[] =>
  Object.entries(fillingOf(filling).parameters ?? {}).flatMap(([name, values]) => [
    '--set',
    `${name}=${values.join(',')}`,
  ]);
