/** What is kept of a browser: a family that people know their own device by, and nothing that tells two of a kind apart. */
export const browserNames = ["Chrome", "Edge", "Firefox", "Opera", "Safari", "Samsung Internet"] as const;
export const systemNames = ["Android", "iOS", "Linux", "macOS", "Windows"] as const;

export type Device = {
  browser: (typeof browserNames)[number] | null;
  system: (typeof systemNames)[number] | null;
};

/** As Next's `userAgent()` names them, in the words above. Versions and makers are left behind. */
const browsers: readonly [RegExp, NonNullable<Device["browser"]>][] = [
  [/^samsung/i, "Samsung Internet"],
  [/edge/i, "Edge"],
  [/opera/i, "Opera"],
  [/firefox/i, "Firefox"],
  [/chrom/i, "Chrome"],
  [/safari/i, "Safari"],
];
const systems: readonly [RegExp, NonNullable<Device["system"]>][] = [
  [/android/i, "Android"],
  [/^ios/i, "iOS"],
  [/^mac/i, "macOS"],
  [/^windows/i, "Windows"],
  [/linux|ubuntu|debian|fedora|chrom.*os/i, "Linux"],
];

const nameIn = <T>(table: readonly (readonly [RegExp, T])[], found: string | undefined): T | null =>
  table.find(([pattern]) => found && pattern.test(found))?.[1] ?? null;

/** The family of a browser by what it was recognised as; null for each that is none of the common ones. */
export function deviceOf({ browser, system }: Record<"browser" | "system", string | undefined>): Device {
  return { browser: nameIn(browsers, browser), system: nameIn(systems, system) };
}
