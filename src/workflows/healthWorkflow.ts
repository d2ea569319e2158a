import type { Connection } from '@salesforce/core';
import type { OrgIdentity } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Filling } from '../definition/filling.js';
import { healthOf } from '../health/health.js';
import type { Health, HealthOptions } from '../health/health.js';
import type { HealthReading } from '../health/healthReading.js';
import type { Finding } from '../kinds/finding.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import { createOrgClient } from '../org/orgClient.js';
import { readHealth } from '../org/read/health/readHealth.js';
import { readAccess } from '../org/read/readAccess.js';
import type { ClientOptions } from '../org/transport.js';
import { overObjectsOf, requirementsOf, usersToFind } from './prepare.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const healthStages = ['health', 'check'] as const;

export type HealthInput = ClientOptions &
  HealthOptions & {
    /** A definition whose findings may explain what went wrong; null where none was named. */
    readonly integration: string | null;
    /** Null: whoever is logged in. */
    readonly user: string | null;
    /** Parameters and phases of that definition. */
    readonly filling?: Filling;
    readonly days: number;
    readonly maxCalls: number;
    readonly connect: () => Promise<Connection>;
    readonly onStage?: (stage: (typeof healthStages)[number]) => void;
  };

export type HealthRun = {
  readonly org: OrgIdentity;
  readonly reading: HealthReading;
  readonly health: Health;
  readonly findings: readonly Finding[];
  readonly apiCalls: number;
};

const dayMs = 86_400_000;

/**
 * Reads how the user fared lately, and where a definition is named, checks it: an open finding may be the cause.
 * @throws DefinitionMistake, OrgFailure
 */
export const health = async (input: HealthInput): Promise<HealthRun> => {
  const { integration, authentication, onStage } = input;
  const named = integration === null ? null : await requirementsOf(integration, authentication, input.filling);
  const client = createOrgClient(await input.connect(), input);
  const now = Date.now();
  const [request = { username: client.username, unnamed: true }] = usersToFind(
    input.user === null ? [] : [input.user],
    client,
  );
  onStage?.('health');
  const since = new Date(now - input.days * dayMs).toISOString();
  const { org, ...reading } = await readHealth(client, request, since, input.maxCalls);
  let findings: readonly Finding[] = [];
  if (named !== null) {
    onStage?.('check');
    const scope = readingScopeOf(
      (await overObjectsOf(client, [named])).flatMap(({ requirements }) => requirements.requirements),
    );
    const readOptions = { now, withoutRows: 'NO_VIEW_SETUP' } as const;
    const { snapshot } = await readAccess(
      client,
      scope,
      [{ ...request, username: reading.user.username }],
      readOptions,
    );
    findings = evaluationsOf([named], snapshot).flatMap((evaluation) => evaluation.findings);
  }
  return {
    org,
    reading,
    health: healthOf(reading, findings, input),
    findings,
    apiCalls: client.cost().apiCalls,
  };
};
