/** What every part of the document of a grant is made from. */
import type { ExitCode } from '../../exitCode.js';
import type { GrantRun } from '../../grant/grantRun.js';
import type { CheckReport } from '../check/checkReport.js';
import type { TextOptions } from '../check/textStyle.js';
import type { GrantCommand } from '../grant/grantRunText.js';
import type { PlanReport, ToldEntry } from '../grant/planReport.js';
import type { DocumentFrame } from './documentFrame.js';
import { whyAsked } from './whyAsked.js';

/** A grant, as its document is made of it. */
export type GrantDocumentInput = {
  readonly report: PlanReport;
  readonly run: GrantRun;
  /** The check after the writes; null where it was not reached. */
  readonly after: CheckReport | null;
  readonly command: GrantCommand;
  /** The hash of the plan that was kept: `--plan` holds the file against it. Null where no plan was kept. */
  readonly planHash: string | null;
  readonly exitCode: ExitCode;
  readonly json: unknown;
};

/** That, with how it is shown. */
export type Place = GrantDocumentInput & { readonly options: TextOptions; readonly frame: DocumentFrame };

/** Not laid out for any terminal: each line whole, without colors. */
export const unlaid = (options: TextOptions): TextOptions => ({
  ...options,
  width: Number.POSITIVE_INFINITY,
  paint: (_, text) => text,
});

/** Why an entry is given, a sentence each: what it comes along with, or what the rules say. */
export const reasonsOf = ({ comesWith, ...asked }: ToldEntry, { report: { plan }, frame }: Place): readonly string[] =>
  comesWith.length > 0 ? [frame.said('grant.comesWith', [comesWith.join(', ')])] : whyAsked(asked, plan, frame);

/** The same as one text. */
export const whyOf = (told: ToldEntry, place: Place): string => reasonsOf(told, place).join(' ');
