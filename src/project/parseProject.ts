/** Text of a project file → what it says. */
import type { z } from 'zod';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { parseReference } from '../definition/definitionReference.js';
import { refuseNewerFormat } from '../definition/fileFormat.js';
import { mistakeCollector } from '../definition/mistakeCollector.js';
import type { Validation } from '../definition/respell.js';
import { throwIssues, wrongShape } from '../definition/shapeMistake.js';
import type { FilePart, FileShape } from '../definition/shapeMistake.js';
import { keysTip } from '../definition/shapeTip.js';
import { parseTree, withoutValues } from '../definition/yamlTree.js';
import { nodeAt, toValue } from '../definition/tree.js';
import type { TreeNode } from '../definition/tree.js';
import { keyOf } from '../platform/names.js';
import { channelKeys, monitorKeys } from './monitorSchema.js';
import { checkMonitor, monitorOf } from './readMonitor.js';
import type { NotifyList } from './readMonitor.js';
import type { NamedKey, NamedValue, ProjectFile, ProjectIntegration, ProjectSettings } from './projectFile.js';
import { inOrgKeys, projectIntegrationKeys, projectKeys, projectSchema } from './projectSchema.js';

const partAt = (path: readonly PropertyKey[], root: TreeNode): FilePart => {
  if (path.length === 0) return { container: 'project', known: projectKeys };
  if (path[0] === 'monitor') {
    if (path.length === 1) return { container: 'monitor', known: monitorKeys };
    const type = nodeAt(root, [...path, 'type']);
    return { container: 'channel', known: channelKeys(type.type === 'scalar' ? type.value : null) };
  }
  return path.includes('inOrg')
    ? { container: 'inOrg', known: inOrgKeys }
    : { container: 'projectIntegration', known: projectIntegrationKeys };
};

const shapeOf = (root: TreeNode): FileShape => ({
  partAt: (path) => partAt(path, root),
  kind: null,
  key: 'integrations',
  hidesValues: true,
});

type Parsed = z.output<typeof projectSchema>;
type ParsedIntegration = Parsed['integrations'][number];
type ParsedSettings = NonNullable<ParsedIntegration['inOrg']>[string];

const trimmed = (names: readonly string[]): string[] => names.map((name) => name.trim());

const settingsOf = (parsed: ParsedSettings): ProjectSettings => {
  const { variant, features, parameters, users, authentication, waivers, failOn, notify } = parsed;
  return {
    ...(variant === undefined ? {} : { variant: variant.trim() }),
    ...(features === undefined ? {} : { features: trimmed(features) }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(users === undefined ? {} : { users: trimmed(users) }),
    ...(authentication === undefined ? {} : { authentication }),
    ...(waivers === undefined ? {} : { waivers }),
    ...(failOn === undefined ? {} : { failOn }),
    ...(notify === undefined ? {} : { notify: trimmed(notify) }),
  };
};

/** The users of an entry, where they are named by org; null where they are not. */
const usersByOrg = ({ users }: ParsedIntegration): Readonly<Record<string, string[]>> | null =>
  users === undefined || Array.isArray(users) ? null : users;

/** What is said of each org, its users under `users` among it; the same org is one entry. */
const inOrgsOf = (parsed: ParsedIntegration): ProjectIntegration['inOrgs'] => {
  const byOrg = new Map<string, { org: string; settings: ProjectSettings }>();
  const add = (org: string, settings: ProjectSettings): void => {
    const key = keyOf(org.trim());
    const before = byOrg.get(key);
    byOrg.set(key, { org: before?.org ?? org.trim(), settings: { ...before?.settings, ...settings } });
  };
  for (const [org, users] of Object.entries(usersByOrg(parsed) ?? {})) add(org, { users: trimmed(users) });
  for (const [org, settings] of Object.entries(parsed.inOrg ?? {})) add(org, settingsOf(settings));
  return [...byOrg.values()];
};

/** What one set of settings names: of the entry itself, or of an org in it. @param path from the root */
const namedInSettings = (
  { variant, features = [], parameters = {}, users = [], waivers }: ParsedSettings,
  org: string | null,
  path: readonly PropertyKey[],
  root: TreeNode,
): NamedValue[] => {
  const named = (key: NamedKey, value: string, ...more: PropertyKey[]): NamedValue => ({
    ...{ key, value, org },
    place: nodeAt(root, [...path, key, ...more]).place,
  });
  return [
    ...(variant === undefined ? [] : [named('variant', variant.trim())]),
    ...trimmed(features).map((name, at) => named('features', name, at)),
    ...Object.keys(parameters).map((name) => named('parameters', name, name)),
    ...trimmed(users).map((name, at) => named('users', name, at)),
    ...(waivers === undefined ? [] : [named('waivers', waivers)]),
  ];
};

/** Everything that an entry names, with its places. What a definition has behind its name stands at its place. */
const namedIn = (parsed: ParsedIntegration, at: number, root: TreeNode): NamedValue[] => {
  const path = ['integrations', at];
  const reference = parseReference(parsed.definition.trim());
  const { place } = nodeAt(root, [...path, 'definition']);
  const inDefinition = (key: NamedKey, value: string): NamedValue => ({ key, value, org: null, place });
  return [
    inDefinition('definition', reference.type === 'path' ? reference.path : reference.id),
    ...(reference.variant === null ? [] : [inDefinition('variant', reference.variant)]),
    ...reference.features.map((name) => inDefinition('features', name)),
    ...namedInSettings(settingsPart(parsed), null, path, root),
    ...Object.entries(usersByOrg(parsed) ?? {}).flatMap(([org, users]) =>
      trimmed(users).map((value, index): NamedValue => ({
        ...{ key: 'users', value, org: org.trim() },
        place: nodeAt(root, [...path, 'users', org, index]).place,
      })),
    ),
    ...Object.entries(parsed.inOrg ?? {}).flatMap(([org, settings]) =>
      namedInSettings(settings, org.trim(), [...path, 'inOrg', org], root),
    ),
  ];
};

const integrationOf = (parsed: ParsedIntegration, at: number, root: TreeNode): ProjectIntegration => {
  const { users, definition } = parsed;
  return {
    definition: definition.trim(),
    settings: settingsOf({ ...parsed, users: Array.isArray(users) ? users : undefined }),
    inOrgs: inOrgsOf(parsed),
    isByOrg: usersByOrg(parsed) !== null,
    named: namedIn(parsed, at, root),
  };
};

/** Every part of an entry in which settings are, by its path from the root. */
const settingsPaths = (parsed: ParsedIntegration, at: number): Array<readonly [ParsedSettings, PropertyKey[]]> => [
  [settingsPart(parsed), ['integrations', at]],
  ...Object.entries(parsed.inOrg ?? {}).map(([org, settings]): readonly [ParsedSettings, PropertyKey[]] => [
    settings,
    ['integrations', at, 'inOrg', org],
  ]),
];

const settingsPart = ({ users, ...parsed }: ParsedIntegration): ParsedSettings => ({
  ...parsed,
  users: Array.isArray(users) ? users : undefined,
});

/** Mistakes that no shape tells: two variants for one definition, parts that no definition has, users named twice. */
const checkIntegration = (parsed: ParsedIntegration, at: number, root: TreeNode, most: number | undefined): void => {
  const mistakes = mistakeCollector(most);
  const named = parseReference(parsed.definition.trim());
  const fail = (mistake: ConstructorParameters<typeof DefinitionMistake>[0], path: PropertyKey[]): void => {
    mistakes.attempt(() => {
      throw new DefinitionMistake(mistake, nodeAt(root, path).place);
    });
  };
  for (const [{ variant, features = [] }, path] of settingsPaths(parsed, at)) {
    if (variant !== undefined && named.variant !== null)
      fail({ code: 'TwoVariants', definition: parsed.definition, variant }, [...path, 'variant']);
    features.forEach((name, index) => {
      if (features.indexOf(name) < index || named.features.includes(name.trim()))
        fail({ code: 'DuplicateEntry', key: 'features', value: name }, [...path, 'features', index]);
    });
  }
  const byOrg = usersByOrg(parsed) ?? {};
  for (const org of Object.keys(parsed.inOrg ?? {}))
    if (parsed.inOrg?.[org]?.users !== undefined && Object.keys(byOrg).some((other) => keyOf(other) === keyOf(org)))
      fail({ code: 'DuplicateEntry', key: 'users', value: org }, ['integrations', at, 'inOrg', org, 'users']);
  mistakes.finish();
};

/** Whoever is told of something, and where the file says it. */
const notifyLists = (integrations: readonly ParsedIntegration[]): NotifyList[] =>
  integrations.flatMap((one, at) =>
    settingsPaths(one, at).flatMap(([{ notify }, path]) =>
      notify === undefined ? [] : [{ notify, path: [...path, 'notify'] }],
    ),
  );

/** @throws DefinitionMistake for each output that is named twice, at the second */
const checkOutputs = (outputs: readonly string[], root: TreeNode): void => {
  const mistakes = mistakeCollector();
  outputs.forEach((output, at) =>
    mistakes.attempt(() => {
      if (outputs.indexOf(output) < at)
        throw new DefinitionMistake(
          { code: 'DuplicateEntry', key: 'outputs', value: output },
          nodeAt(root, ['outputs', at]).place,
        );
    }),
  );
  mistakes.finish();
};

const issuesIn: Validation = (value) => projectSchema.safeParse(value).error?.issues ?? [];

/**
 * Parses a project file.
 * @param file as people know it
 * @param mostMistakes how many are told; default: as many as an error may hold
 * @throws DefinitionMistake with line and column of every mistake
 */
export const parseProject = (text: string, file: string, mostMistakes?: number): ProjectFile => {
  const { root } = parseTree(text, file, { hidesValues: true });
  if (root.type !== 'map') {
    const mistake = wrongShape(root, file, 'map', keysTip);
    // A text may be all of another file, to which a link of this name leads.
    throw new DefinitionMistake(root.type === 'scalar' ? withoutValues(mistake) : mistake, root.place);
  }
  refuseNewerFormat(root, 1);
  const read = projectSchema.safeParse(toValue(root));
  if (!read.success) return throwIssues(read.error.issues, root, shapeOf(root), mostMistakes, issuesIn);
  const { integrations, orgs = [], outputs = [], monitor } = read.data;
  const mistakes = mistakeCollector(mostMistakes);
  integrations.forEach((one, at) => mistakes.attempt(() => checkIntegration(one, at, root, mostMistakes)));
  mistakes.attempt(() => checkOutputs(outputs, root));
  if (monitor) mistakes.attempt(() => checkMonitor(monitor, notifyLists(integrations), root, mostMistakes));
  mistakes.finish();
  return {
    integrations: integrations.map((one, at) => integrationOf(one, at, root)),
    orgs: orgs.map((name, at) => ({ name: name.trim(), place: nodeAt(root, ['orgs', at]).place })),
    outputs,
    namedOutputs: outputs.map((value, at) => ({
      ...{ key: 'outputs', value, org: null },
      place: nodeAt(root, ['outputs', at]).place,
    })),
    monitor: monitor ? monitorOf(monitor) : null,
  };
};
