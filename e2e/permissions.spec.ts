import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { mayDo, type Permission, staffRoles } from "@/lib/domain/permissions";
import { type Actor, newDevice, staffAtDesk } from "./actors";
import { actionPermissions, pagePermissions, routesOfStaff } from "./declared-permissions";
import { expect, test } from "./fixtures";
import { inventedBusiness, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";
import { type Argument, callAction, serverActionIds } from "./server-actions";
import { type Member, memberAtDesk } from "./team";

type Role = (typeof staffRoles)[number];
let members: Map<Role, Member>;
let nobody: Actor;
let applicationId: string;
let fileId: string;

test.beforeAll(async ({ browser, portal, mailbox }) => {
  members = new Map();
  for (const role of staffRoles) members.set(role, await memberAtDesk(browser, { portal, mailbox }, role));
  nobody = await newDevice(browser, portal);
  const staff = await staffAtDesk(browser, portal, mailbox);
  const owner = inventedPerson("Ratna Sari");
  const servers = { portal, mailbox, staff: staff.page };
  const merchant = await readyMerchant(browser, servers, owner, inventedBusiness("Toko Segala Peran", owner));
  fileId = merchant.fileIds[0] ?? "";
  await staff.page.goto("/desk?view=all");
  await staff.page.getByRole("link", { name: "Toko Segala Peran" }).first().click();
  await staff.page.waitForURL("**/desk/merchants/*");
  applicationId = new URL(staff.page.url()).pathname.split("/").at(-1) ?? "";
});

const requestOf = (role: Role) => {
  const member = members.get(role);
  if (!member) throw new Error(`There is no ${role}.`);
  return member.context.request;
};

test("every action of the staff is done for the roles that may, and refused to the others, whoever calls it directly", async () => {
  const ids = serverActionIds();
  const table = actionPermissions();
  expect(table.size).toBeGreaterThan(40);
  // The permission is asked before the input is read, so that nonsense tells the two apart and does no harm.
  const nonsense: Argument[][] = [[{ json: "x" }], [{ json: "x" }, { json: "x" }]];
  for (const [name, permission] of table) {
    const id = ids.get(name);
    expect(id, `${name} is in the build`).toBeTruthy();
    for (const role of staffRoles) {
      for (const args of nonsense) {
        const answer = await callAction(requestOf(role), { id: id ?? "", path: "/desk", args });
        const text = await answer.text();
        const refused = text.includes('"error":"notAllowed"');
        expect({ name, role, refused }).toEqual({ name, role, refused: !mayDo(role, permission) });
        if (refused) expect(text, `${name} as ${role}`).not.toContain('"ok":true');
      }
    }
  }
});

test("every page of the staff opens for the roles that may, and sends the others to their desk", async () => {
  const manifest: Record<string, string> = JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8"));
  const pages = Object.entries(manifest).flatMap(([file, route]) =>
    file.endsWith("/page") && route.startsWith("/desk") ? [route] : [],
  );
  expect(pages.filter((page) => !pagePermissions[page])).toEqual([]);
  for (const [page, permission] of Object.entries(pagePermissions)) {
    const path = page
      .replace("[applicationId]", applicationId)
      .replace("[section]", "bank")
      .replace(/\[\w+\]/, applicationId);
    for (const role of staffRoles) {
      const answer = await requestOf(role).get(path, { maxRedirects: 0 });
      // A page that streams redirects in its text.
      const isSentAway = answer.headers().location === "/desk" || /NEXT_REDIRECT;\w+;\/desk;/.test(await answer.text());
      expect(answer.status(), page).toBeLessThan(500);
      expect({ page, role, isOpen: !isSentAway }).toEqual({ page, role, isOpen: mayDo(role, permission) });
    }
  }
});

type Door = { file: string; path: string; permission: Permission; ask?: Parameters<APIRequestContext["fetch"]>[1] };

/** Whatever is asked of them here is nonsense, so that it is refused or answered without doing anything. */
const doors = (): Door[] => {
  const batches = "/api/invitations/batches";
  const onCase = `/api/desk/merchants/${applicationId}`;
  const onCaseFile = "app/api/desk/merchants/[applicationId]";
  return [
    { file: "app/api/uploads/[id]", path: `/api/uploads/${fileId}`, permission: "person.reveal" },
    { file: `${onCaseFile}/drafts`, path: `${onCase}/drafts`, permission: "case.correct", ask: put({ part: "users" }) },
    { file: `${onCaseFile}/uploads`, path: `${onCase}/uploads`, permission: "case.correct", ask: put("x") },
    {
      file: `${onCaseFile}/uploads/[fileId]`,
      path: `${onCase}/uploads/${applicationId}`,
      permission: "case.correct",
      ask: { method: "DELETE" },
    },
    { file: "app/api/invitations/batches", path: batches, permission: "invitation.many", ask: posted({}) },
    {
      file: "app/api/invitations/batches/[batchId]/rest",
      path: `${batches}/${applicationId}/rest`,
      permission: "invitation.many",
    },
    { file: "app/api/invitations/template", path: "/api/invitations/template", permission: "invitation.many" },
    { file: "app/api/logo", path: "/api/logo", permission: "settings.manage", ask: put("x") },
    {
      file: "app/(staff)/desk/audit/export",
      path: "/desk/audit/export",
      permission: "audit.export",
      ask: posted({ from: "2026-01-01" }),
    },
    {
      file: "app/(staff)/desk/insight/export",
      path: "/desk/insight/export?table=merchants",
      permission: "insight.export",
    },
  ];
};
const put = (data: unknown) => ({ method: "PUT", data });
const posted = (form: Record<string, string>) => ({ method: "POST", form });

test("files, exports and what is not a page are kept to the same table, and no such door is left out here", async () => {
  expect(
    doors()
      .map(({ file }) => `${file}/route.ts`)
      .sort(),
  ).toEqual(routesOfStaff());
  for (const { path, permission, ask } of doors()) {
    expect((await nobody.context.request.fetch(path, ask)).status(), path).toBe(401);
    for (const role of staffRoles) {
      const status = (await requestOf(role).fetch(path, ask)).status();
      expect({ path, role, refused: status === 403 }).toEqual({ path, role, refused: !mayDo(role, permission) });
      expect(status, path).toBeLessThan(500);
    }
  }
});
