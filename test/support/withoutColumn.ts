/** An org whose answers lack a column: a client that takes it out of every row, whatever the query was sent for. */
import type { OrgClient } from '../../src/org/orgClient.js';
import type { Reply } from '../../src/org/reply.js';
import type { Subrequest } from '../../src/org/restApi.js';

/** A column of a query: the object behind FROM, and the path behind SELECT; of a subquery `Children.Path`. */
export type SentColumn = { readonly from: string; readonly path: string };

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The statement of a subrequest; undefined where it is a describe. */
const statementOf = ({ path }: Subrequest): string | undefined => {
  const [, statement] = /\/query\?q=(.*)$/.exec(path) ?? [];
  return statement === undefined ? undefined : decodeURIComponent(statement);
};

const listed = (columns: string): string[] => columns.split(',').map((column) => column.trim());

/** The columns that a statement selects, those of its subqueries among them. */
export const columnsOf = (statement: string): SentColumn[] => {
  const subqueries: string[] = [];
  const plain = statement.replace(/\(SELECT ([^()]*) FROM (\w+)\)/g, (_, columns: string, children: string) => {
    subqueries.push(children, ...listed(columns).map((column) => `${children}.${column}`));
    return '';
  });
  const [, columns = '', from = ''] = /^SELECT (.*?) FROM (\w+)/.exec(plain) ?? [];
  return [...listed(columns).filter((column) => column !== ''), ...subqueries].map((path) => ({ from, path }));
};

const keyIn = (row: Row, name: string): string | undefined =>
  Object.keys(row).find((key) => key.toLowerCase() === name.toLowerCase());

/** The row without the column, and without the records above it that have no other column. */
const rowWithout = (row: Row, [name = '', ...rest]: readonly string[]): Row => {
  const key = keyIn(row, name);
  if (key === undefined) return row;
  const { [key]: value, ...others } = row;
  if (rest.length === 0) return others;
  if (!isRow(value)) return row;
  const records = value['records'];
  if (Array.isArray(records))
    return {
      ...others,
      [key]: { ...value, records: records.map((child) => (isRow(child) ? rowWithout(child, rest) : child)) },
    };
  const left = rowWithout(value, rest);
  return Object.keys(left).some((own) => own !== 'attributes') ? { ...others, [key]: left } : others;
};

/** The reply without the column in any of its rows. */
export const replyWithout = (reply: Reply, path: string): Reply => {
  if (!reply.ok || !isRow(reply.body) || !Array.isArray(reply.body['records'])) return reply;
  const steps = path.split('.');
  const records = reply.body['records'].map((row: unknown) => (isRow(row) ? rowWithout(row, steps) : row));
  return { ok: true, body: { ...reply.body, records } };
};

/** A client that answers from memory what was asked before, and every statement without some of its columns. */
export type Forgetful = {
  readonly client: OrgClient;
  /** The columns of everything that was asked so far, each once. */
  readonly columns: () => SentColumn[];
  /** From now on answers lack this column, or none. */
  readonly forget: (column: SentColumn | null) => void;
};

/** @param client of an org in which nothing changes meanwhile */
export const forgetful = (client: OrgClient): Forgetful => {
  const memory = new Map<string, Reply>();
  const metadata = new Map<string, ReturnType<OrgClient['readMetadata']>>();
  const sent = new Map<string, SentColumn>();
  let forgotten: SentColumn | null = null;
  const answered = (subrequest: Subrequest, reply: Reply): Reply => {
    const statement = statementOf(subrequest);
    if (statement === undefined) return reply;
    const columns = columnsOf(statement);
    for (const column of columns) sent.set(`${column.from} ${column.path}`, column);
    const lost = forgotten;
    return lost !== null && columns.some(({ from, path }) => from === lost.from && path === lost.path)
      ? replyWithout(reply, lost.path)
      : reply;
  };
  return {
    client: {
      ...client,
      readMetadata: (type, names) => {
        const key = `${type} ${names.join()}`;
        const reply = metadata.get(key) ?? client.readMetadata(type, names);
        metadata.set(key, reply);
        return reply;
      },
      composite: async (subrequests, api) => {
        const keyOf = ({ path }: Subrequest): string => `${api} ${path}`;
        const fresh = subrequests.filter((one) => !memory.has(keyOf(one)));
        const replies = fresh.length === 0 ? new Map<string, Reply>() : await client.composite(fresh, api);
        for (const one of fresh) {
          const reply = replies.get(one.ref);
          if (reply) memory.set(keyOf(one), reply);
        }
        return new Map(
          subrequests.flatMap((one) => {
            const reply = memory.get(keyOf(one));
            return reply ? [[one.ref, answered(one, reply)] as const] : [];
          }),
        );
      },
    },
    columns: () => [...sent.values()],
    forget: (column) => {
      forgotten = column;
    },
  };
};
