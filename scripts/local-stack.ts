/** The portal and the sandbox on one machine: what `npm run demo` and `npm run dev` share. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Child, onStopSignal, startChild, untilAnswers } from "./children";
import { buildPortal, isBuildFresh, nextBin, portalServer } from "./portal-build";
import { requireDataFolder, requireFreePort } from "./preflight";
import { givenSettings, type LocalSettings, localPlaces, localSettings } from "./settings";
import { welcome } from "./welcome";

type Mode = "demo" | "dev";

/** Starts everything, prints where to go, and stays until told to stop. Ends the process itself. */
export async function runLocally(mode: Mode): Promise<void> {
  const children: Child[] = [];
  let stopping = false;
  const stopAll = async (code: number) => {
    stopping = true;
    await Promise.all(children.map((child) => child.stop()));
    process.exit(code);
  };
  onStopSignal(() => {
    console.log("\nStopping …");
    stopAll(0);
  });

  try {
    const settings = await prepared();
    const watch = (child: Child) => {
      children.push(child);
      return child;
    };
    if (mode === "demo") await built(settings, watch);
    if (stopping) return;
    await started(mode, settings, watch);
    if (stopping) return;
    console.log(welcome(settings, mode));
    const first = await Promise.race(
      children.filter((child) => child.isRunning()).map(async (child) => ({ child, how: await child.ended })),
    );
    if (!stopping)
      throw new Error(`${first.child.name} ended unexpectedly (${first.how}), so the rest is stopped too.`);
  } catch (error) {
    if (stopping) return;
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    await stopAll(1);
  }
}

/** Settings, after everything that would fail later was looked at. */
async function prepared(): Promise<LocalSettings> {
  const given = givenSettings();
  const places = localPlaces(given);
  await requireFreePort(places.portalPort, "PORT", "the portal");
  if (places.sandbox) {
    await requireFreePort(places.sandbox.port, "SANDBOX_PORT", "the sandbox");
    await requireFreePort(places.sandbox.smtpPort, "SANDBOX_SMTP_PORT", "the mailbox of the sandbox");
  }
  requireDataFolder(places.dataDir);
  return localSettings(given);
}

async function built(settings: LocalSettings, watch: (child: Child) => Child): Promise<void> {
  if (isBuildFresh(settings.dataDir)) return;
  console.log("Building the portal. This takes a minute the first time, and is skipped while nothing changes …");
  const log = join(settings.dataDir, "build.log");
  const ok = await buildPortal(log, settings.dataDir, watch);
  if (!ok) throw new Error(`The build failed. Its last words, all of them in ${here(log)}:\n${lastLines(log)}`);
}

async function started(mode: Mode, settings: LocalSettings, watch: (child: Child) => Child): Promise<void> {
  const { env, dataDir, sandbox, portalPort } = settings;
  const output = (name: string) => (mode === "dev" ? "terminal" : join(dataDir, `${name}.log`));
  const explained = async (log: string, ready: Promise<void>) => {
    try {
      await ready;
    } catch (error) {
      if (log === "terminal" || !(error instanceof Error)) throw error;
      throw new Error(`${error.message} Its last words, all of them in ${here(log)}:\n${lastLines(log)}`);
    }
  };
  if (sandbox) {
    const child = watch(
      startChild("The sandbox", ["--import", "tsx", "sandbox/main.ts"], {
        env: { ...process.env, ...env },
        output: output("sandbox"),
      }),
    );
    await explained(output("sandbox"), untilAnswers(child, sandbox.url, 60_000));
  }
  const portal = watch(
    startChild("The portal", mode === "dev" ? [nextBin, "dev", "--port", String(portalPort)] : portalServer, {
      env: {
        ...process.env,
        ...env,
        NODE_ENV: mode === "dev" ? "development" : "production",
        DEMO_INVITATION: "on",
      },
      output: output("portal"),
    }),
  );
  await explained(output("portal"), untilAnswers(portal, `http://localhost:${portalPort}/api/health`, 180_000));
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-15).join("\n");
}

/** A path as a person would type it from here. */
function here(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
