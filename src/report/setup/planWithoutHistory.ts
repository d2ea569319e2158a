import type { PlanReport } from '../grant/planReport.js';

/** The report of a plan without field history, which is a part of a setup by itself: nobody has to turn it on by hand. */
export const planWithoutHistory = (report: PlanReport): PlanReport => {
  const isOther = ({ kind }: { readonly kind: string }): boolean => kind !== 'historyTracking';
  return {
    ...report,
    manual: report.manual.filter(isOther),
    leftOut: {
      ...report.leftOut,
      byHand: report.leftOut.byHand
        .map(({ include, findings }) => ({ include, findings: findings.filter(isOther) }))
        .filter(({ findings }) => findings.length > 0),
    },
    plan: { ...report.plan, manual: report.plan.manual.filter(isOther) },
  };
};
