import { escapedJson } from '../escapedJson.js';
import type { ReportDocument } from '../document/reportDocument.js';

/** The result alone, exactly as `--json` has it under `result`; sf's envelope around it belongs to the terminal. */
export const jsonOf = ({ json }: ReportDocument): string => `${escapedJson(JSON.stringify(json, undefined, 2))}\n`;
