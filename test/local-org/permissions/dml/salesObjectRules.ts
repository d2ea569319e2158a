import type { Row } from '../../model/orgModel.js';
import { integrity } from './dmlErrors.js';
import type { ObjectRules } from './objectRules.js';

const setKnown = (row: Row, values: Row): void => {
  for (const [field, value] of Object.entries(values)) if (field in row) row[field] = value;
};

/** Opportunity: the stage says whether it is closed and won. Only the standard closed stages are known. */
export const opportunityRules: ObjectRules = {
  complete: (_write, row) => {
    const won = row['StageName'] === 'Closed Won';
    setKnown(row, { IsWon: won, IsClosed: won || row['StageName'] === 'Closed Lost' });
  },
};

/** Task: closed when completed. */
export const taskRules: ObjectRules = {
  complete: (_write, row) =>
    setKnown(row, { IsClosed: row['Status'] === 'Completed', IsHighPriority: row['Priority'] === 'High' }),
};

/** Case and Lead statuses. */
export const caseRules: ObjectRules = {
  complete: (_write, row) => setKnown(row, { IsClosed: row['Status'] === 'Closed' }),
};

/** CampaignMember: belongs to a lead or a contact, which the caller must be able to read (fact B11). */
export const campaignMemberRules: ObjectRules = {
  checkInsert: ({ access }, row) => {
    const target = row['LeadId'] !== null && row['LeadId'] !== undefined ? 'Lead' : 'Contact';
    if (target === 'Contact' && (row['ContactId'] ?? null) === null) {
      throw integrity('A campaign member must have a lead or a contact', 'LeadId', 'ContactId');
    }
    if (!access.object(target).read) throw integrity(`insufficient access rights on ${target}`, `${target}Id`);
    return 'store';
  },
};
