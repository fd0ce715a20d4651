/** Every page, route handler and server action that the sources have. What nobody declared in access.ts fails the tests. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Permission, permissions } from "@/lib/domain/permissions";

const app = "app";
const filesOfApp = () => readdirSync(app, { recursive: true, encoding: "utf8" }).sort();
const source = (file: string) => readFileSync(join(app, file), "utf8");

/** The address of a folder: groups in parentheses are none of it. */
function addressOf(file: string): string {
  const folders = file.split("/").slice(0, -1);
  return `/${folders.filter((folder) => !folder.startsWith("(")).join("/")}`;
}

export const pageDoors = (): string[] =>
  filesOfApp()
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map(addressOf)
    .sort();

const methods = /^export (?:(?:async )?function|const) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/gm;

/** As "GET /api/health". What Next makes of `app/manifest.ts` is one too. */
export const routeDoors = (): string[] => [
  ...filesOfApp()
    .filter((file) => /(^|\/)route\.tsx?$/.test(file))
    .flatMap((file) => [...source(file).matchAll(methods)].map(([, method]) => `${method} ${addressOf(file)}`)),
  "GET /manifest.webmanifest",
];

/** Who may use a server action, as its maker says: a permission of the staff, or whom its maker is for; `secondStep`: any staff. */
export type ActionNeed = Permission | "merchant" | "everybody" | "secondStep";

const made =
  /export const (\w+) = (merchant|merchantForm|staff|staffForm|secondStep|public)Action\(\s*(?:"([a-z.]+)")?/g;
const isPermission = (text: string): text is Permission => Object.hasOwn(permissions, text);

/** The one action that has no maker: whoever reads the portal may choose its language. */
const unmade: [string, ActionNeed][] = [["changeLocale", "everybody"]];

/** Server actions by name. A name is given once, because the build knows actions by name. */
export function actionDoors(): Map<string, ActionNeed> {
  const found = new Map<string, ActionNeed>(unmade);
  for (const file of filesOfApp().filter((one) => one.endsWith(".ts") || one.endsWith(".tsx"))) {
    for (const [, name = "", maker = "", permission = ""] of source(file).matchAll(made)) {
      if (found.has(name)) throw new Error(`Two server actions are called ${name}.`);
      if (maker === "secondStep") found.set(name, maker);
      else if (!maker.startsWith("staff")) found.set(name, maker === "public" ? "everybody" : "merchant");
      else if (isPermission(permission)) found.set(name, permission);
      else throw new Error(`${name} asks for ${permission}, which is no permission.`);
    }
  }
  return found;
}
