/** An org in which a user saves records, and what check says of the automation of their object. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { OrgError } from '../local-org/model/orgModel.js';
import type { Caller, Row } from '../local-org/model/orgModel.js';
import { insertRow, updateRow } from '../local-org/permissions/dml.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { check } from './checking.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

const admin = 'admin@example.com';
const integration = 'hginsights@example.com';

export type SavingWorld = {
  readonly world: World;
  /** Argument of `-i`: the definition of what the integration does. */
  readonly definition: string;
  /** Verdicts of check on the automation of the object, by name. */
  readonly verdicts: () => Promise<Record<string, string>>;
  /** What comes of a new record, or of a change of one: `saved`, or the first error code. */
  readonly insert: (values: Row) => string;
  readonly update: (id: string, values: Row) => string;
};

const outcome = (run: () => void): string => {
  try {
    run();
    return 'saved';
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return error.errorCode;
  }
};

/**
 * Opens the org of the scenario hgInsightsClean with these parts added, whose integration user may write everything.
 * @param access what the definition asks for on the object, and the fields of the object that it writes
 */
export const openSavingWorld = async (
  parts: Partial<Scenario>,
  sobject: string,
  access: readonly string[],
  written: readonly string[],
): Promise<SavingWorld> => {
  const world = await openWorld({ org: loadScenario('hgInsightsClean', parts) }, admin);
  const { org } = world.org;
  const definition = join(world.home, 'acme.yml');
  const rules = [
    { object: sobject, access },
    ...(written.length === 0 ? [] : [{ field: written.map((name) => `${sobject}.${name}`), access: ['edit'] }]),
    { automation: sobject },
  ];
  await writeFile(definition, stringify({ schemaVersion: 1, id: 'acme', label: 'Acme', requires: rules }));
  const caller: Caller = {
    userId: idOf(rowsOf(org, 'User').find((row) => row['Username'] === integration) ?? {}),
    apiVersion: 66,
  };
  return {
    world,
    definition,
    verdicts: async () => {
      const { result } = await check(world.org, '-o', admin, '-u', integration, '-i', definition);
      const finding = result.checks[0]?.findings.find(({ id }) => id === `automation:${sobject}`);
      if (finding?.details === undefined) throw new Error(`not judged: ${finding?.status} ${finding?.code}`);
      return Object.fromEntries(finding.details.map(({ name, verdict }) => [name, verdict]));
    },
    insert: (values) => outcome(() => insertRow(org, caller, sobject, values)),
    update: (id, values) => outcome(() => updateRow(org, caller, sobject, id, values)),
  };
};
