import { orgWidePermissions } from '../../src/platform/orgWidePermissions.js';

/** The flag with which a grant writes without a question whatever it plans. */
export const allowOrgWide = ['--allow', orgWidePermissions.join(',')] as const;
