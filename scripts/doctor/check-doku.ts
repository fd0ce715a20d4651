import { liteKind } from "../../lib/doku/assumptions";
import { createDokuClient } from "../../lib/doku/client";
import { type DokuCall, DokuError, type DokuErrorKind } from "../../lib/doku/request";
import type { DokuAccount } from "../../lib/doku-account";
import { environmentOf } from "../../lib/domain/doku-settings";
import { clockFinding } from "./check-clock";
import { type Finding, found } from "./finding";

const check = "DOKU";
const timeoutMs = 10_000;
/** In seconds. */
const clockLimit = 60;

const environmentNames = {
  sandbox: "its test environment (UAT)",
  production: "production",
  own: "an address of your own",
};

type Words = { says: string; todo: string };
const failures: Partial<Record<DokuErrorKind, Words>> = {
  auth: {
    says: "refused the signature",
    todo: "Client id and secret key must belong together and to this environment; then ask DOKU whether the Partner API is on for them.",
  },
  rejected: {
    says: "refused what we asked, though not the signature",
    todo: "See the assumptions in README.md, section Before you go live.",
  },
  not_found: { says: "does not know the Partner API at that address", todo: "Check DOKU_BASE_URL." },
  unreadable: { says: "answered with something that is not the Partner API", todo: "Check DOKU_BASE_URL." },
  rate_limited: { says: "has had too many calls from us", todo: "Wait a minute and try again." },
  unavailable: { says: "is in trouble itself", todo: "Try again later; see DOKU's status page." },
  timeout: { says: "did not answer in time", todo: "Try again; a firewall may let nothing out." },
  network: {
    says: "cannot be reached",
    todo: "Check DOKU_BASE_URL, and that the firewall lets this machine out to it.",
  },
};

const secondsAhead = ({ at, answeredAt, durationMs }: DokuCall): number | null =>
  answeredAt && (answeredAt.getTime() - at.getTime() - durationMs / 2) / 1_000;

/** One signed Check requirements, which changes nothing at DOKU (contract section 5). Never throws for what DOKU does. */
export async function checkDoku(account: DokuAccount): Promise<Finding[]> {
  const { baseUrl, clientId, secretKey } = account;
  const calls: DokuCall[] = [];
  const onCall = (call: DokuCall) => {
    calls.push(call);
  };
  const where = `${baseUrl}, ${environmentNames[environmentOf(baseUrl)]},`;
  let finding: Finding;
  try {
    await createDokuClient({ baseUrl, clientId, secretKey, timeoutMs, onCall }).checkRequirements(liteKind);
    finding = found(check, "ok", `${where} accepted the signature of ${clientId}.`);
  } catch (error) {
    if (!(error instanceof DokuError)) throw error;
    const status = error.status === null ? "" : ` (HTTP ${error.status})`;
    const { says, todo } = failures[error.kind] ?? { says: "could not be asked", todo: "Try again." };
    finding = found(check, "broken", `${where} ${says}${status}.`, todo);
  }
  const last = calls.at(-1);
  const findings = [finding];
  const ahead = last ? secondsAhead(last) : null;
  if (ahead !== null) findings.push(clockFinding("DOKU's", ahead, clockLimit));
  if (last?.signatureMismatch) {
    const todo = "Does a proxy change answers on the way? Else tell DOKU, and leave DOKU_REFUSE_WRONG_ANSWERS off.";
    findings.push(found(check, "warn", "the signature on its answer is not the one we expect.", todo));
  }
  return findings;
}
