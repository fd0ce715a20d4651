/**
 * `npm run advisories`: asks the registry's advisory service for known weaknesses in what we install, and says so when it does not
 * answer. Ends with 0 when none is known, 1 when one is, 2 when nobody could tell. Not part of `npm test`: what it says changes
 * while the code does not.
 */
import { execFile } from "node:child_process";
import { z } from "zod";

const severities = ["info", "low", "moderate", "high", "critical"] as const;
type Severity = (typeof severities)[number];

const auditSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      name: z.string(),
      severity: z.enum(severities),
      range: z.string(),
      isDirect: z.boolean(),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
      fixAvailable: z.union([z.boolean(), z.object({ name: z.string(), version: z.string() })]),
    }),
  ),
});
type Weakness = z.output<typeof auditSchema>["vulnerabilities"][string];

function lineOf({ name, severity, range, via, fixAvailable }: Weakness): string {
  const what = via.flatMap((one) => (typeof one === "string" ? [] : [`${one.title} (${one.url})`]));
  const through = via.flatMap((one) => (typeof one === "string" ? [one] : []));
  const why = what.length > 0 ? what.join("; ") : `through ${through.join(", ")}`;
  const mended = typeof fixAvailable === "object" ? `mended with ${fixAvailable.name} ${fixAvailable.version}` : "";
  return `${severity}: ${name} ${range}: ${why}${mended && `; ${mended}`}`;
}

/** What npm's audit said in words, and how it ends. `output`: what it printed as JSON. */
export function verdictOn(output: string, scope: string): { text: string; code: 0 | 1 | 2 } {
  let found: unknown;
  try {
    found = JSON.parse(output);
  } catch {
    found = null;
  }
  const audit = auditSchema.safeParse(found);
  if (!audit.success) {
    const text = `The advisory service did not answer, so nothing is known about ${scope}. Try again, or ask it from another network.`;
    return { text, code: 2 };
  }
  const known = Object.values(audit.data.vulnerabilities);
  if (known.length === 0) return { text: `No known weakness in ${scope}.`, code: 0 };
  const rank = (severity: Severity) => severities.indexOf(severity);
  const sorted = known.sort((one, other) => rank(other.severity) - rank(one.severity));
  return { text: `Known weaknesses in ${scope}:\n${sorted.map((one) => `  ${lineOf(one)}`).join("\n")}`, code: 1 };
}

/** npm's own audit, which ends with 1 for a weakness and for a service that does not answer alike. */
function audit(...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const command = ["audit", "--json", "--audit=true", ...args];
    const options = { maxBuffer: 64 * 1024 * 1024, shell: process.platform === "win32" };
    execFile("npm", command, options, (_, stdout) => resolve(stdout));
  });
}

if (process.argv[1]?.endsWith("advisories.ts")) {
  const running = verdictOn(await audit("--omit=dev"), "what the portal runs with");
  console.log(running.text);
  const all = running.code === 2 ? null : verdictOn(await audit(), "what it is built and tested with, too");
  if (all) console.log(all.text);
  process.exitCode = Math.max(running.code, all?.code ?? 0);
}
