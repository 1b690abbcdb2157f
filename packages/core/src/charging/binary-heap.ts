/** A priority queue: `push` and `pop` in logarithmic time, the least value first. */
export interface BinaryHeap<T> {
  push(value: T): void;
  peek(): T | undefined;
  pop(): T | undefined;
}

/** An empty heap ordered by `compare` (negative: the first goes first). */
export const createBinaryHeap = <T>(compare: (a: T, b: T) => number): BinaryHeap<T> => {
  const items: T[] = [];
  const before = (i: number, j: number) => compare(items[i] as T, items[j] as T) < 0;
  const swap = (i: number, j: number) => {
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  };
  return {
    push: (value) => {
      items.push(value);
      for (let child = items.length - 1, parent = (child - 1) >> 1; child > 0 && before(child, parent); ) {
        swap(child, parent);
        child = parent;
        parent = (child - 1) >> 1;
      }
    },
    peek: () => items[0],
    pop: () => {
      const least = items[0];
      const last = items.pop();
      if (items.length === 0 || last === undefined) return least;
      items[0] = last;
      for (let parent = 0; ; ) {
        const left = 2 * parent + 1;
        const least = left + 1 < items.length && before(left + 1, left) ? left + 1 : left;
        if (least >= items.length || !before(least, parent)) break;
        swap(parent, least);
        parent = least;
      }
      return least;
    },
  };
};
