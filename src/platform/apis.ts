/** The APIs of the platform that a definition can ask for. */
export const apis = ['rest', 'soql', 'search', 'composite', 'bulk2', 'metadata', 'tooling', 'soap'] as const;
export type Api = (typeof apis)[number];
