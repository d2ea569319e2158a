/** SARIF 2.1.0 for code scanning: what is open, at the line of the definition that asks for it. */
import { builtInPath } from '../../definition/builtInFile.js';
import { escapedJson } from '../escapedJson.js';
import type { DocumentGroup, DocumentItem, DocumentPlace, ReportDocument } from '../document/reportDocument.js';
import { isProblem } from './openItems.js';

/** Code scanning refuses a run with more results. */
const mostResults = 25_000;

/** An error is what makes the command fail, and nothing else. */
const levelOf = ({ fails, level }: DocumentItem): 'error' | 'warning' | 'note' => {
  if (fails) return 'error';
  return level === 'optional' ? 'note' : 'warning';
};

/** A path as the URI that SARIF wants: relative to the repository, or absolute with a scheme. */
const uriOf = (file: string): string => {
  const parts = file.replaceAll('\\', '/').replace(/^\.\//, '').split('/');
  const path = parts
    .map((part, at) =>
      at === 0 && /^[a-z]:$/i.test(part) ? part : encodeURIComponent(part.replace(/\p{Cs}/gu, '\uFFFD')),
    )
    .join('/');
  if (path.startsWith('/')) return `file://${path}`;
  return /^[a-z]:\//i.test(path) ? `file:///${path}` : path;
};

/** The folder of this plugin, wherever it is installed: a place below it is in no repository of the reader's. */
const pluginFolder = 'PLUGIN';

const isBuiltIn = (file: string): boolean => builtInPath(file) !== null;

const artifactOf = (file: string): object => {
  const builtIn = builtInPath(file);
  return builtIn === null ? { uri: uriOf(file) } : { uri: uriOf(builtIn), uriBaseId: pluginFolder };
};

const locationOf = ({ file, line, column }: DocumentPlace): object => ({
  physicalLocation: {
    artifactLocation: artifactOf(file),
    region: { startLine: line ?? 1, ...(line !== undefined && column !== undefined ? { startColumn: column } : {}) },
  },
});

/** The first file that an item of these groups stands in. */
const fileIn = (groups: readonly DocumentGroup[]): string | undefined =>
  groups.flatMap(({ items }) => items).find(({ places }) => places.length > 0)?.places[0]?.file;

/**
 * The places of the rules; of what no rule asks for the definition as a whole, as code scanning takes nothing without a
 * place: that of the group, else that of the report. Empty where no definition was looked at.
 * @param files the file of each group
 */
const placesOf = (
  item: DocumentItem,
  group: DocumentGroup,
  files: ReadonlyMap<DocumentGroup, string | undefined>,
): readonly DocumentPlace[] => {
  if (item.places.length > 0) return item.places;
  const file = files.get(group);
  return file === undefined ? [] : [{ file }];
};

/** A fingerprint of a text, 64 bits as FNV-1a makes them: the same need of the same user is the same alert again. */
const fingerprint = (text: string): string => {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
};

/** What would be a link in a message is none with a blank in it. */
const messageText = (text: string): string => text.replaceAll('](', '] (');

const messageOf = ({ name, message, actions, because }: DocumentItem, { user }: DocumentGroup): string =>
  messageText([`${name}${user === undefined ? '' : ` (${user})`}: ${message}`, ...actions, ...because].join(' '));

/** An open item with where it belongs. */
type Open = { readonly item: DocumentItem; readonly group: DocumentGroup; readonly places: readonly DocumentPlace[] };

/** What has no place is no result: it is told of the run. */
const notificationOf = ({ item, group }: Open): object => ({
  descriptor: { id: item.code },
  level: levelOf(item),
  message: { text: messageOf(item, group) },
});

const resultOf = ({ item, group, places }: Open, ruleIndex: number): object => {
  const identity = JSON.stringify([group.integration ?? group.title, group.user ?? '', item.id.toLowerCase()]);
  const print = fingerprint(identity);
  return {
    ruleId: item.code,
    ruleIndex,
    level: levelOf(item),
    message: { text: messageOf(item, group) },
    // The first is the one that code scanning shows: rather a file of the repository than a built-in one.
    locations: [...places.filter(({ file }) => !isBuiltIn(file)), ...places.filter(({ file }) => isBuiltIn(file))].map(
      locationOf,
    ),
    partialFingerprints: { 'integrationFinding/v1': print, primaryLocationLineHash: `${print}:1` },
    properties: {
      id: item.id,
      status: item.status,
      ...(group.integration === undefined ? {} : { integration: group.integration }),
      ...(group.user === undefined ? {} : { user: group.user }),
    },
  };
};

/** Code scanning wants all three texts of a rule: its code in words, what is the matter, and what to do about it. */
const ruleOf = (code: string, open: readonly Open[]): object => {
  const short = code.toLowerCase().replaceAll('_', ' ');
  const own = open.find(({ item }) => item.code === code)?.item;
  const text = messageText(own === undefined || own.message === '' ? short : own.message);
  const help = messageText([text, ...(own?.actions ?? [])].join(' '));
  return { id: code, shortDescription: { text: short }, fullDescription: { text }, help: { text: help } };
};

/** Which org it is, whether people work in it, and who looked: a file of its own has to serve as evidence. */
const aboutRun = ({ org, runBy, command }: ReportDocument): object => ({
  command,
  ...(runBy === '' ? {} : { runBy }),
  ...(org === null
    ? {}
    : { orgId: org.id, orgName: org.name ?? '', orgType: org.type ?? 'unknown', instanceUrl: org.instanceUrl }),
});

/** The open items of all groups, those that fail first. */
export const sarifOf = (document: ReportDocument): string => {
  const { groups, version, org, at, exitCode, command } = document;
  const anyFile = fileIn(groups);
  const files = new Map(groups.map((group) => [group, fileIn([group]) ?? anyFile]));
  const all = groups
    .flatMap((group) =>
      group.items.filter(isProblem).map((item): Open => ({ item, group, places: placesOf(item, group, files) })),
    )
    .sort((a, b) => Number(b.item.fails) - Number(a.item.fails));
  const open = all.filter(({ places }) => places.length > 0);
  const placeless = all.filter(({ places }) => places.length === 0);
  const codes = [...new Set(open.map(({ item }) => item.code))].sort();
  const index = new Map(codes.map((code, position) => [code, position]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sf-plugin-integration',
            version,
            rules: codes.map((code) => ruleOf(code, open)),
          },
        },
        automationDetails: { id: `integration-${command}/${org === null ? '' : `${org.id}/`}` },
        columnKind: 'utf16CodeUnits',
        ...(open.some(({ places }) => places.some(({ file }) => isBuiltIn(file)))
          ? {
              originalUriBaseIds: {
                [pluginFolder]: {
                  description: { text: 'The folder of sf-plugin-integration, which holds the built-in definitions.' },
                },
              },
            }
          : {}),
        invocations: [
          {
            executionSuccessful: true,
            exitCode,
            endTimeUtc: at,
            ...(placeless.length === 0
              ? {}
              : { toolExecutionNotifications: placeless.slice(0, mostResults).map(notificationOf) }),
          },
        ],
        properties: aboutRun(document),
        results: open.slice(0, mostResults).map((one) => resultOf(one, index.get(one.item.code) ?? 0)),
      },
    ],
  };
  return `${escapedJson(JSON.stringify(log, undefined, 2))}\n`;
};
