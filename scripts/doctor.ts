/**
 * `npm run doctor`: for who connects a real DOKU account. Looks at everything that has to be right, says what to do about
 * what is not, and ends with 1 when something is broken. It changes nothing and prints no secret.
 */
import { parseArgs } from "node:util";
import { holdFreshKeys } from "../db/data-keys";
import { hasKeys } from "../lib/crypto/keys";
import { type DokuAccount, environmentAccount } from "../lib/doku-account";
import { type Env, env, envProblems } from "../lib/env";
import { checkCallback } from "./doctor/check-callback";
import { checkDatabase } from "./doctor/check-database";
import { checkDoku } from "./doctor/check-doku";
import { checkMail } from "./doctor/check-mail";
import { checkPortal } from "./doctor/check-portal";
import { checkScanner } from "./doctor/check-scanner";
import { checkStorage } from "./doctor/check-storage";
import { type Finding, found, lineOf } from "./doctor/finding";
import { givenOrDemoSettings } from "./settings";

const usage = `Usage: npm run doctor -- [options]
  --mail <address>  sends one mail there; without it the mail server is only asked whether it lets us in
  --json            prints what was found as JSON`;

/** Whatever a check did not expect is a finding too, and stops none of the others. */
async function looked(check: string, look: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    return [found(check, "broken", `it could not be looked at (${kind}).`, "Tell us: this should not happen.")];
  }
}

/** Everything, one after another, each told as soon as it is known. */
async function examine(settings: Env, mailTo: string | undefined, tell: (findings: Finding[]) => void): Promise<void> {
  let stored: DokuAccount | null = null;
  const lookAtDatabase = async () => {
    const { findings, account } = await checkDatabase(settings);
    stored = account;
    return findings;
  };
  tell(await looked("Database", lookAtDatabase));
  // Where it could not be opened: what is tried with the files is read back by this process alone.
  if (!hasKeys()) holdFreshKeys();
  tell(await looked("Files", () => checkStorage(settings)));
  const scanner = settings.CLAMAV_ADDRESS;
  if (scanner) tell(await looked("Virus scanner", () => checkScanner(scanner)));
  const mail = { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM, to: mailTo };
  tell(await looked("Mail", () => checkMail(mail)));
  const account: DokuAccount = stored ?? environmentAccount();
  tell(await looked("DOKU", () => checkDoku(account)));
  tell(await looked("Portal", () => checkPortal(settings.APP_URL)));
  tell(await looked("Callbacks", () => checkCallback(settings.APP_URL, account, stored !== null)));
}

const isBroken = ({ state }: Finding) => state === "broken";

function sumUp(findings: readonly Finding[]): string {
  const broken = findings.filter(isBroken).length;
  const warnings = findings.filter(({ state }) => state === "warn").length;
  if (broken > 0) return `\n${broken} to mend${warnings > 0 ? `, ${warnings} to know about` : ""}.`;
  return warnings > 0 ? `\nNothing is broken; ${warnings} to know about.` : "\nAll is well.";
}

async function main(): Promise<number> {
  const options = { mail: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean" } } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const findings: Finding[] = [];
  const tell = (news: Finding[]) => {
    findings.push(...news);
    if (!values.json) for (const finding of news) console.log(lineOf(finding));
  };
  const given = givenOrDemoSettings();
  const problems = envProblems(given);
  if (problems.length > 0) {
    const todo = "See .env.example; the rest is looked at when the settings are right.";
    for (const problem of problems) tell([found("Settings", "broken", `${problem}.`, todo)]);
  } else {
    Object.assign(process.env, given, { LOG_LEVEL: "silent" });
    tell([found("Settings", "ok", "all that is needed is there.")]);
    await examine(env(), values.mail, tell);
  }
  console.log(values.json ? JSON.stringify(findings, null, 2) : sumUp(findings));
  return findings.some(isBroken) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(usage);
  process.exitCode = 2;
}
