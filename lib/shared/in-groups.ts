interface Waiting<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (error: unknown) => void;
}

/**
 * Makes a function of one key out of work on many. What is asked for while a group is worked on waits and makes up the
 * next group: nobody is answered by work that had begun before they asked. A group that fails is worked on again one by
 * one, so that everybody gets their own answer.
 * @param work answers in the order of its keys
 * @param most keys a group
 */
export function inGroups<K, V>(work: (keys: K[]) => Promise<V[]>, most = 100): (key: K) => Promise<V> {
  const waiting: Waiting<K, V>[] = [];
  let working = false;

  async function answer(group: Waiting<K, V>[]): Promise<void> {
    try {
      const values = await work(group.map(({ key }) => key));
      for (const [index, { resolve }] of group.entries()) resolve(values[index] as V);
    } catch (error) {
      if (group.length > 1) for (const one of group) await answer([one]);
      else group[0]?.reject(error);
    }
  }

  async function workOff(): Promise<void> {
    working = true;
    // Requests that have arrived are read first, and come along: without this turn each would be gone through to its end,
    // since SQLite's work is synchronous, before the next one is looked at.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length) await answer(waiting.splice(0, most));
    working = false;
  }

  return (key) =>
    new Promise<V>((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!working) void workOff();
    });
}
