/** Who is told of what: which looks go to a channel, and by mail to which addresses. */
import { sameName } from '../platform/names.js';
import type { LookNews } from './message.js';
import type { ChannelSettings } from './monitorSettings.js';
import type { OrgNews } from './outages.js';

type Smtp = Extract<ChannelSettings, { type: 'smtp' }>;

/** Names of channels have no `@`. */
const isAddress = (name: string): boolean => name.includes('@');

/** What says who is told: names of channels, and addresses; empty: every channel. */
type Told = Pick<LookNews, 'notify'>;

const isNamed = ({ name }: ChannelSettings, { notify }: Told): boolean =>
  notify.length === 0 || notify.some((one) => sameName(one, name));

/** Whether a channel is the one by which addresses of `notify` get mail: the first of its type. */
const sendsToAddresses = (channel: ChannelSettings, all: readonly ChannelSettings[]): boolean =>
  all.find(({ type }) => type === 'smtp')?.name === channel.name;

const withoutRepeats = (names: readonly string[]): string[] =>
  names.filter((one, at) => names.findIndex((other) => sameName(one, other)) === at);

/** The addresses to which a channel of type smtp sends something. */
const recipientsOf = (channel: Smtp, told: Told, all: readonly ChannelSettings[]): string[] => {
  const addresses = [
    ...(isNamed(channel, told) ? channel.to : []),
    ...(sendsToAddresses(channel, all) ? told.notify.filter(isAddress) : []),
  ];
  return withoutRepeats(addresses);
};

const isTold = (channel: ChannelSettings, told: Told, all: readonly ChannelSettings[]): boolean =>
  channel.type === 'smtp' ? recipientsOf(channel, told, all).length > 0 : isNamed(channel, told);

/**
 * The looks that a channel is told of.
 * @param all the channels of the project file, in its order
 */
export const looksFor = (
  channel: ChannelSettings,
  looks: readonly LookNews[],
  all: readonly ChannelSettings[],
): LookNews[] => looks.filter((look) => isTold(channel, look, all));

/** All addresses to which something is sent, by whichever channel. */
const allRecipientsOf = (told: Told, all: readonly ChannelSettings[]): string[] =>
  withoutRepeats(all.flatMap((channel) => (channel.type === 'smtp' ? recipientsOf(channel, told, all) : [])));

/**
 * Who is told of all that these lists are about: the channels that each of them names, and the addresses that each of them
 * reaches, whether by a channel or by itself. An empty list names every channel.
 * @param all the channels of the project file, in its order
 * @returns undefined for every channel; empty where nobody is told of all of it
 */
export const toldOfAll = (
  lists: ReadonlyArray<readonly string[]>,
  all: readonly ChannelSettings[],
): readonly string[] | undefined => {
  if (lists.every((list) => list.length === 0)) return undefined;
  const told = lists.map((notify): Told => ({ notify }));
  const channels = all.filter((channel) => told.every((one) => isNamed(channel, one)));
  const [first = [], ...others] = told.map((one) => allRecipientsOf(one, all));
  // Whoever gets it by one of the channels needs no mail of his own.
  const reached = channels.flatMap((channel) => (channel.type === 'smtp' ? channel.to : []));
  const isIn = (addresses: readonly string[], address: string): boolean =>
    addresses.some((one) => sameName(one, address));
  const addresses = first.filter((one) => others.every((list) => isIn(list, one)) && !isIn(reached, one));
  return [...channels.map(({ name }) => name), ...addresses];
};

/**
 * Who is told of what several entries of the project file are about: whomever any of them tells. An empty list names every
 * channel, here and in what comes of it.
 * @param all the channels of the project file, in its order
 */
export const toldOfAny = (
  lists: ReadonlyArray<readonly string[]>,
  all: readonly ChannelSettings[],
): readonly string[] => {
  const named = withoutRepeats(lists.flat());
  if (lists.every((list) => list.length > 0)) return named;
  // Whom an address names is told beside every channel.
  const addresses = named.filter(isAddress);
  return addresses.length === 0 ? [] : [...all.map(({ name }) => name), ...addresses];
};

/** As what is said of looks has it; null where nobody is told. */
const toldOf = ({ notify }: Pick<OrgNews, 'notify'>): Told | null =>
  notify === undefined ? { notify: [] } : notify.length === 0 ? null : { notify };

/**
 * The orgs that could not be looked at of which a channel is told: those of whose every integration it is told. Its name, and why it
 * failed, are not for those who are told of a part. An issue is one of an integration in an org.
 */
export const orgsFor = <Org extends Pick<OrgNews, 'notify'>>(
  channel: ChannelSettings,
  orgs: readonly Org[],
  all: readonly ChannelSettings[],
): Org[] =>
  orgs.filter((org) => {
    const told = toldOf(org);
    return channel.type !== 'githubIssue' && told !== null && isTold(channel, told, all);
  });

/** One mail: the same looks, and orgs that could not be looked at, for all of its recipients. */
export type MailPart = {
  readonly to: readonly string[];
  readonly looks: readonly LookNews[];
  readonly orgs: readonly OrgNews[];
};

/** The mails that a channel sends: whoever is told of the same gets the same mail. */
export const mailsFor = (
  channel: Smtp,
  { looks, orgs = [] }: { readonly looks: readonly LookNews[]; readonly orgs?: readonly OrgNews[] },
  all: readonly ChannelSettings[],
): MailPart[] => {
  const byRecipient = new Map<string, { address: string; told: Set<LookNews | OrgNews> }>();
  const tell = (of: LookNews | OrgNews, addresses: readonly string[]): void => {
    for (const address of addresses) {
      const before = byRecipient.get(address.toLowerCase());
      if (before === undefined) byRecipient.set(address.toLowerCase(), { address, told: new Set([of]) });
      else before.told.add(of);
    }
  };
  for (const org of orgs) {
    const told = toldOf(org);
    if (told !== null) tell(org, recipientsOf(channel, told, all));
  }
  for (const look of looks) tell(look, recipientsOf(channel, look, all));
  const everything = [...orgs, ...looks];
  const mails = new Map<string, { to: string[]; told: ReadonlySet<LookNews | OrgNews> }>();
  for (const { address, told } of byRecipient.values()) {
    const key = [...told].map((one) => everything.indexOf(one)).join();
    const before = mails.get(key);
    if (before) before.to.push(address);
    else mails.set(key, { to: [address], told });
  }
  return [...mails.values()].map(({ to, told }) => ({
    to,
    looks: looks.filter((one) => told.has(one)),
    orgs: orgs.filter((one) => told.has(one)),
  }));
};
