/** Who is told of what: which looks go to a channel, and by mail to which addresses. */
import { sameName } from '../platform/names.js';
import type { LookNews } from './message.js';
import type { ChannelSettings } from './monitorSettings.js';

type Smtp = Extract<ChannelSettings, { type: 'smtp' }>;

/** Names of channels have no `@`. */
const isAddress = (name: string): boolean => name.includes('@');

const isNamed = ({ name }: ChannelSettings, { notify }: LookNews): boolean =>
  notify.length === 0 || notify.some((one) => sameName(one, name));

/** Whether a channel is the one by which addresses of `notify` get mail: the first of its type. */
const sendsToAddresses = (channel: ChannelSettings, all: readonly ChannelSettings[]): boolean =>
  all.find(({ type }) => type === 'smtp')?.name === channel.name;

/** The addresses to which a channel of type smtp sends a look. */
const recipientsOf = (channel: Smtp, look: LookNews, all: readonly ChannelSettings[]): string[] => {
  const addresses = [
    ...(isNamed(channel, look) ? channel.to : []),
    ...(sendsToAddresses(channel, all) ? look.notify.filter(isAddress) : []),
  ];
  return addresses.filter((one, at) => addresses.findIndex((other) => sameName(one, other)) === at);
};

/**
 * The looks that a channel is told of.
 * @param all the channels of the project file, in its order
 */
export const looksFor = (
  channel: ChannelSettings,
  looks: readonly LookNews[],
  all: readonly ChannelSettings[],
): LookNews[] =>
  looks.filter((look) =>
    channel.type === 'smtp' ? recipientsOf(channel, look, all).length > 0 : isNamed(channel, look),
  );

/**
 * Whether a channel is told which orgs could not be looked at: each that has readers of its own, as such an org belongs to no
 * integration. An issue is one of an integration in an org.
 */
export const hearsOfOrgs = (channel: ChannelSettings): boolean =>
  channel.type !== 'githubIssue' && (channel.type !== 'smtp' || channel.to.length > 0);

/** One mail: the same looks for all of its recipients. */
export type MailPart = {
  readonly to: readonly string[];
  readonly looks: readonly LookNews[];
  /** Whether it tells which orgs could not be looked at. */
  readonly tellsOfOrgs: boolean;
};

/** Stands among the numbers of looks for the orgs that could not be looked at. */
const ofOrgs = -1;

/**
 * The mails that a channel sends: whoever is told of the same gets the same mail.
 * @param hasOrgs whether there are orgs that could not be looked at, of which its own readers are told
 */
export const mailsFor = (
  channel: Smtp,
  looks: readonly LookNews[],
  all: readonly ChannelSettings[],
  hasOrgs = false,
): MailPart[] => {
  const byRecipient = new Map<string, { address: string; numbers: number[] }>();
  const tell = (address: string, number: number): void => {
    const before = byRecipient.get(address.toLowerCase());
    if (before === undefined) byRecipient.set(address.toLowerCase(), { address, numbers: [number] });
    else if (!before.numbers.includes(number)) before.numbers.push(number);
  };
  if (hasOrgs) for (const address of channel.to) tell(address, ofOrgs);
  looks.forEach((look, number) => {
    for (const address of recipientsOf(channel, look, all)) tell(address, number);
  });
  const mails = new Map<string, { to: string[]; numbers: readonly number[] }>();
  for (const { address, numbers } of byRecipient.values()) {
    const before = mails.get(numbers.join());
    if (before) before.to.push(address);
    else mails.set(numbers.join(), { to: [address], numbers });
  }
  return [...mails.values()].map(({ to, numbers }) => ({
    to,
    looks: looks.filter((_, at) => numbers.includes(at)),
    tellsOfOrgs: numbers.includes(ofOrgs),
  }));
};
