/**
 * What the org says of itself: its name, and whether people work in it. The row is fetched by its id, as a subrequest that is
 * no query: of those the first call of a reading holds five already (fact I8).
 */
import type { OrgIdentity } from '../../access/snapshot.js';
import { orgTypeOf } from '../../platform/orgType.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import { asRow, flag, hasColumn, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';

const ref = 'organization';
const columns = ['Name', 'IsSandbox', 'TrialExpirationDate', 'OrganizationType'];

/** The row of Organization; nothing where the id of the org is not known. */
export const organizationRequest = ({ orgId }: Pick<OrgClient, 'orgId'>): Subrequest[] =>
  /^00D\w{12,15}$/.test(orgId) ? [{ ref, path: `/sobjects/Organization/${orgId}?fields=${columns.join(',')}` }] : [];

/** Null where the answer does not tell all that it takes: a production org must never pass for something else. */
const typeIn = (row: Row): OrgIdentity['type'] =>
  columns.every((column) => hasColumn(row, column))
    ? orgTypeOf(flag(row, 'IsSandbox'), textOrNull(row, 'TrialExpirationDate'), textOrNull(row, 'OrganizationType'))
    : null;

/** Which org this is. What could not be read of it is null. */
export const orgIdentity = (
  { orgId, username, instanceUrl, apiVersion }: Pick<OrgClient, 'orgId' | 'username' | 'instanceUrl' | 'apiVersion'>,
  replies: ReadonlyMap<string, Reply>,
): OrgIdentity => {
  const reply = replies.get(ref);
  const row = reply?.ok ? asRow(reply.body) : {};
  return { id: orgId, username, instanceUrl, apiVersion, name: text(row, 'Name') || null, type: typeIn(row) };
};

/** Reads which org this is, in a call of its own. @throws OrgFailure */
export const readOrganization = async (client: OrgClient): Promise<OrgIdentity> => {
  const request = organizationRequest(client);
  return orgIdentity(client, request.length === 0 ? new Map() : await client.composite(request, 'data'));
};
