/** Chance from a seed: the same seed plans the same run, and each part of it draws from a stream of its own. */
import { createHash } from "node:crypto";

export type Random = {
  /** From 0 up to 1. */
  next: () => number;
  /** A whole number, both ends included. */
  int: (low: number, high: number) => number;
  chance: (share: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  /** One of the names, as often as its weight says. */
  weighed: <Name extends string>(weights: Record<Name, number>) => Name;
  /** A stream of its own: how much one part draws changes nothing for the others. */
  fork: (name: string) => Random;
};

/** Mulberry32: small, quick, and even enough for choosing. */
function stream(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function randomOf(seed: string): Random {
  const next = stream(createHash("sha256").update(seed).digest().readInt32BE(0));
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick: <T>(list: readonly T[]) => list[int(0, list.length - 1)] as T,
    weighed: <Name extends string>(weights: Record<Name, number>) => {
      const names = Object.keys(weights) as Name[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      for (const name of names) {
        left -= weights[name];
        if (left < 0) return name;
      }
      return names.at(-1) as Name;
    },
    fork: (name) => randomOf(`${seed} ${name}`),
  };
}
