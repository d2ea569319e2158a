/** A setup as `--json` shows it. */
import type { OrgIdentity } from '../../access/snapshot.js';
import { isReady } from '../../exitCode.js';
import type { SetupEnd } from '../../setup/setupEnd.js';
import { checkJson, orgJson } from '../check/checkJson.js';
import type { CheckReport } from '../check/checkReport.js';
import { grantJson } from '../grant/grantJson.js';
import { historyJson } from '../history/historyJson.js';
import type { Texts } from '../texts.js';
import type { SetupResult } from './setupResult.js';

/** What is said of a setup beside how it ended. */
export type ToldOfSetup = {
  readonly org: OrgIdentity;
  readonly isDryRun: boolean;
  /** What nobody typed. */
  readonly origin: Pick<SetupResult, 'settings' | 'definitionFile'>;
  /** The check at the end; null where there is none. */
  readonly after: CheckReport | null;
};

/** The result of a setup. */
export const setupJson = (end: SetupEnd, told: ToldOfSetup, texts: Texts): SetupResult => ({
  schemaVersion: 1,
  org: orgJson(told.org),
  dryRun: told.isDryRun,
  ready: isReady(end.exitCode),
  ...told.origin,
  grants: end.grants.map((one) => grantJson(one, null, texts)),
  history: end.history && historyJson(end.history, texts),
  ...(end.historyFailure === null ? {} : { historyFailure: end.historyFailure }),
  skipped: [...end.skipped],
  checks: told.after && checkJson(told.after).checks,
});
