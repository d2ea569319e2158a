/** What a definition is made from. */
import type { SourceType } from '../access/snapshot.js';

/** Something of an org that holds permissions, as it is named there. */
export type HoldingSource = {
  readonly type: SourceType | 'User';
  /** API name of a set or group (`ns__Name` when packaged), name of a profile, username. */
  readonly name: string;
  /** As people read it. */
  readonly label: string;
};
