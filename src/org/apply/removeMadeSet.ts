import type { Outcome } from '../../grant/grantOutcome.js';
import type { ReceiptStep } from '../../grant/receipt.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import { parent, text } from '../read/answerRow.js';
import { mustRead } from '../read/readQueries.js';
import { failedWrite } from './failedWrite.js';

/** A permission set that this very run has made. */
export type MadeSet = { readonly id: string; readonly name: string };

/** Usernames of those who have the set. @throws OrgFailure */
const holdersOf = async (client: OrgClient, setId: string): Promise<string[]> => {
  const [rows = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSetAssignment',
      columns: [...keys('Id'), ...texts('Assignee.Username')],
      where: [{ column: 'PermissionSetId', is: setId }],
    },
  ]);
  return rows.map((row) => text(parent(row, 'Assignee'), 'Username') || text(row, 'Id'));
};

/**
 * Removes the set that this run made, where the org refused what was to follow and so nobody has it. It stays where
 * somebody got it meanwhile; the platform deletes no set that is assigned either (fact H10).
 * @param licensesStay whether licenses were given before: they stay, and that has to be told
 * @param save keeps the receipt, before and after the write
 * @throws OrgFailure
 */
export const removeMadeSet = async (
  client: OrgClient,
  { id, name }: MadeSet,
  licensesStay: boolean,
  save: (step: ReceiptStep) => Promise<void>,
): Promise<Outcome> => {
  const about = { step: 'removeSet', setId: id } as const;
  await save({ ...about, state: 'intended' });
  const holders = await holdersOf(client, id);
  if (holders.length > 0) {
    await save({ ...about, state: 'failed' });
    return { step: 'removeSet', result: 'skipped', code: 'SOMEBODY_GOT_IT', detail: `${name}: ${holders.join(', ')}` };
  }
  const reply = await client.write([{ ref: 'set', method: 'DELETE', path: `PermissionSet/${id}` }]);
  if (!reply.ok) {
    await save({ ...about, state: 'failed' });
    return failedWrite('removeSet', reply, () => name);
  }
  await save({ ...about, state: 'done' });
  return { step: 'removeSet', result: 'done', detail: name, ...(licensesStay ? { code: 'LICENSES_STAY' } : {}) };
};
