/** Parts that the documents of all commands have. */
import type { OrgIdentity } from '../../access/snapshot.js';
import type { Status } from '../../kinds/verdict.js';
import type { Step } from '../check/stepList.js';
import { statusTones } from '../check/textStyle.js';
import type { Tone } from '../check/textStyle.js';
import { orgMark, orgPlace } from '../orgText.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { DocumentFrame } from './documentFrame.js';
import type { DocumentFact, DocumentItem, DocumentStep, DocumentTone, ReportDocument } from './reportDocument.js';

/** A fact, harmless for a terminal. */
export const fact = (label: string, text: string): DocumentFact => ({ label, text: visible(text) });

/** How a colored text is to be taken: there is no quieter tone in a document. */
export const documentTone = (tone: Tone): DocumentTone =>
  tone === 'good' || tone === 'bad' || tone === 'unsure' ? tone : 'plain';

/** The tone of a status in a document, where what is met is good to see. */
export const documentStatusTones: Readonly<Record<Status, DocumentTone>> = { ...statusTones, met: 'good' };

/** What a document says of the org and of the run; `facts` has what more there is. @param words of the check */
export const orgParts = (
  org: OrgIdentity,
  words: Words,
  { said, version }: DocumentFrame,
): Pick<ReportDocument, 'org' | 'runBy' | 'version' | 'facts'> => ({
  org: {
    id: org.id,
    instanceUrl: org.instanceUrl,
    name: org.name === null ? null : visible(org.name),
    type: org.type,
  },
  runBy: visible(org.username),
  version,
  facts: [
    fact(said('fact.org'), orgPlace(org)),
    fact(said('fact.orgType'), orgMark(org, words)),
    fact(said('fact.runBy'), org.username),
    fact(said('fact.tool'), `sf-plugin-integration ${version}, API ${org.apiVersion}`),
  ],
});

/** An item that is no finding: everything that is not said is empty. */
export const plainItem = (
  own: Pick<DocumentItem, 'id' | 'kind' | 'status' | 'fails' | 'code' | 'tone' | 'statusWord' | 'name' | 'message'> &
    Partial<DocumentItem>,
): DocumentItem => ({
  level: 'required',
  because: [],
  actions: [],
  sources: [],
  details: [],
  blockedBy: [],
  places: [],
  ...own,
  id: visible(own.id),
  name: visible(own.name),
  message: visible(own.message),
});

/** A step, harmless for a terminal. */
export const visibleStep = ({ text, command }: Step): DocumentStep => ({
  text: visible(text),
  ...(command === undefined ? {} : { command: visible(command) }),
});

/** Lines that were laid out for a terminal, as sentences: without what they are set off by. */
export const sentencesIn = (lines: readonly string[]): string[] =>
  lines.map((line) => visible(line.replace(/^\s*(?:[!?*>-] )?\s*/, ''))).filter((line) => line !== '');
