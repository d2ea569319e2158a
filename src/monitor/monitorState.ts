/**
 * What is kept between looks: one state for each org and integration. It holds what the next look is compared with and what
 * channels have not confirmed yet; no secret, and nothing that only a person would want to read.
 */
import { z } from 'zod';
import type { GrantedBy, OrgIdentity } from '../access/snapshot.js';
import { exitCodes } from '../exitCode.js';
import type { FindingKind } from '../kinds/finding.js';
import { authentications, levels } from '../kinds/requirement.js';
import { statuses } from '../kinds/verdict.js';
import { orgTypes } from '../platform/orgType.js';
import type { LookNews } from './message.js';
import { newsKinds, nobodyNamed } from './news.js';
import type { AuditEntry, News, Upcoming } from './news.js';
import type { KeptOutage, OrgNews } from './outages.js';
import type { ToldLook } from './round.js';

/** Raised when an older plugin could not read what a newer one keeps. */
export const stateVersion = 1;

/** How many changes of status are kept of a finding, for the timeline. */
export const mostChanges = 60;

const list = <T extends z.ZodType>(of: T): z.ZodReadonly<z.ZodArray<T>> => z.array(of).readonly();
const texts = list(z.string());

const grantedBy = z.object({
  type: z.enum(['Profile', 'PermissionSet', 'PermissionSetGroup']),
  name: z.string(),
  namespace: z.string().nullable(),
  label: z.string(),
  through: texts.exactOptional(),
  via: z.string().exactOptional(),
  expiresAt: z.string().exactOptional(),
}) satisfies z.ZodType<GrantedBy>;

const changeOfStatus = z.object({ at: z.string(), status: z.enum(statuses) });

const keptFinding = z.object({
  id: z.string(),
  /** Of the finding; a text, as a later version may know more of them. */
  kind: z.custom<FindingKind>((value) => typeof value === 'string'),
  level: z.enum(levels),
  forbid: z.boolean(),
  status: z.enum(statuses),
  code: z.string(),
  counts: z.boolean(),
  /** What people call it. */
  what: z.string(),
  /** The object that it is about; left out where it is about none, and in states of earlier versions. */
  sobject: z.string().exactOptional(),
  /** Where it came from, in the last look in which that was known. */
  grantedBy: list(grantedBy),
  /** Since when it has this status, as far as looks can tell. */
  since: z.string(),
  /** Of something unknown: what was known of it last. */
  lastKnown: changeOfStatus.exactOptional(),
  /** When it was last told that it is not as it should be; null where it is, or nobody was told. */
  told: z.string().nullable(),
  /** Changes of its status, the oldest first. */
  changes: list(changeOfStatus),
});
export type KeptFinding = z.output<typeof keptFinding>;

const keptLook = z.object({
  user: z.object({ id: z.string(), username: z.string(), name: z.string() }),
  reference: z.string(),
  authentication: z.enum(authentications),
  /** What its parameters are filled in with; left out where with nothing, as in states of earlier versions. */
  filling: z.string().exactOptional(),
  definition: z.object({ id: z.string(), hash: z.string(), label: z.string() }),
  plugin: z.string(),
  /** When the first look was, and the last one. */
  first: z.string(),
  at: z.string(),
  /** Sorted by id. */
  findings: list(keptFinding),
  /** Keys of what was told to end soon or to be nearly used up, and still does. */
  upcomingTold: texts,
});
export type KeptLook = z.output<typeof keptLook>;

const auditEntry = z.object({
  when: z.string(),
  who: z.string(),
  action: z.string(),
  text: z.string(),
  possible: z.literal(true).exactOptional(),
}) satisfies z.ZodType<AuditEntry>;

const news = z.object({
  news: z.enum(newsKinds),
  id: z.string(),
  was: z.enum(statuses).nullable(),
  is: z.enum(statuses).nullable(),
  since: z.string(),
  level: z.enum(levels).nullable(),
  what: z.string(),
  why: texts,
  forbid: z.literal(true).exactOptional(),
  by: list(auditEntry).exactOptional(),
  nobody: z.enum(nobodyNamed).exactOptional(),
}) satisfies z.ZodType<News>;

const upcoming = z.object({
  kind: z.enum(['assignment', 'license', 'password', 'apiRequests']),
  name: z.string(),
  ends: z.string().nullable(),
  text: z.string(),
}) satisfies z.ZodType<Upcoming>;

const lookNews = z.object({
  org: z.object({
    id: z.string(),
    username: z.string(),
    shortName: z.string(),
    type: z.enum(orgTypes).nullable(),
    instanceUrl: z.string(),
  }),
  integration: z.string(),
  user: z.string(),
  since: z.string().nullable(),
  news: list(news),
  upcoming: list(upcoming),
  missing: z.int(),
  isEnding: z.literal(true).exactOptional(),
  isOpen: z.literal(true).exactOptional(),
  aside: z.enum(['damaged', 'older', 'foreign']).exactOptional(),
  command: z.string(),
  notify: texts,
}) satisfies z.ZodType<LookNews>;

const outage = z.object({
  name: z.string(),
  username: z.string(),
  since: z.string(),
  code: z.string(),
  text: z.string(),
  orgId: z.string().exactOptional(),
  at: z.string().exactOptional(),
  isUntold: z.literal(true).exactOptional(),
  notify: texts.exactOptional(),
}) satisfies z.ZodType<KeptOutage>;

const orgNews = outage
  .omit({ username: true, orgId: true, at: true, isUntold: true })
  .extend({ news: z.enum(['failed', 'back']) }) satisfies z.ZodType<OrgNews>;

const batch = z.object({
  /** Of the run that found it: what one run found goes out together. */
  run: z.string(),
  /** When its looks were taken. */
  at: z.string(),
  looks: list(lookNews),
  /** Orgs that could not be looked at, or can be again; left out where there are none. */
  orgs: list(orgNews).exactOptional(),
  /** Names of the channels that have not confirmed it yet. */
  pending: texts,
  /** In how many runs a channel has refused it for good, by its name; left out where none has. */
  refusals: z.record(z.string(), z.int()).exactOptional(),
  /** In how many runs a channel has put it off, by its name; left out where none has. */
  putOff: z.record(z.string(), z.int()).exactOptional(),
});
/** What one run has found to be new, and who has to be told of it still. */
export type Batch = z.output<typeof batch>;

const orgIdentity = z.object({
  id: z.string(),
  username: z.string(),
  instanceUrl: z.string(),
  apiVersion: z.string(),
  name: z.string().nullable(),
  type: z.enum(orgTypes).nullable(),
}) satisfies z.ZodType<OrgIdentity>;

const toldLook = z.object({
  org: orgIdentity,
  integration: z.string(),
  user: z.string(),
  since: z.string().nullable(),
  at: z.string(),
  missing: z.int(),
  unknown: z.int(),
  state: z.literal([exitCodes.done, exitCodes.missing, exitCodes.unknown]),
  news: list(news),
  upcoming: list(upcoming),
  lostSources: list(z.object({ id: z.string(), what: z.string(), source: grantedBy, left: z.int() })),
  command: z.string(),
}) satisfies z.ZodType<ToldLook>;

export const monitorStateSchema = z.object({
  org: z.object({
    id: z.string(),
    username: z.string(),
    shortName: z.string(),
    instanceUrl: z.string(),
  }),
  /** Id of the definition. */
  integration: z.string(),
  looks: list(keptLook),
  /** The oldest first. */
  outbox: list(batch),
  /** What the last run about many orgs has told of it; left out where there was none. */
  latest: z.object({ round: z.string(), looks: list(toldLook) }).exactOptional(),
  /** Orgs that could not be looked at; left out in states of orgs. */
  outages: list(outage).exactOptional(),
});
export type MonitorState = z.output<typeof monitorStateSchema>;

/** Whose state it is: of an org, by its id with 15 characters, and an integration, by the id of its definition. */
export type StateOwner = { readonly orgId: string; readonly integration: string };

/** The first 15 characters tell orgs apart; the other three are a checksum of them. */
export const shortOrgId = (id: string): string => id.slice(0, 15);

/** Whether the state is of this org and integration. */
export const isStateOf = ({ org, integration }: MonitorState, owner: StateOwner): boolean =>
  shortOrgId(org.id) === shortOrgId(owner.orgId) && integration === owner.integration;
