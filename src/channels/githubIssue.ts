import type { MonitorMessage } from '../monitor/message.js';
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import {
  isSettled,
  issueBody,
  issueComment,
  issueMark,
  issueNewsOf,
  issueTitle,
  messageMark,
} from '../report/monitor/githubIssue.js';
import type { IssueNews } from '../report/monitor/githubIssue.js';
import { ChannelFailure, variable } from './channelIo.js';
import type { Attempt } from './channelIo.js';
import { addressOf, sendRequest } from './httpRequest.js';
import type { HttpRequest } from './httpRequest.js';

type Settings = Extract<ChannelSettings, { type: 'githubIssue' }>;

/** By which our issues are found among those of a repository; only who may label issues can give it. */
const label = 'sf-integration-monitor';

/** A page has a hundred issues of up to 65,536 characters. */
const mostBytes = 32 * 1024 * 1024;
const pageSize = 100;
const mostPages = 20;

type Row = {
  readonly number: number;
  readonly body: string;
  readonly labels: readonly string[];
  readonly isPullRequest: boolean;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** An issue or comment as GitHub answers it. @throws ChannelFailure where it is none */
const rowOf = (value: unknown): Row => {
  if (!isRecord(value)) throw new ChannelFailure('an answer that is not understood', false);
  const labels = Array.isArray(value.labels) ? (value.labels as unknown[]) : [];
  return {
    number: typeof value.number === 'number' ? value.number : 0,
    body: typeof value.body === 'string' ? value.body : '',
    labels: labels.flatMap((one) => (isRecord(one) && typeof one.name === 'string' ? [one.name] : [])),
    isPullRequest: isRecord(value.pull_request),
  };
};

type Api = {
  readonly send: (method: HttpRequest['method'], path: string, body?: unknown) => Promise<unknown>;
  /** All rows of a list. */
  readonly all: (path: string) => Promise<Row[]>;
};

const apiOf = ({ repository, tokenFrom }: Settings, attempt: Attempt): Api => {
  const base = addressOf(attempt.env.GITHUB_API_URL ?? 'https://api.github.com', 'GITHUB_API_URL');
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    authorization: `Bearer ${variable(tokenFrom, attempt.env).trim()}`,
  };
  const send: Api['send'] = async (method, path, body) => {
    const url = new URL(`${base.href.replace(/\/+$/, '')}/repos/${repository}${path}`);
    const given = body === undefined ? {} : { body: JSON.stringify(body) };
    const { text } = await sendRequest({ method, url, headers, mostBytes, ...given }, attempt);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new ChannelFailure('an answer that is not understood', true);
    }
  };
  return {
    send,
    all: async (path) => {
      const rows: Row[] = [];
      for (let page = 1; page <= mostPages; page += 1) {
        const found = await send('GET', `${path}&per_page=${pageSize}&page=${page}`);
        if (!Array.isArray(found)) throw new ChannelFailure('an answer that is not understood', false);
        rows.push(...found.map(rowOf));
        if (found.length < pageSize) break;
      }
      return rows;
    },
  };
};

const create = async (message: MonitorMessage, news: IssueNews, { send }: Api, { said }: Attempt): Promise<void> => {
  const made = rowOf(
    await send('POST', '/issues', {
      title: issueTitle(news, said),
      body: issueBody(message, news, said),
      labels: [label],
    }),
  );
  // GitHub leaves labels out without a word where the token may not give them. The issue is there, but only found by going
  // through all open ones, as far as they are listed: somebody has to know of it.
  if (!made.labels.includes(label)) throw new ChannelFailure('the token may not give labels', false);
};

const update = async (
  message: MonitorMessage,
  news: IssueNews,
  { number, body }: Row,
  { send, all }: Api,
  { said }: Attempt,
): Promise<void> => {
  const mark = messageMark(message.id);
  const isTold =
    body.includes(mark) ||
    (await all(`/issues/${number}/comments?since=${encodeURIComponent(message.at)}`)).some((one) =>
      one.body.includes(mark),
    );
  if (!isTold) await send('POST', `/issues/${number}/comments`, { body: issueComment(message, news, said) });
  if (isSettled(news)) await send('PATCH', `/issues/${number}`, { state: 'closed', state_reason: 'completed' });
};

/**
 * Writes a message into issues: one for each integration and org. It is found by a hidden mark, among those with our label
 * first and then among all open ones, as a token may have no right to give labels. It is closed when nothing is missing any
 * more. What is there of this message already is not written again.
 * @throws ChannelFailure
 */
export const sendToGithubIssue = async (
  message: MonitorMessage,
  settings: Settings,
  attempt: Attempt,
): Promise<void> => {
  const api = apiOf(settings, attempt);
  const openIssues = async (more: string): Promise<Row[]> =>
    (await api.all(`/issues?state=open${more}`)).filter(({ isPullRequest }) => !isPullRequest);
  const labelled = await openIssues(`&labels=${label}`);
  let others: readonly Row[] | null = null;
  for (const news of issueNewsOf(message)) {
    const mark = issueMark(news.key);
    const isOwn = ({ body }: Row): boolean => body.includes(mark);
    const found = labelled.find(isOwn) ?? (others ??= await openIssues('')).find(isOwn);
    if (found) await update(message, news, found, api, attempt);
    else if (!isSettled(news)) await create(message, news, api, attempt);
  }
};
