/** What users have beyond what is asked for, as tables of a document, and entry by entry. */
import { entryId } from '../../access/entry.js';
import type { CheckReport } from '../check/checkReport.js';
import type { ReportSurplus, SurplusParts } from '../check/reportSurplus.js';
import { objectText, sourceText, surplusGapText, surplusNotes, surplusSentence } from '../check/surplusText.js';
import { permissionName, sourceName } from '../needName.js';
import { unique } from '../groups.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { DocumentBeyond, DocumentCell, DocumentTable } from './reportDocument.js';

const rowsOf = ({ permissions, objects }: SurplusParts, from: string, words: Words): DocumentCell[][] => {
  const ofPower = (power: 'org' | 'data' | 'other'): DocumentCell[][] =>
    permissions[power].map(({ names, sources }) => [
      { text: words(`report.surplus.power.${power}`), ...(power === 'other' ? {} : { tone: 'bad' as const }) },
      { text: names.join(', ') },
      { text: [from, ...sources].filter((text) => text !== '').join('; ') },
    ]);
  return [
    ...ofPower('org'),
    ...ofPower('data'),
    ...objects.map((object): DocumentCell[] => [
      { text: words('report.surplus.power.object') },
      { text: `${object.sobject}: ${objectText(object, { words, verbose: false })}` },
      { text: [from, ...object.sources].filter((text) => text !== '').join('; ') },
    ]),
    ...ofPower('other'),
  ];
};

const tableOf = (surplus: ReportSurplus, at: number, words: Words): DocumentTable => ({
  key: `surplus-${at + 1}`,
  title: words('report.surplus.title', [surplus.username]),
  notes: [
    surplusSentence(surplus, { words }),
    ...surplus.sources.map((use) => sourceText(use, { words })),
    ...surplusNotes(surplus, { words }),
  ],
  columns: ['power', 'what', 'from'].map((key) => words(`report.surplus.head.${key}`)),
  rows: [
    ...rowsOf(surplus.own, '', words),
    ...rowsOf(surplus.vendors, words('report.surplus.ofVendor'), words),
    ...rowsOf(surplus.along, words('report.surplus.askedFor'), words),
  ],
});

/** A table of each user; one without rows where the surplus is not known. */
export const surplusTables = ({ surpluses }: CheckReport, words: Words): DocumentTable[] =>
  surpluses.map((one, at) =>
    one.known
      ? tableOf(one.value, at, words)
      : {
          key: `surplus-${at + 1}`,
          title: words('report.surplus.title', [one.username]),
          notes: [surplusGapText(one, { words })],
          columns: ['power', 'what', 'from'].map((key) => words(`report.surplus.head.${key}`)),
          rows: [],
        },
  );

/** Every entry by itself, for spreadsheets. */
export const beyondOf = ({ surpluses, vocabulary }: CheckReport, words: Words): DocumentBeyond[] =>
  surpluses.flatMap((one) =>
    one.known
      ? one.value.entries.map(({ entry, power, grantedBy }): DocumentBeyond => ({
          id: visible(entryId(entry)),
          kind: entry.kind,
          power,
          powerWord: words(`report.surplus.power.${power}`),
          user: one.username,
          integrations: one.value.references,
          name: entry.kind === 'userPermission' ? permissionName(entry.name, vocabulary) : visible(entryId(entry)),
          ...(entry.kind === 'userPermission' ? {} : { sobject: visible(entry.sobject), access: entry.access }),
          ...(entry.kind === 'field' ? { field: visible(entry.field) } : {}),
          sources: unique(grantedBy.map((source) => sourceName(source, vocabulary))),
        }))
      : [],
  );
