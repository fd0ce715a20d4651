/** Which permission each door of the staff asks for, as the sources declare it: the table that the specs are generated from. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Permission, permissions } from "@/lib/domain/permissions";

const staffFolder = "app/(staff)";
const declared = /export const (\w+) = staff(?:Form)?Action\(\s*"([a-z.]+)"/g;

const isPermission = (text: string): text is Permission => Object.hasOwn(permissions, text);

/** Server actions of the staff by name. A name is given once, because the build knows actions by name. */
export function actionPermissions(): Map<string, Permission> {
  const found = new Map<string, Permission>();
  for (const file of readdirSync(staffFolder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") && !file.endsWith(".tsx")) continue;
    for (const [, name = "", permission = ""] of readFileSync(join(staffFolder, file), "utf8").matchAll(declared)) {
      if (found.has(name)) throw new Error(`Two server actions are called ${name}.`);
      if (!isPermission(permission)) throw new Error(`${name} asks for ${permission}, which is no permission.`);
      found.set(name, permission);
    }
  }
  return found;
}

/** What each page of the staff asks for. A page that is not in here fails the spec. */
export const pagePermissions: Record<string, Permission> = {
  "/desk": "desk.see",
  "/desk/audit": "audit.see",
  "/desk/events": "desk.see",
  "/desk/events/[eventId]": "desk.see",
  "/desk/events/replay": "event.replay",
  "/desk/events/replays/[replayId]": "event.replay",
  "/desk/insight": "desk.see",
  "/desk/invitations": "desk.see",
  "/desk/invitations/new": "invitation.send",
  "/desk/invitations/import": "invitation.many",
  "/desk/invitations/import/[batchId]": "invitation.many",
  "/desk/invitations/lite": "invitation.lite",
  "/desk/invitations/[applicationId]": "desk.see",
  "/desk/merchants/[applicationId]": "desk.see",
  "/desk/merchants/[applicationId]/correct": "case.correct",
  "/desk/merchants/[applicationId]/correct/[section]": "case.correct",
  "/desk/merchants/[applicationId]/credential": "credential.reveal",
  "/desk/reasons": "desk.see",
  "/desk/settings": "settings.manage",
  "/desk/team": "team.manage",
  "/desk/work": "desk.see",
};

/** The route handlers that ask for a permission, by their files. */
export function routesOfStaff(): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .map((file) => join("app", file))
    .filter((file) => /staffAtDoor|caseAtDoor/.test(readFileSync(file, "utf8")))
    .sort();
}
