/** What a grant plans and what it did, as the items of a report. */
import { entryId } from '../../access/entry.js';
import { setupAccessId } from '../../access/setupAccess.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import { licenseId } from '../../kinds/license/licenseNeed.js';
import { entryLines } from '../entryLines.js';
import { outcomeAdvice } from '../grant/outcomeText.js';
import type { ToldEntry, ToldNamedSet } from '../grant/planReport.js';
import { groupBy } from '../groups.js';
import { needName } from '../needName.js';
import { visible } from '../visible.js';
import { plainItem } from './documentParts.js';
import { whyOf } from './grantPlace.js';
import type { Place } from './grantPlace.js';
import type { DocumentItem } from './reportDocument.js';
import { whyAsked } from './whyAsked.js';

/** What all that is planned has in common: it is still to be done, and that is no failure. */
const plannedItem = (
  item: Pick<DocumentItem, 'id' | 'name' | 'message'> & Partial<DocumentItem>,
  { frame: { said } }: Place,
): DocumentItem =>
  plainItem({
    kind: 'entry',
    status: 'unmet',
    fails: false,
    level: 'required',
    code: 'PLANNED',
    tone: 'plain',
    statusWord: said('grant.planned'),
    ...item,
  });

/** A permission that is to be given, with why. */
export const entryItem = (told: ToldEntry, place: Place): DocumentItem => {
  const { entry } = told;
  const { said } = place.frame;
  const name = needName(entry, place.report.vocabulary);
  return plannedItem(
    {
      id: entryId(entry),
      level: told.level ?? 'comesAlong',
      name,
      message: said(told.isNewInSet ? 'grant.entry.new' : 'grant.entry.held', [place.report.plan.permissionSet.name]),
      because: [whyOf(told, place)].filter((text) => text !== '').map(visible),
      ...('sobject' in entry ? { sobject: visible(entry.sobject) } : {}),
      ...('field' in entry ? { field: visible(entry.field) } : {}),
      ...('access' in entry ? { access: entry.access } : {}),
    },
    place,
  );
};

/** A set that is assigned as it is. */
export const namedItem = ({ type, name, users, holds, setupAccess }: ToldNamedSet, place: Place): DocumentItem => {
  const { options, report } = place;
  const gives = [...entryLines(holds, report.vocabulary.schema, options.words), ...setupAccess.map(setupAccessId)];
  return plannedItem(
    {
      id: `permissionSetAssigned:${name}`,
      name: visible(options.words(`plan.named.${type}`, [name])),
      message: visible(options.words('plan.named.for', [name, users.join(', ')])),
      because: gives.map(visible),
    },
    place,
  );
};

/** Why a license is assigned: because a rule names it, or because what is given takes it. */
const licenseReasons = (id: string, { report: { licenses, plan }, frame }: Place): readonly string[] => {
  const asked = licenses.get(id);
  const isNamed = asked !== undefined && asked.because.length + asked.places.length > 0;
  return (isNamed ? whyAsked(asked, plan, frame) : [frame.said('grant.license.needed')]).map(visible);
};

/** A license that is assigned first: it takes a seat of each of these users. */
export const licenseItems = (place: Place): DocumentItem[] => {
  const {
    report: { plan },
    options,
    frame,
  } = place;
  const pairs = plan.users.flatMap(({ username, licenses }) => licenses.map((license) => ({ license, username })));
  return groupBy(pairs, ({ license }) => license).map((same) => {
    const name = same[0]?.license ?? '';
    return plannedItem(
      {
        id: licenseId({ kind: 'license', name }),
        name: visible(`${options.words('step.licenses')} ${name}`),
        because: licenseReasons(licenseId({ kind: 'license', name }), place),
        message: visible(frame.said('grant.license', [same.map(({ username }) => username).join(', ')])),
      },
      place,
    );
  });
};

const outcomeStatus: Readonly<Record<Outcome['result'], Pick<DocumentItem, 'status' | 'fails' | 'tone'>>> = {
  done: { status: 'met', fails: false, tone: 'good' },
  alreadyDone: { status: 'met', fails: false, tone: 'good' },
  skipped: { status: 'unknown', fails: false, tone: 'unsure' },
  failed: { status: 'unmet', fails: true, tone: 'bad' },
};

/** How a step ended. @param at its position, from 0 */
export const outcomeItem = (outcome: Outcome, at: number, { options, report }: Place): DocumentItem => {
  const { step, user, result, code, detail, about = [] } = outcome;
  const { words } = options;
  const names = about.map(({ id, need }) => (need ? needName(need, report.vocabulary) : id));
  return plainItem({
    id: `step:${at + 1}:${step}`,
    kind: 'step',
    ...outcomeStatus[result],
    code: code ?? result.toUpperCase(),
    statusWord: words(`outcome.${result}`),
    name: [words(`step.${step}`), ...(user === undefined ? [] : [user])].join(': '),
    message: about.length > 0 ? names.join(', ') : (detail ?? words(`outcome.${result}`)),
    actions: outcomeAdvice(outcome, options).map(visible),
  });
};
