/**
 * A report as data, between what a command found and the files that people keep: each command makes one document of its
 * result, each format writes any document. So a format knows nothing of commands, and a command nothing of formats.
 * Every text is plain, one line, without markup, made harmless for a terminal (`visible`); a format escapes what it has to.
 */
import type { OrgType } from '../../platform/orgType.js';
import { levels } from '../../kinds/requirement.js';
import type { Level } from '../../kinds/requirement.js';
import type { Status } from '../../kinds/verdict.js';

/** How something is to be taken: `bad` is missing, `unsure` is unknown or to be looked at, `plain` says nothing. */
export type DocumentTone = 'good' | 'bad' | 'unsure' | 'plain';

/** How much something is needed; what nobody asked for and the platform requires with something else comes along. */
export const itemLevels = [...levels, 'comesAlong'] as const;
export type ItemLevel = (typeof itemLevels)[number];

/** One line of what the report is about: org, production or sandbox, who ran it, with which version; when is told by `at`. */
export type DocumentFact = {
  readonly label: string;
  readonly text: string;
  /** It is a command line, to be copied as it stands. */
  readonly isCommand?: true;
};

/** Where in a definition a need is asked for. `file` as the user named it; lines and columns from 1. */
export type DocumentPlace = { readonly file: string; readonly line?: number; readonly column?: number };

/** A source of access and what lies between it and the user, e.g. a group and its member: a tree, the user's side first. */
export type DocumentSource = {
  readonly text: string;
  /** What it is assigned through, or why it gives nothing. */
  readonly below: readonly DocumentSource[];
};

/** A piece of what a need is made of, with a verdict of its own: one validation rule of an object. */
export type DocumentDetail = {
  readonly text: string;
  readonly tone: DocumentTone;
  /** Its page in Setup of this org. */
  readonly url?: string;
};

/** How something was over time, from the first look to the last; what was before the first span is not known. */
export type DocumentTimeline = {
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  /** In their order. `text` says it in words: what was found, and since when. */
  readonly spans: ReadonlyArray<{
    readonly from: string;
    readonly to: string;
    readonly tone: DocumentTone;
    readonly text: string;
  }>;
};

/** One need with its verdict, one step with its outcome, one failed job: whatever counts by itself. */
export type DocumentItem = {
  /** The published id: of a finding its id; otherwise stable and unique within its group. */
  readonly id: string;
  /** Of a finding its kind; otherwise a word for what it is: `step`, `login`, `bulkJob`. */
  readonly kind: string;
  readonly level: ItemLevel;
  readonly status: Status;
  /** Whether it makes the run fail: it counts for the exit code, and is not as it should be. */
  readonly fails: boolean;
  /** The published code: why it has this status. */
  readonly code: string;
  readonly tone: DocumentTone;
  /** The word for the status, such as `MISSING`. */
  readonly statusWord: string;
  /** What people call it: `Read on Account`; `Not: Modify All Data` where the user must be without it. */
  readonly name: string;
  /** The user must be without it: it is met where the user is. */
  readonly forbid?: true;
  /** The sentence. */
  readonly message: string;
  /** Where it is about an object or a field: for matrices and filters. */
  readonly sobject?: string;
  readonly field?: string;
  /** The published word of the access, such as `read`. */
  readonly access?: string;
  /** Why it is needed, in the words of the definition. */
  readonly because: readonly string[];
  /** What to do about it. */
  readonly actions: readonly string[];
  readonly sources: readonly DocumentSource[];
  readonly details: readonly DocumentDetail[];
  /** Ids of what is missing behind it, in the same group. */
  readonly blockedBy: readonly string[];
  /** The rules that ask for it; empty where no file does. */
  readonly places: readonly DocumentPlace[];
  /** Its page in Setup of this org, where there is one. */
  readonly url?: string;
  /** Why it is let pass although it is not met. */
  readonly waiver?: { readonly reason: string; readonly owner?: string; readonly expires?: string };
  /** Of something that was looked at several times. */
  readonly timeline?: DocumentTimeline;
};

/** What one change would mend: the root, and everything that falls with it. */
export type DocumentCause = {
  readonly title: string;
  readonly text: string;
  readonly tone: DocumentTone;
  /** Ids of the items, in the same group, the roots first. */
  readonly ids: readonly string[];
  /** How many needs hang on it, by level. */
  readonly needs: Readonly<Record<Level, number>>;
};

/** What belongs together: one user against one definition; the steps of a run; one object of history tracking. */
export type DocumentGroup = {
  /** Unique in the document; an id of HTML, a test suite of JUnit. */
  readonly key: string;
  readonly title: string;
  /** Username, where it is about one. */
  readonly user?: string;
  /** Id of the definition, with its variant where there is one. */
  readonly integration?: string;
  readonly facts: readonly DocumentFact[];
  /** The verdict in a word (`NOT READY`) and in a sentence. */
  readonly verdict: { readonly word: string; readonly text: string; readonly tone: DocumentTone };
  /** Things to know although they are no need: what ends soon, what the user can do beyond. */
  readonly warnings: readonly string[];
  /** Most important first. Empty where nothing is open. */
  readonly causes: readonly DocumentCause[];
  readonly items: readonly DocumentItem[];
};

/** One cell of a table. */
export type DocumentCell = { readonly text: string; readonly tone?: DocumentTone };

/** A table that is no list of needs: who is ready for what, the plan of a grant, the limits of an org. */
export type DocumentTable = {
  readonly key: string;
  readonly title: string;
  /** Sentences above it. */
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly DocumentCell[]>;
  /** The user that each row is about, as `DocumentGroup` names users. Left out where rows are about something else. */
  readonly rowUsers?: readonly string[];
  /** Where all of it belongs to one user and one definition, as `DocumentGroup` names them. */
  readonly of?: { readonly user: string; readonly integration: string };
};

/** Something that a user has and that nothing asks for. */
export type DocumentBeyond = {
  readonly id: string;
  readonly kind: string;
  /** The published word for how powerful it is, and the word for people. */
  readonly power: string;
  readonly powerWord: string;
  readonly user: string;
  readonly integrations: readonly string[];
  readonly name: string;
  readonly sobject?: string;
  readonly field?: string;
  readonly access?: string;
  readonly sources: readonly string[];
};

/** Something to do, in its order; a command is to be copied and never broken. */
export type DocumentStep = { readonly text: string; readonly command?: string };

/** Which org a report is about, and whether people work in it. */
export type DocumentOrg = {
  readonly id: string;
  readonly instanceUrl: string;
  /** Null where it could not be read. */
  readonly name: string | null;
  /** Null where it could not be read. */
  readonly type: OrgType | null;
};

/** The whole report. */
export type ReportDocument = {
  /** The command that made it, as typed: `check`. */
  readonly command: string;
  readonly title: string;
  readonly facts: readonly DocumentFact[];
  /** Null where it is about files alone. */
  readonly org: DocumentOrg | null;
  /** Username that was logged in: whose eyes saw it; empty where nobody was. */
  readonly runBy: string;
  /** ISO 8601, UTC: when the org was read. */
  readonly at: string;
  /** Of this plugin. */
  readonly version: string;
  readonly exitCode: number;
  /** Of all groups together. */
  readonly verdict: DocumentGroup['verdict'];
  /** Before the groups: of a check who is ready for what, of a grant what it plans. */
  readonly tables: readonly DocumentTable[];
  readonly groups: readonly DocumentGroup[];
  /** What users have beyond, where somebody asked: tables tell it in short, spreadsheets one by one. */
  readonly beyond?: readonly DocumentBeyond[];
  readonly steps: readonly DocumentStep[];
  /** What could not be read, and what that would need. */
  readonly unread: readonly string[];
  /** What `--json` returns. */
  readonly json: unknown;
};
