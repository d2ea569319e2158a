import { keyOf } from '../../platform/names.js';
import { PermissionSetFileMistake } from '../../metadata/metadataFileMistake.js';
import { blocksOf, expectRoot, fieldBlock, isNameField, objectBlocks, objectFile } from '../../metadata/objectFile.js';
import type { Block } from '../../metadata/objectFile.js';
import type { HistoryAction, PlannedField } from '../../history/historyPlan.js';
import type { OrgClient } from '../orgClient.js';
import { OrgFailure } from '../failure.js';
import { readHistoryFields } from '../read/readSchema.js';
import { deployPackage, retrieveFiles } from './metadataJobs.js';
import type { DeployEnd, MetadataPackage } from './metadataJobs.js';

/** What is to be written: switches first, then the flags of fields (facts F6, F13). */
export type HistoryWork = {
  readonly action: HistoryAction;
  readonly switches: readonly string[];
  readonly fields: readonly PlannedField[];
  /** Slots per object, by key. */
  readonly limits: ReadonlyMap<string, number>;
};

/** Why something was not written, or may not have been. */
export type WriteProblem = {
  readonly code: string;
  readonly detail: string;
  /** Nobody knows whether it was carried out, or will be. */
  readonly open?: true;
};

export type WorkOptions = {
  readonly interrupted: () => boolean;
  readonly onStage?: (stage: 'retrieve' | 'objectSwitch' | 'fields') => void;
};

/** What became of the work, by `Object` or `Object.Field` in lower case. The proof is the reading afterwards, not this. */
export type Worked = {
  readonly problems: ReadonlyMap<string, WriteProblem>;
  /** Fields that were found to be as wanted once the switch was on. */
  readonly alreadyDone: ReadonlySet<string>;
  readonly interrupted: boolean;
};

export const workKey = (sobject: string, field?: string): string =>
  keyOf(field === undefined ? sobject : `${sobject}.${field}`);

/** One element of a deploy. `component`: as the org names it when it refuses it. */
type Part = {
  readonly key: string;
  readonly sobject: string;
  readonly component: string;
  readonly field?: PlannedField;
};

/** The words of the platform, by what they mean (facts F11, F14, F16, F18). */
const meanings: ReadonlyArray<readonly [RegExp, string]> = [
  [/does not have history tracking enabled/i, 'SWITCH_OFF'],
  [/exceeded the allowed number of fields to track/i, 'NO_SLOT'],
  [/history tracking is not supported/i, 'NOT_TRACKABLE'],
  [/insufficient access|INSUFFICIENT_ACCESS/i, 'INSUFFICIENT_ACCESS'],
];

const codeOf = (words: string): string => meanings.find(([pattern]) => pattern.test(words))?.[1] ?? 'REFUSED_BY_ORG';

export type Files = ReadonlyMap<string, readonly Block[]>;

/** Definitions as the org has them now, by key of the object: whatever is deployed is this, but for the flags. */
export const retrieveDefinitions = async (
  client: OrgClient,
  work: Pick<HistoryWork, 'switches' | 'fields'>,
): Promise<{ readonly files: Files } | { readonly problem: WriteProblem }> => {
  const named = work.fields.filter(({ sobject, field }) => isNameField(sobject, field)).map(({ sobject }) => sobject);
  const members = {
    CustomObject: [...new Set([...work.switches.filter((sobject) => /__\w+$/.test(sobject)), ...named])],
    CustomField: work.fields
      .filter(({ sobject, field }) => !isNameField(sobject, field))
      .map(({ sobject, field }) => `${sobject}.${field}`),
  };
  if (members.CustomObject.length + members.CustomField.length === 0) return { files: new Map() };
  const asked = Object.fromEntries(Object.entries(members).filter(([, names]) => names.length > 0));
  const retrieved = await retrieveFiles(client, asked);
  if (!retrieved.ok)
    return { problem: { code: codeOf(retrieved.code), detail: `${retrieved.code}: ${retrieved.words}` } };
  const files = new Map<string, readonly Block[]>();
  for (const [path, content] of retrieved.files) {
    const sobject = /(?:^|\/)objects\/([^/]+)\.object$/.exec(path)?.[1];
    if (sobject === undefined) continue;
    try {
      expectRoot(content, 'CustomObject');
      files.set(keyOf(sobject), blocksOf(content));
    } catch (error) {
      if (!(error instanceof PermissionSetFileMistake)) throw error;
      return { problem: { code: 'DEFINITION_UNREADABLE', detail: `${path}:${error.line}:${error.column}` } };
    }
  }
  return { files };
};

const unreadable: WriteProblem = { code: 'DEFINITION_UNREADABLE', detail: '' };

/** The package of these parts, and those whose definition is not there. */
const packageOf = (
  parts: readonly Part[],
  files: Files,
  action: HistoryAction,
): { readonly contents: MetadataPackage; readonly without: readonly Part[] } => {
  const without: Part[] = [];
  const objects = new Map<string, string[]>();
  const members = { CustomObject: [] as string[], CustomField: [] as string[] };
  const put = (part: Part, type: keyof typeof members, blocks: readonly string[] | null): void => {
    if (blocks === null) return void without.push(part);
    members[type].push(part.component);
    objects.set(part.sobject, [...(objects.get(part.sobject) ?? []), ...blocks]);
  };
  const track = action === 'enable';
  // The object's own elements come before its fields.
  const isObject = ({ sobject, field }: Part): boolean => field === undefined || isNameField(sobject, field.field);
  for (const part of parts.filter(isObject)) {
    const blocks = objectBlocks(
      part.sobject,
      files.get(keyOf(part.sobject)) ?? [],
      part.field === undefined ? undefined : track,
    );
    put(part, 'CustomObject', blocks);
  }
  for (const part of parts.filter((one) => !isObject(one))) {
    const { field } = part;
    if (field === undefined) continue;
    const block = fieldBlock(files.get(keyOf(part.sobject)) ?? [], {
      field: field.field,
      dataType: field.dataType,
      track,
    });
    put(part, 'CustomField', block === null ? null : [block]);
  }
  const paths = [...objects].map(([sobject, blocks]) => [`objects/${sobject}.object`, objectFile(blocks)] as const);
  return { contents: { members, files: new Map(paths) }, without };
};

const isAbout = ({ component }: Part, named: string): boolean => keyOf(component) === keyOf(named);

/**
 * Deploys parts together. What the org refuses by name is left out of one further deploy, so that one bad field does not
 * keep the others from being tracked: a deploy is all or nothing.
 */
const deployParts = async (
  client: OrgClient,
  parts: readonly Part[],
  files: Files,
  action: HistoryAction,
): Promise<ReadonlyMap<string, WriteProblem>> => {
  const problems = new Map<string, WriteProblem>();
  let left = parts;
  for (const last of [false, true]) {
    const { contents, without } = packageOf(left, files, action);
    for (const part of without) problems.set(part.key, unreadable);
    left = left.filter((part) => !without.includes(part));
    if (left.length === 0) return problems;
    const ended: DeployEnd = await deployPackage(client, contents);
    if (ended.end === 'succeeded') return problems;
    if (ended.end === 'unseen') {
      for (const { key } of left) problems.set(key, { code: ended.code, detail: ended.words, open: true });
      return problems;
    }
    const own = ended.end === 'failed' ? ended.problems : [];
    const refused = left.filter((part) => own.some(({ component }) => isAbout(part, component)));
    for (const part of refused) {
      const words = own.find(({ component }) => isAbout(part, component))?.problem ?? '';
      problems.set(part.key, { code: codeOf(words), detail: words });
    }
    left = left.filter((part) => !refused.includes(part));
    if (left.length === 0) return problems;
    if (refused.length === 0 || last) {
      const words = own[0]?.problem ?? (ended.end === 'refused' ? `${ended.code}: ${ended.words}` : ended.words);
      for (const part of left) problems.set(part.key, { code: codeOf(words), detail: words });
      return problems;
    }
  }
  return problems;
};

/** With the switch some fields may have come back that were ticked before (fact F12): they count, and need no write. */
const afterSwitch = async (
  client: OrgClient,
  work: HistoryWork,
): Promise<{ readonly alreadyDone: Set<string>; readonly full: Map<string, WriteProblem> }> => {
  const alreadyDone = new Set<string>();
  const full = new Map<string, WriteProblem>();
  const sobjects = [...new Set(work.fields.map(({ sobject }) => sobject))];
  if (sobjects.length === 0) return { alreadyDone, full };
  const readings = await readHistoryFields(client, sobjects);
  for (const sobject of sobjects) {
    const reading = readings.get(keyOf(sobject));
    if (reading?.known !== true) continue;
    const tracked = new Set([...reading.value].filter(([, field]) => field.tracked).map(([key]) => key));
    const own = work.fields.filter((field) => keyOf(field.sobject) === keyOf(sobject));
    const open = own.filter(({ field }) => !tracked.has(keyOf(field)));
    for (const { field } of own) if (tracked.has(keyOf(field))) alreadyDone.add(workKey(sobject, field));
    const room = Math.max(0, (work.limits.get(keyOf(sobject)) ?? open.length) - tracked.size);
    for (const { field } of open.slice(room)) full.set(workKey(sobject, field), { code: 'NO_SLOT', detail: '' });
  }
  return { alreadyDone, full };
};

/**
 * Writes switches, then fields: at most one retrieve, two deploys and one reading, polls apart. What the org refuses is a
 * problem of the switch or field; a connection that breaks in a deploy is one of all that was in it, and ends the work.
 * @throws OrgFailure where certainly nothing was written
 */
export const workOnHistory = async (
  client: OrgClient,
  work: HistoryWork,
  { interrupted, onStage }: WorkOptions,
): Promise<Worked> => {
  const problems = new Map<string, WriteProblem>();
  const alreadyDone = new Set<string>();
  const worked = (stopped = false): Worked => ({ problems, alreadyDone, interrupted: stopped });
  const fieldParts = work.fields.map((field): Part => ({
    key: workKey(field.sobject, field.field),
    sobject: field.sobject,
    component: isNameField(field.sobject, field.field) ? field.sobject : `${field.sobject}.${field.field}`,
    field,
  }));
  const switchParts = work.switches.map((sobject): Part => ({ key: workKey(sobject), sobject, component: sobject }));
  /** What breaks off is told about everything that was in it, and about what was to come. */
  const guarded = async (parts: readonly Part[], run: () => Promise<void>, mayThrow: boolean): Promise<boolean> => {
    try {
      await run();
      return true;
    } catch (error) {
      if (!(error instanceof OrgFailure) || mayThrow) throw error;
      for (const { key } of parts) {
        if (!problems.has(key)) problems.set(key, { code: error.code, detail: error.args.join(' ') });
      }
      return false;
    }
  };
  const deployed = async (parts: readonly Part[], files: Files): Promise<void> => {
    for (const [key, problem] of await deployParts(client, parts, files, work.action)) problems.set(key, problem);
  };

  onStage?.('retrieve');
  const definitions = await retrieveDefinitions(client, work);
  if ('problem' in definitions) {
    for (const { key } of [...switchParts, ...fieldParts]) problems.set(key, definitions.problem);
    return worked();
  }
  const { files } = definitions;
  if (interrupted()) return worked(true);
  if (switchParts.length > 0) {
    onStage?.('objectSwitch');
    if (!(await guarded([...switchParts, ...fieldParts], () => deployed(switchParts, files), false))) return worked();
    if (interrupted()) return worked(true);
    const read = async (): Promise<void> => {
      const now = await afterSwitch(client, work);
      for (const key of now.alreadyDone) alreadyDone.add(key);
      for (const [key, problem] of now.full) problems.set(key, problem);
    };
    if (work.fields.length > 0 && !(await guarded(fieldParts, read, false))) return worked();
  }
  // Where the switch was refused, its fields would be, too.
  for (const part of fieldParts) {
    const blocked = problems.get(workKey(part.sobject));
    if (blocked && !problems.has(part.key)) problems.set(part.key, blocked);
  }
  const open = fieldParts.filter(({ key }) => !problems.has(key) && !alreadyDone.has(key));
  if (open.length === 0) return worked();
  if (interrupted()) return worked(true);
  onStage?.('fields');
  await guarded(open, () => deployed(open, files), false);
  return worked();
};
