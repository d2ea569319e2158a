/** What waivers let pass in a plan of a setup: what nobody could decide and people have settled is not asked about once more. */
import { fillingKey } from '../definition/filling.js';
import type { Finding } from '../kinds/finding.js';
import type { Planned } from './planGrantWorkflow.js';
import type { SetupPair } from './planSetup.js';
import { isUserOf } from './prepare.js';
import type { PreparedSetup } from './prepareSetup.js';
import { waiveFindings } from './waiveFindings.js';
import type { WaiversInput } from './waiveFindings.js';

/** What a setup knows of waivers before it plans. */
export type SetupWaivers = Pick<PreparedSetup, 'targets' | 'waiversFiles'> & Pick<WaiversInput, 'aliasesOf'>;

/**
 * The plan of a pair as it is told. What is missing and can be given is planned whatever a waiver says: a waiver lets pass, it
 * forbids nothing.
 */
export const letPassInPlan = async (
  planned: Planned,
  pair: SetupPair,
  { targets, waiversFiles, aliasesOf }: SetupWaivers,
): Promise<Planned> => {
  const ofPair = targets.filter(
    (one) =>
      one.reference === pair.reference &&
      one.authentication === pair.authentication &&
      fillingKey(one) === fillingKey(pair),
  );
  const { snapshot, before } = planned;
  const judged = before.map((evaluation) => {
    const target = ofPair.find((one) => isUserOf(one, evaluation.user));
    return { ...evaluation, waivers: target?.waivers ?? null, failOn: target?.failOn ?? ('required' as const) };
  });
  const waived = await waiveFindings(judged, snapshot, { update: false, aliasesOf }, snapshot.takenAt, waiversFiles);
  const settled = waived.evaluations.map(({ findings }) => new Map(findings.map((one) => [one.id, one])));
  const now = (finding: Finding, at: number): Finding => {
    const one = settled[at]?.get(finding.id);
    return finding.status === 'unknown' && one?.status === 'waived' ? one : finding;
  };
  return {
    ...planned,
    before: before.map((evaluation, at) => ({
      ...evaluation,
      findings: evaluation.findings.map((finding) => now(finding, at)),
    })),
  };
};
