/** How a scenario writes apps with their policies (facts M10-M12). */
import { z } from 'zod';

export const connectedApp = z.strictObject({
  adminApproved: z.boolean().optional(),
  ipRelaxation: z.enum(['ENFORCE', 'BYPASS', 'BYPASS_2FACTOR', 'ENFORCE_RELAXREFRESH']).optional(),
});

export const externalClientApp = z.strictObject({
  adminApproved: z.boolean().optional(),
  enabled: z.boolean().optional(),
  ipRelaxation: z.enum(['Enforce', 'Bypass', 'Bypass_2factor', 'Enforce_RelaxRefresh']).optional(),
  clientCredentialsUser: z.string().optional(),
});
