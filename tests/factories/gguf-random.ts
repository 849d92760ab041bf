/** Seeded random numbers (mulberry32): the same seed gives the same file. */
export interface Random {
  /** 0 … 1 */
  next(): number;
  /** `count` numbers between -scale and scale. */
  weights(count: number, scale: number): Float32Array;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    weights(count, scale) {
      const numbers = new Float32Array(count);
      for (let i = 0; i < count; i++) numbers[i] = (next() * 2 - 1) * scale;
      return numbers;
    },
  };
}
