import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seal, unseal } from "../lib/crypto/seal";
import { emailIndex } from "../lib/crypto/tokens";
import type { Database } from "./client";
import { insertPerson } from "./queries/users";
import { users } from "./schema";
import { closeTestDatabase, openTestDatabase } from "./test-database";

let opened: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(closeTestDatabase);

it("opens what was sealed for the same column, and nothing else", () => {
  const sealed = seal("3372010101900001", "users.email");
  expect(unseal(sealed, "users.email")).toBe("3372010101900001");
  expect(() => unseal(sealed, "users.name")).toThrow();
  const parts = sealed.split(".");
  const body = Buffer.from(parts[4] ?? "", "base64url");
  body[0] = (body[0] ?? 0) ^ 1;
  expect(() => unseal([...parts.slice(0, 4), body.toString("base64url")].join("."), "users.email")).toThrow();
  expect(seal("same", "users.name")).not.toBe(seal("same", "users.name"));
});

it("keeps a person's name and address out of the stored rows", async () => {
  const email = "sari@merchant.test";
  const id = await insertPerson(opened.db, {
    role: "merchant",
    email,
    emailIndex: emailIndex(email),
    name: "Sari Dewi",
  });
  const [row] = await opened.db.select({ name: users.name, email: users.email }).from(users).where(eq(users.id, id));
  expect(row).toEqual({ name: "Sari Dewi", email });
  const stored = JSON.stringify((await opened.executeSql("select * from users")).rows);
  expect(stored).not.toContain("Sari");
  expect(stored).not.toContain("merchant.test");
});
