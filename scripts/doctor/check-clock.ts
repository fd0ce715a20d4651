import { type Finding, found } from "./finding";

/** DOKU refuses signatures whose time is too far off, and we refuse its callbacks for the same reason. */
const todo = "Let this machine keep its time by NTP (timedatectl set-ntp true): signatures and callbacks depend on it.";

/**
 * @param whose the other clock
 * @param ahead how far that clock is ahead of ours, in seconds
 * @param limit from how many seconds on it is worth a word
 */
export function clockFinding(whose: string, ahead: number, limit: number): Finding {
  const seconds = Math.round(Math.abs(ahead));
  if (Math.abs(ahead) <= limit) return found("Clock", "ok", `the same as ${whose}, to within ${limit} seconds.`);
  const side = ahead > 0 ? "behind" : "ahead of";
  return found("Clock", "warn", `ours is ${seconds} seconds ${side} ${whose}.`, todo);
}
