/** Starts the sandbox as a process of its own; settings come from the environment, see docs/sandbox.md. */
import { startSandbox } from "./server";

const env = process.env;

function numberFrom(name: string, fallback: number): number {
  const value = Number(env[name] || fallback);
  if (Number.isFinite(value) && value >= 0) return value;
  return fail(`${name} must be a number, but is "${env[name]}".`);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const port = numberFrom("SANDBOX_PORT", 4010);
const smtpPort = numberFrom("SANDBOX_SMTP_PORT", port === 0 ? 0 : port + 1);
const settings = {
  port,
  smtpPort,
  dataDir: env.DATA_DIR || ".data",
  clock: numberFrom("SANDBOX_CLOCK", 3_600) || 1,
  auto: env.SANDBOX_AUTO !== "off",
  ...(env.SANDBOX_HOST ? { host: env.SANDBOX_HOST } : {}),
  ...(env.DOKU_CLIENT_ID ? { clientId: env.DOKU_CLIENT_ID } : {}),
  ...(env.DOKU_SECRET_KEY ? { secretKey: env.DOKU_SECRET_KEY } : {}),
};

function explain(error: unknown): string {
  const { code, port: taken, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE") {
    const setting = taken === smtpPort ? "SANDBOX_SMTP_PORT" : "SANDBOX_PORT";
    return `Port ${taken} is in use: stop the program that uses it, or set ${setting} to another port.`;
  }
  if (code === "EACCES" || code === "EROFS")
    return `The sandbox may not write to or listen on what it was given: ${message}`;
  return `The sandbox could not start: ${message}`;
}

const running = await startSandbox(settings).catch((error: unknown) => fail(explain(error)));
console.log(`sandbox ready ${running.url} smtp ${running.smtpPort}`);

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
