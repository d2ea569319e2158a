import { soapDatetimeOf } from '../model/datetimes.js';
import { OrgError } from '../model/orgModel.js';
import type { Caller, Org } from '../model/orgModel.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import type { DeployContext, WriteResult } from './componentType.js';
import { NothingToDelete, planOf } from './deployPlan.js';
import type { Plan, PlannedComponent } from './deployPlan.js';
import { inMetadataTransaction } from './metadataTransaction.js';
import { MetadataProblem } from './metadataXml.js';
import { readZip } from './zipArchive.js';

/** The options of a deploy that the embedded org reads; the others are accepted and repeated in the result. */
export type DeployOptions = {
  allowMissingFiles: boolean;
  checkOnly: boolean;
  ignoreWarnings: boolean;
  rollbackOnError: boolean;
  singlePackage: boolean;
  testLevel: string | null;
};

/** The result of one component, as the API reports it (fact H12). */
export type DeployMessage = {
  changed: boolean;
  columnNumber?: number;
  componentType: string;
  created: boolean;
  createdDate: string;
  deleted: boolean;
  fileName: string;
  fullName: string;
  id?: string;
  lineNumber?: number;
  problem?: string;
  problemType?: 'Error' | 'Warning';
  success: boolean;
};

export type DeployOutcome = {
  status: 'Succeeded' | 'SucceededPartial' | 'Failed';
  successes: DeployMessage[];
  failures: DeployMessage[];
  /** Components without the manifest itself. */
  total: number;
  /** Why the deploy failed as a whole, where no component is the reason. */
  error?: { code: string; message: string };
};

/** Thrown to roll back; holds the outcome that is reported. */
class DeployRolledBack extends Error {
  public readonly outcome: DeployOutcome;

  public constructor(outcome: DeployOutcome) {
    super('A deploy is rolled back');
    this.outcome = outcome;
  }
}

/**
 * Deploys an archive in one transaction. A component is written wholly or not at all. With rollbackOnError one failed
 * component undoes all others; with checkOnly everything is undone in any case.
 */
export const deploy = (org: Org, caller: Caller, zip: Buffer, options: DeployOptions): DeployOutcome => {
  let plan: Plan;
  try {
    plan = planOf(readZip(zip), options.singlePackage);
  } catch (error) {
    return nothingDone(org, error);
  }
  const context: DeployContext = {
    org,
    caller,
    access: effectiveAccess(org, caller.userId),
    packageVersion: plan.version ?? caller.apiVersion,
  };
  try {
    return inMetadataTransaction(org, () => {
      const outcome = runPlan(context, plan, options);
      if (options.checkOnly || outcome.status === 'Failed') throw new DeployRolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof DeployRolledBack) return error.outcome;
    throw error;
  }
};

const runPlan = (context: DeployContext, plan: Plan, options: DeployOptions): DeployOutcome => {
  const components = options.allowMissingFiles
    ? plan.components.filter(({ fileName }) => fileName !== plan.manifestFile)
    : plan.components;
  const done = components.map((component) => runComponent(context, component));
  const failures = done.filter(({ success }) => !success);
  const successes = done.filter(({ success }) => success);
  const partial = !options.rollbackOnError && successes.length > 0;
  return {
    status: failures.length === 0 ? 'Succeeded' : partial ? 'SucceededPartial' : 'Failed',
    successes: [...successes, manifestMessage(context.org, plan.manifestFile)],
    failures,
    total: components.length,
  };
};

const runComponent = (context: DeployContext, component: PlannedComponent): DeployMessage => {
  const { org } = context;
  try {
    const written = inMetadataTransaction(org, () => component.run(context));
    return { ...messageOf(org, component, written), success: true };
  } catch (error) {
    if (error instanceof NothingToDelete) {
      const unnamed = { ...component, fullName: component.fileName.split('/').at(-1) ?? '' };
      return { ...messageOf(org, unnamed), problem: error.message, problemType: 'Warning', success: true };
    }
    if (error instanceof MetadataProblem) {
      return {
        ...messageOf(org, component),
        ...error.place,
        problem: error.message,
        problemType: 'Error',
        success: false,
      };
    }
    if (!(error instanceof OrgError)) throw error;
    return { ...messageOf(org, component), problem: error.message, problemType: 'Error', success: false };
  }
};

const messageOf = (
  org: Org,
  { componentType, fullName, fileName, deleted }: Omit<PlannedComponent, 'run'>,
  written?: WriteResult,
): Omit<DeployMessage, 'success'> => ({
  changed: written?.changed ?? false,
  componentType,
  created: written?.created ?? false,
  createdDate: soapTimestamp(org),
  deleted: deleted && written !== undefined,
  fileName,
  fullName,
  ...(written === undefined ? {} : { id: written.id }),
});

/** The list of deployed components holds the manifest, which is not counted in their number. */
const manifestMessage = (org: Org, fileName: string): DeployMessage => ({
  ...messageOf(org, { componentType: '', fullName: 'package.xml', fileName, deleted: false }),
  changed: true,
  success: true,
});

/** An archive or manifest that cannot be read fails as a whole; reported on the manifest. */
const nothingDone = (org: Org, error: unknown): DeployOutcome => {
  const component = { componentType: '', fullName: 'package.xml', fileName: 'package.xml', deleted: false };
  const place = error instanceof MetadataProblem ? error.place : undefined;
  const problem = error instanceof Error ? error.message : String(error);
  return {
    status: 'Failed',
    successes: [],
    failures: [{ ...messageOf(org, component), ...place, problem, problemType: 'Error', success: false }],
    total: 0,
  };
};

/** A moment as SOAP writes it. */
export const soapTimestamp = (org: Org): string => soapDatetimeOf(org.now());
