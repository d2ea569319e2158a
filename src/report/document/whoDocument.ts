/** Who of an org has one thing, as a report document. */
import { exitCodes } from '../../exitCode.js';
import { whoExitCode } from '../explain/whoReport.js';
import type { WhoReport } from '../explain/whoReport.js';
import { sourceOfUsersName, whoSentences } from '../explain/whoText.js';
import type { WhoTextOptions } from '../explain/whoText.js';
import { sourceName } from '../needName.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { documentStatusTones, orgParts, plainItem } from './documentParts.js';
import type { DocumentGroup, ReportDocument } from './reportDocument.js';

/** The users of whom it can be told stand in a table; those of whom not are what is open. */
export const whoDocument = (
  { report, json }: { readonly report: WhoReport; readonly json: unknown },
  { words }: WhoTextOptions,
  frame: DocumentFrame,
): ReportDocument => {
  const { about, users, sources, unclear, org, at, vocabulary } = report;
  const [word, ...further] = whoSentences(report, words);
  const exitCode = whoExitCode(report);
  const verdict: DocumentGroup['verdict'] = {
    word,
    text: visible(further.join(' ')),
    tone: exitCode === exitCodes.unknown ? 'unsure' : 'plain',
  };
  return {
    command: 'explain',
    title: visible(words('who.title', [about.name])),
    ...orgParts(org, words, frame),
    at,
    exitCode,
    verdict,
    tables: [
      {
        key: 'sources',
        title: words('who.section.sources'),
        notes: [],
        columns: [words('who.column.source'), words('who.column.users')],
        rows: sources.map((source) => [{ text: sourceOfUsersName(source, report) }, { text: String(source.users) }]),
      },
      {
        key: 'users',
        title: words('who.section.users'),
        notes: [],
        columns: [
          words('who.column.user'),
          words('who.column.name'),
          words('who.column.profile'),
          words('who.column.active'),
          words('who.column.from'),
        ],
        rows: users.map(({ username, name, profile, isActive, grantedBy }) => [
          { text: visible(username) },
          { text: visible(name) },
          { text: visible(profile ?? words('report.hidden')) },
          { text: words(isActive ? 'who.yes' : 'who.notActive') },
          { text: grantedBy.map((source) => sourceName(source, vocabulary)).join('; ') },
        ]),
        rowUsers: users.map(({ username }) => visible(username)),
      },
    ],
    groups: [
      {
        key: 'who',
        title: visible(about.name),
        facts: [],
        verdict,
        warnings: [],
        causes: [],
        items: unclear.map(({ id, username, finding }) =>
          plainItem({
            id: `${finding.id} ${id}`,
            kind: finding.kind,
            status: finding.status,
            fails: true,
            code: finding.code,
            tone: documentStatusTones[finding.status],
            statusWord: words('has.unknown'),
            name: username,
            message: finding.message,
          }),
        ),
      },
    ],
    steps: [],
    unread: [],
    json,
  };
};
