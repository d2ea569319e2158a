/** A point in time for people: `2027-01-31 00:00 UTC`. What is no date stays as it is. */
export const dateTime = (text: string): string => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};
