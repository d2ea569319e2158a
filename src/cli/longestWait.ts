/** The longest `--wait`, in minutes: almost 25 days. A timer of Node holds no more, and ends at once instead. */
export const longestWaitMinutes = Math.floor((2 ** 31 - 1) / 60_000);
