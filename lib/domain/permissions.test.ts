import { expect, it } from "vitest";
import { mayDo, type Permission, permissions, type StaffRole, staffRoles } from "./permissions";

const all = Object.keys(permissions) as Permission[];
const allowed = (role: StaffRole | null) => all.filter((permission) => mayDo(role, permission));

it("lets each role do what the one before it may, and something more", () => {
  for (const [index, role] of staffRoles.entries()) {
    const before = index === 0 ? [] : allowed(staffRoles[index - 1] ?? null);
    expect(allowed(role)).toEqual(expect.arrayContaining(before));
    expect(allowed(role).length).toBeGreaterThan(before.length);
  }
});

it("lets nobody without a role do anything", () => {
  expect(allowed(null)).toEqual([]);
});

it("keeps the merchant's keys, the settings and the team with admins, and every deed away from viewers", () => {
  const only: Permission[] = ["credential.reveal", "settings.manage", "team.manage", "audit.export"];
  for (const permission of only) {
    expect(staffRoles.filter((role) => mayDo(role, permission))).toEqual(["admin"]);
  }
  expect(allowed("viewer")).toEqual(["desk.see", "view.save", "account.manage"]);
});
