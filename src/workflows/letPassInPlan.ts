/** What waivers let pass in a plan: what people have settled is not asked about once more, and what is given all the same is told. */
import type { Evaluation } from '../check/evaluation.js';
import { fillingKey } from '../definition/filling.js';
import type { Finding } from '../kinds/finding.js';
import type { Planned } from './planGrantWorkflow.js';
import type { SetupPair } from './planSetup.js';
import { isUserOf } from './prepare.js';
import type { PreparedSetup } from './prepareSetup.js';
import { waiveFindings } from './waiveFindings.js';
import type { WaiversFiles, WaiversInput } from './waiveFindings.js';

/** What a setup knows of waivers before it plans. */
export type SetupWaivers = Pick<PreparedSetup, 'targets' | 'waiversFiles'> & Pick<WaiversInput, 'aliasesOf'>;

/** The ids of what a plan closes that a waiver lets be missing: whoever agrees to the plan has to know of it. */
const waivedIn = ({ plan }: Planned, settled: readonly Evaluation[]): string[] => {
  const closed = new Set([...plan.closes, ...plan.mayClose]);
  const waived = settled.flatMap(({ findings }) => findings.filter(({ status }) => status === 'waived'));
  return [...new Set(waived.flatMap(({ id }) => (closed.has(id) ? [id] : [])))];
};

/**
 * The plan of a grant, with what of it a waiver lets be missing.
 * @param path of the file of waivers that counts; null where there is none
 */
export const withWaived = async (
  planned: Planned,
  path: string | null,
  { waiversFiles, aliasesOf }: Pick<WaiversInput, 'aliasesOf'> & { readonly waiversFiles: WaiversFiles },
): Promise<Planned> => {
  const { snapshot, before } = planned;
  const judged = before.map((evaluation) => ({ ...evaluation, waivers: path, failOn: 'required' as const }));
  const { evaluations } = await waiveFindings(
    judged,
    snapshot,
    { update: false, aliasesOf },
    snapshot.takenAt,
    waiversFiles,
  );
  return { ...planned, waived: waivedIn(planned, evaluations) };
};

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
    waived: waivedIn(planned, waived.evaluations),
    before: before.map((evaluation, at) => ({
      ...evaluation,
      findings: evaluation.findings.map((finding) => now(finding, at)),
    })),
  };
};
