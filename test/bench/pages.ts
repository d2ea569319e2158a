/** Pure: which pages of the HTML report are measured, and what they may take. */
const titles = { one: 'one user, one definition', several: '10 users, 4 definitions' } as const;
export type PageId = keyof typeof titles;
export const pageIds = Object.keys(titles) as PageId[];

/** How many findings each has. */
export const pageFindings = 10_000;

export const pageTitle = (id: PageId): string => `${pageFindings.toLocaleString('en')} findings, ${titles[id]}`;

/** To write it, to open it and to filter it may take less than so long. */
export const pageLimitMs = 1000;
