/** The value below which a share of all values lies: the least for no share, the greatest for 1; 0 for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Milliseconds for people. */
export const ms = (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
