import type { FindingKind } from './finding.js';
import { ruleKinds } from './kinds.js';

/** The kinds of rules, and those of the needs that every user has. */
export const findingKinds: readonly FindingKind[] = [...ruleKinds, 'user', 'requiredFields', 'license', 'packageSeat'];
