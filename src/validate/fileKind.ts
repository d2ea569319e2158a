/** Which of our files a text is. */

/** The files that can be validated. */
export const fileKinds = ['definition', 'projectFile', 'waivers', 'plan', 'receipt', 'snapshot'] as const;
export type FileKind = (typeof fileKinds)[number];

/** Those that commands write: one in place of another has a sentence `error.file.notOurs.<kind>` in messages/failure.md. */
export const writtenKinds = ['plan', 'receipt', 'snapshot'] as const satisfies readonly FileKind[];
export type WrittenKind = (typeof writtenKinds)[number];

/** By what a kind of file is known: keys at the top of it, and else its name. */
type Sign = {
  readonly kind: FileKind;
  readonly format: 'yaml' | 'json';
  /** Each of these that stands at the top of a file speaks for the kind. */
  readonly keys: readonly string[];
  readonly name: RegExp;
};

/** The first that most speaks for is taken. */
const signs: readonly Sign[] = [
  {
    kind: 'projectFile',
    format: 'yaml',
    keys: ['integrations', 'orgs', 'outputs', 'monitor'],
    name: /config\.ya?ml$/i,
  },
  { kind: 'waivers', format: 'yaml', keys: ['waivers'], name: /waivers\.ya?ml$/i },
  // Whatever else is YAML may be meant as a definition: its reader says what it lacks.
  {
    kind: 'definition',
    format: 'yaml',
    keys: ['id', 'label', 'requires', 'variants', 'features', 'extends', 'omit', 'permissionSet'],
    name: /\.ya?ml$/i,
  },
  {
    kind: 'snapshot',
    format: 'json',
    keys: ['snapshotVersion', 'snapshot', 'scope', 'runnerLacks'],
    name: /snapshot[^\\/]*$/i,
  },
  { kind: 'receipt', format: 'json', keys: ['startedAt', 'steps'], name: /receipt[^\\/]*$/i },
  {
    kind: 'plan',
    format: 'json',
    keys: ['plannedAt', 'definitionHash', 'adds', 'closes', 'request', 'targets'],
    name: /plan[^\\/]*$/i,
  },
];

/** Whether a text is meant as JSON: files that commands write are, whatever they are called. */
export const isJson = (file: string, text: string): boolean => /\.json$/i.test(file) || /^\s*\{\s*"/.test(text);

/** Keys that stand at the top of a text, as far as that can be told without reading it. */
const topKeys = (text: string, json: boolean): ReadonlySet<string> => {
  const pattern = json ? /^(?:\{\s*| {0,4}|\t)"(\w+)"\s*:/gm : /^[{ ]?["']?(\w+)["']?\s*:/gm;
  return new Set([...text.matchAll(pattern)].map(([, key = '']) => key));
};

/** How far into a text its keys are looked for: a snapshot is far longer, and begins with its own. */
const searched = 1_000_000;

type Candidate = { readonly sign: Sign; readonly votes: number };

/** The signs for which most of the keys speak. */
const likeliest = (format: Sign['format'], keys: ReadonlySet<string>): readonly Candidate[] => {
  const candidates = signs
    .filter((sign) => sign.format === format)
    .map((sign) => ({ sign, votes: sign.keys.filter((key) => keys.has(key)).length }));
  const most = Math.max(...candidates.map(({ votes }) => votes));
  return candidates.filter(({ votes }) => votes === most);
};

/** Each of our files says of which version it is; JSON of others may have "steps" as well. */
const versions = ['schemaVersion', 'snapshotVersion'];

/** The kind of a file that a command wrote, by the keys at its top alone; null where none of them tells. */
export const writtenKindOf = (value: unknown): WrittenKind | null => {
  if (typeof value !== 'object' || value === null || !versions.some((key) => Object.hasOwn(value, key))) return null;
  const told = likeliest('json', new Set(Object.keys(value))).find(({ votes }) => votes > 0)?.sign.kind;
  return writtenKinds.find((kind) => kind === told) ?? null;
};

/**
 * The kind of a file, by what stands in it and else by its name; null where neither tells.
 * @param file as people know it
 */
export const fileKindOf = (file: string, text: string): FileKind | null => {
  const json = isJson(file, text);
  const likely = likeliest(json ? 'json' : 'yaml', topKeys(text.slice(0, searched), json));
  const named = likely.find(({ sign }) => sign.name.test(file));
  const told = named ?? likely.find(({ votes }) => votes > 0);
  return told?.sign.kind ?? null;
};
