/** What a person reads when the demo is up: where to go, how to get in, what to try. */
import { styleText } from "node:util";
import type { LocalSettings } from "./settings";

const terminal = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text: string) => (terminal ? styleText("bold", text) : text);
const strong = (text: string) => (terminal ? styleText(["bold", "cyan"], text) : text);
const quiet = (text: string) => (terminal ? styleText("dim", text) : text);

function row(label: string, value: string, note = ""): string {
  return `    ${label.padEnd(12)}${strong(value)}${note && quiet(`   ${note}`)}`;
}

function mailPlace({ sandbox }: LocalSettings): string {
  return sandbox?.isMailbox ? `${sandbox.url}/mail` : "your own mailbox";
}

/** The text, ready to print. */
export function welcome(settings: LocalSettings, mode: "demo" | "dev"): string {
  const { portalUrl, sandbox, staffEmail, dataDir } = settings;
  const mail = mailPlace(settings);
  const lines = [
    "",
    `  ${bold("Sambut is running.")}`,
    "",
    row("Portal", portalUrl),
    ...(sandbox?.isMailbox ? [row("Mailbox", mail, "every mail that Sambut sends lands here")] : []),
    ...(sandbox?.isDoku ? [row("DOKU", sandbox.url, "the sandbox: approve, reject, send callbacks")] : []),
    "",
    `  ${bold("As partner staff")}`,
    `    Open ${portalUrl}/sign-in, type ${strong(staffEmail)} and follow the link in ${mail}.`,
    "",
    `  ${bold("As an invited merchant")}`,
    ...(sandbox?.isMailbox
      ? [`    An invitation is waiting in ${mail}: open it and follow its link.`]
      : [`    Invite an address of your own as staff, and follow the link in that mailbox.`]),
    ...tries(settings),
    "",
    quiet(
      `  Data and logs are in ${dataDir}. ${mode === "demo" ? "Started again, everything is still there." : ""}`.trimEnd(),
    ),
    quiet("  Ctrl-C stops everything."),
    "",
  ];
  return lines.join("\n");
}

function tries({ sandbox }: LocalSettings): string[] {
  if (!sandbox?.isDoku) return [];
  return [
    "",
    `  ${bold("What to try")}`,
    `    Submit, keep the status page open, and approve or reject sections at ${sandbox.url}.`,
    `    Name the business ${strong("Uji cepat")} (approved in two seconds), ${strong("Uji tolak pemilik foto buram")} (identity card refused),`,
    `    ${strong("Uji bekukan")} (suspended), ${strong("Uji putus sesudah")} (line cut after DOKU got it). All of them: docs/sandbox.md.`,
    "    Stop the demo in the middle of a submission and start it again.",
  ];
}
