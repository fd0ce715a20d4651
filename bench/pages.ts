/**
 * `npm run bench -- pages [rounds] [devtools | simulate]`: every page of a merchant as a slow phone has it, beside a bare Next page
 * and a plain form made with the same libraries, in turns within one run. Only bytes end it with 1: times are the machine's too.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { mailboxOf } from "../e2e/control";
import { freePorts } from "../e2e/free-ports";
import { inventedBusiness, inventedPerson } from "../e2e/people";
import { prepareQuickly, welcome } from "../e2e/quick-merchant";
import { scriptBudgetBytes } from "../e2e/script-budget";
import { startServers } from "../e2e/servers";
import { findBrowser } from "../scripts/browser";
import { startChild, untilAnswers } from "../scripts/children";
import { buildPortal, isBuildFresh, nextBin } from "../scripts/portal-build";
import { signIn } from "./forms";
import { percentile } from "./numbers";
import { type Figures, measurePage } from "./page-run";

const targets = { lcpMs: 1_200, tbtOverBareMs: 100, cls: 0 };

const parts = ["profile", "brand", "social", "address", "contacts", "bank"];
const own = [
  "/sign-in",
  "/onboarding",
  "/onboarding/requirements",
  "/onboarding/uploads",
  ...parts.map((part) => `/onboarding/business/${part}`),
  "/onboarding/check",
];

type Contestant = { name: string; url: string; cookie: string; isOurs: boolean };

async function startRival(folder: string) {
  const build = startChild("The bare app's build", [nextBin, "build", "bench/rivals/pages"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    output: join(folder, "rival-build.log"),
  });
  if ((await build.ended) !== "exit code 0") throw new Error("The bare Next app could not be built.");
  const [port] = await freePorts(1);
  const child = startChild("The bare app", [nextBin, "start", "bench/rivals/pages", "--port", String(port)], {
    env: { ...process.env, NODE_ENV: "production" },
    output: join(folder, "rival.log"),
  });
  const url = `http://localhost:${port}`;
  await untilAnswers(child, url, 60_000);
  return { url, stop: child.stop };
}

type Portals = Awaited<ReturnType<typeof startServers>>;

/** A merchant who is ready to send, and its cookie. */
async function readyCookie({ portal, sandboxUrl }: Portals, executablePath: string): Promise<string> {
  const browser = await chromium.launch({ executablePath });
  try {
    const staffCookie = await signIn({ url: portal.url, sandboxUrl, email: portal.staffEmail });
    const staff = await browser.newPage({ baseURL: portal.url, extraHTTPHeaders: { Cookie: staffCookie } });
    const merchant = await browser.newPage({ baseURL: portal.url });
    const owner = inventedPerson();
    const business = inventedBusiness("Warung Cepat", owner);
    await welcome(merchant, { portal, mailbox: mailboxOf(sandboxUrl), staff }, owner, business);
    await prepareQuickly(merchant, business, owner);
    const cookies = await merchant.context().cookies();
    return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  } finally {
    await browser.close();
  }
}

const median = (all: readonly Figures[], name: keyof Figures) =>
  percentile(
    all.map((one) => one[name]),
    0.5,
  );
const kb = (bytes: number) => (bytes / 1000).toFixed(1).padStart(7);

function print(contestants: readonly Contestant[], figures: ReadonlyMap<string, Figures[]>): boolean {
  const of = (name: string) => figures.get(name) ?? [];
  const bare = of("bare Next page");
  const bareTbt = median(bare, "tbt");
  const bareBytes = median(bare, "scriptBytes");
  let isWithinBudget = true;
  console.log(`\n${"".padEnd(34)}  LCP ms   TBT ms    CLS  script kB  over bare   all kB`);
  for (const { name, isOurs } of contestants) {
    const all = of(name);
    const [lcp, tbt, cls] = [median(all, "lcp"), median(all, "tbt"), median(all, "cls")];
    const over = median(all, "scriptBytes") - bareBytes;
    const missed = isOurs
      ? [
          lcp > targets.lcpMs && `LCP over ${targets.lcpMs}`,
          tbt > bareTbt + targets.tbtOverBareMs && `TBT over bare + ${targets.tbtOverBareMs}`,
          Number(cls.toFixed(2)) > targets.cls && "layout shifts",
          over > scriptBudgetBytes && "script over budget",
        ].filter(Boolean)
      : [];
    if (isOurs && over > scriptBudgetBytes) isWithinBudget = false;
    const numbers = `${Math.round(lcp)}`.padStart(8) + `${Math.round(tbt)}`.padStart(9) + cls.toFixed(2).padStart(7);
    const bytes = `  ${kb(median(all, "scriptBytes"))}    ${kb(over)}  ${kb(median(all, "allBytes"))}`;
    console.log(`${name.padEnd(34)}${numbers}  ${bytes}  ${missed.join(", ")}`);
  }
  console.log(
    `\n  Wanted: LCP ${targets.lcpMs} ms, TBT bare + ${targets.tbtOverBareMs} ms, CLS 0.00, script bare + ${scriptBudgetBytes / 1000} kB`,
  );
  return isWithinBudget;
}

/** @returns whether every page keeps to its bytes */
export async function benchPages([given = "5", slowBy = "devtools"]: string[]): Promise<boolean> {
  if (slowBy !== "devtools" && slowBy !== "simulate")
    throw new Error("A phone is made slow by devtools or by simulate.");
  const folder = mkdtempSync(join(tmpdir(), "sambut-bench-pages-"));
  const found = await findBrowser();
  if (!found) throw new Error("No Chromium works here.");
  if (!isBuildFresh() && !(await buildPortal("terminal"))) return false;
  const servers = await startServers();
  const rival = await startRival(folder);
  const [port = 0] = await freePorts(1);
  const phone = await chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env },
    args: [`--remote-debugging-port=${port}`],
  });
  try {
    const cookie = await readyCookie(servers, found.executablePath);
    const contestants: Contestant[] = [
      { name: "bare Next page", url: rival.url, cookie: "", isOurs: false },
      { name: "plain form, same libraries", url: `${rival.url}/form`, cookie: "", isOurs: false },
      ...own.map((path) => ({
        name: path,
        url: `${servers.portal.url}${path}`,
        cookie: path === "/sign-in" ? "" : cookie,
        isOurs: true,
      })),
    ];
    const figures = new Map(contestants.map(({ name }): [string, Figures[]] => [name, []]));
    for (let round = 0; round < Number(given); round += 1) {
      for (const { name, url, cookie: who } of contestants) {
        figures.get(name)?.push(await measurePage(port, url, who, slowBy));
      }
      console.log(`  round ${round + 1} of ${given}`);
    }
    return print(contestants, figures);
  } finally {
    await phone.close();
    await rival.stop();
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
