/** The documents of the parts of a setup. */
import { grantRunExitCode } from '../../grant/grantRun.js';
import type { GrantRun } from '../../grant/grantRun.js';
import type { NarrowerVariant } from '../../grant/narrowerVariants.js';
import { historyRunExitCode } from '../../history/historyRun.js';
import type { HistoryRun } from '../../history/historyRun.js';
import type { CheckReport } from '../check/checkReport.js';
import type { TextOptions } from '../check/textStyle.js';
import { sameName } from '../../platform/names.js';
import type { PlanReport } from '../grant/planReport.js';
import { askedOf } from '../grant/toldBesides.js';
import { unique } from '../groups.js';
import type { HistoryTextOptions } from '../history/historyTextStyle.js';
import { accessTable, narrowerTable } from './changeTables.js';
import { checkDocument } from './checkDocument.js';
import type { DocumentFrame } from './documentFrame.js';
import { grantDocument } from './grantDocument.js';
import { historyDocument } from './historyDocument.js';
import type { SetupPart } from './setupDocument.js';
import { whyAsked } from './whyAsked.js';

/** What a setup came to, part by part. */
export type SetupOutcome = {
  readonly grants: ReadonlyArray<{
    readonly report: PlanReport;
    readonly run: GrantRun;
    readonly options: TextOptions;
    /** Variants of its definition that ask for less. */
    readonly narrower: readonly NarrowerVariant[];
  }>;
  readonly history: { readonly run: HistoryRun; readonly options: HistoryTextOptions } | null;
  /** The check at the end. */
  readonly after: { readonly report: CheckReport; readonly options: TextOptions } | null;
};

/** Why history is wanted: of an object what its fields are wanted for, where it is not asked for by itself. */
const whyTracked =
  (grants: SetupOutcome['grants'], frame: DocumentFrame) =>
  (sobject: string, field?: string): string => {
    const reasons = grants.flatMap(({ run: { before, plan } }) =>
      before.flatMap(({ findings }) =>
        findings.flatMap((finding) => {
          const { need } = finding;
          const isMeant = need.kind === 'historyTracking' && sameName(need.sobject, sobject);
          const isAsked = isMeant && (field === undefined || need.field === undefined || sameName(need.field, field));
          return isAsked ? whyAsked(askedOf(finding), plan, frame) : [];
        }),
      ),
    );
    return unique(reasons).join(' ');
  };

/** A document for each part, with what people call it. */
export const setupParts = ({ grants, history, after }: SetupOutcome, frame: DocumentFrame): SetupPart[] => {
  const parts: SetupPart[] = grants.map(({ report, run, options, narrower }) => {
    const { reference, users } = { reference: report.plan.requirements.integration, users: run.snapshot.users };
    const origin = {
      ...{ reference, authentication: report.plan.requirements.authentication, permissionSet: null },
      scope: { recommended: false, optional: false, degraded: false, minimum: false },
    };
    const command = { program: options.program, origin, savedAs: undefined, receiptFile: undefined };
    const exitCode = grantRunExitCode(run);
    const input = { report, run, after: null, command, planHash: null, exitCode, json: null };
    const names = users.map(({ username }) => username).join(', ');
    const document = grantDocument(input, { ...options, paint: (_, told) => told }, frame);
    // What is to be agreed to is shown as it changes what users may do.
    const isRequest = run.mode === 'dryRun' || run.mode === 'notAgreed';
    const change = isRequest
      ? [...narrowerTable(narrower, report, frame), ...accessTable(report, run.snapshot, options, frame)]
      : [];
    return {
      title: frame.said('setup.part', [reference, names]),
      document: { ...document, tables: [...change, ...document.tables] },
    };
  });
  const at = grants[0]?.run.snapshot.takenAt ?? '';
  return [
    ...parts,
    ...(history
      ? [
          {
            title: frame.said('setup.part.history'),
            document: historyDocument(
              {
                run: history.run,
                next: { named: [] },
                at,
                exitCode: historyRunExitCode(history.run),
                json: null,
                why: whyTracked(grants, frame),
              },
              { ...history.options, paint: (_, told) => told },
              frame,
            ),
          },
        ]
      : []),
    ...(after
      ? [{ title: frame.said('setup.part.check'), document: checkDocument(after.report, after.options, frame) }]
      : []),
  ];
};
