import { version } from "../../lib/files/clamd";
import { type Finding, found, whyUnreachable } from "./finding";

const check = "Virus scanner";
const waitMs = 10_000;
const dayMs = 24 * 3_600_000;
/** New signatures come several times a day. */
const oldDays = 7;

/** Asks ClamAV who it is and how old its signatures are. */
export async function checkScanner(address: string, now = new Date()): Promise<Finding> {
  try {
    const says = await version(address, waitMs);
    const [name = "", , signatures = ""] = says.split("/");
    const days = Math.floor((now.getTime() - new Date(`${signatures} UTC`).getTime()) / dayMs);
    if (!name.startsWith("ClamAV")) {
      return found(check, "broken", `${address} is no ClamAV.`, "Check CLAMAV_ADDRESS.");
    }
    if (!(days <= oldDays)) {
      const age = Number.isNaN(days) ? "of unknown age" : `${days} days old`;
      return found(check, "warn", `${name} answers, its signatures are ${age}.`, "Let freshclam run beside it.");
    }
    return found(check, "ok", `${name} answers, its signatures are of the last ${oldDays} days.`);
  } catch (error) {
    const todo = "Start it, or check CLAMAV_ADDRESS: no file is taken meanwhile.";
    return found(check, "broken", `${address} cannot be asked: ${whyUnreachable(error)}.`, todo);
  }
}
