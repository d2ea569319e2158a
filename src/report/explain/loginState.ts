/** Whether anybody can log in as the user at all: of whom nobody can, what he holds is of no use now. */
import type { InspectedUser } from '../../access/snapshot.js';
import type { ExplainReport } from './explainReport.js';

/** What keeps people out, or may; each has its sentence `user.<state>`. */
export type LoginState = 'inactive' | 'frozen' | 'activeUnknown' | 'frozenUnknown';

const stateOf = ({ isActive, isFrozen }: InspectedUser): LoginState | null => {
  if (isActive.known && !isActive.value) return 'inactive';
  if (isFrozen.known && isFrozen.value) return 'frozen';
  if (!isActive.known) return 'activeUnknown';
  return isFrozen.known ? null : 'frozenUnknown';
};

/** That nobody can log in as the user, or that it is not known; null where nothing is to be said of it. */
export const loginStateOf = ({ user, has, finding }: ExplainReport): LoginState | null => {
  // The finding itself says it.
  if (finding?.kind === 'user') return null;
  const state = stateOf(user);
  if (state === 'inactive' || state === 'frozen') return state;
  // Whoever runs this for himself is logged in; and of what is not there nobody asks whether it can be used.
  return user.evidence.mode === 'admin' && finding !== null && has === true ? state : null;
};
