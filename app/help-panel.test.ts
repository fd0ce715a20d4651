/** Help is found at the same place on every page that merchants see. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { businessParts } from "@/lib/domain/business";
import id from "@/messages/id.json";

const folders = ["app/(merchant)", "app/sign-in", "app/invitation"];
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
);
const pages = ["app/page.tsx", ...files.filter((file) => file.endsWith("/page.tsx"))];

test.each(pages)("%s is a merchant's page with its help", (page) => {
  const source = readFileSync(page, "utf8");
  expect(source).toContain("<MerchantPage help=");
  expect(source).not.toContain("<PageBody");
});

test("every part of the business has help of its own", () => {
  const heres = businessParts.map((part) => id.help.pages[part].here);
  expect(new Set(heres).size).toBe(businessParts.length);
});
