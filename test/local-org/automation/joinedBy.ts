/** Whether conditions hold together: joined by `and`, `or`, or a logic such as `1 AND (2 OR 3)`; all of them without any. */
export const joinedBy = (logic: string, truths: readonly boolean[]): boolean => {
  if (/^or$/i.test(logic)) return truths.some(Boolean);
  if (!/\d/.test(logic)) return truths.every(Boolean);
  const words = logic.match(/\d+|[()]|\w+/g) ?? [];
  let at = 0;
  const isNext = (word: string): boolean => words[at]?.toUpperCase() === word;
  const either = (): boolean => {
    let value = both();
    while (isNext('OR')) {
      at += 1;
      const next = both();
      value ||= next;
    }
    return value;
  };
  const both = (): boolean => {
    let value = one();
    while (isNext('AND')) {
      at += 1;
      const next = one();
      value &&= next;
    }
    return value;
  };
  const one = (): boolean => {
    const word = words[at] ?? '';
    at += 1;
    if (word.toUpperCase() === 'NOT') return !one();
    if (word !== '(') return truths[Number(word) - 1] ?? false;
    const inner = either();
    at += 1;
    return inner;
  };
  return either();
};
