/** What a definition asks for and a plan writes no entry for, as a table: with it, all of the vendor's page is in the report. */
import type { Finding } from '../../kinds/finding.js';
import type { PlanReport } from '../grant/planReport.js';
import { askedOf, coveredAlike } from '../grant/toldBesides.js';
import type { Asked } from '../grant/toldBesides.js';
import { groupBy, unique } from '../groups.js';
import { findingName, needName } from '../needName.js';
import { visible } from '../visible.js';
import { sentencesOf } from '../words.js';
import type { DocumentFrame } from './documentFrame.js';
import type { DocumentTable } from './reportDocument.js';
import { whyAsked } from './whyAsked.js';

/** So many names stand in one cell; a definition can ask for thousands of fields. */
const mostNamed = 50;

/** A row: what is asked for, how it stands, and why. */
export const besidesTable = (
  { plan, covered, besides, vocabulary }: PlanReport,
  frame: DocumentFrame,
): DocumentTable[] => {
  const { said } = frame;
  const why = (asked: Asked): string => whyAsked(asked, plan, frame).join(' ');
  const listed = (names: readonly string[]): string => {
    const more = names.length - mostNamed;
    const first = names.slice(0, mostNamed).join(', ');
    return more > 0 ? said('change.more', [first, String(more)]) : first;
  };
  const row = (names: readonly string[], stands: string, reason: string): DocumentTable['rows'][number] =>
    [listed(names), stands, reason].map((text) => ({ text: visible(text) }));
  const reasons = (all: readonly Asked[]): string => unique(all.map(why)).join(' ');
  const told = (finding: Finding): DocumentTable['rows'][number] => {
    const { message } = sentencesOf(finding, vocabulary);
    return row([findingName(finding, vocabulary)], message, why(askedOf(finding)));
  };
  const rows = [
    ...coveredAlike(covered).flatMap((same) => {
      const names = same.map(({ name }) => name);
      const [first] = same;
      return first
        ? [row(names, said(`grant.covered.${first.covering}`, [first.covers.join(', ')]), reasons(same))]
        : [];
    }),
    ...besides.alone.map(told),
    ...groupBy(besides.there, (finding) => why(askedOf(finding))).flatMap((same) => {
      const names = unique(same.map(({ need }) => needName(need, vocabulary)));
      return same[0] ? [row(names, said('grant.there'), why(askedOf(same[0])))] : [];
    }),
  ];
  return rows.length === 0
    ? []
    : [
        {
          key: 'besides',
          title: said('grant.besides'),
          notes: [said('grant.besides.note')],
          columns: [said('column.need'), said('column.stands'), said('column.why')],
          rows,
        },
      ];
};
