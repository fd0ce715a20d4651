/** Who owns the businesses: everything that has to be sealed or hashed one by one, a batch of merchants at a time. */
import type pg from "pg";
import { seal } from "../../lib/crypto/seal";
import { blindIndex, emailIndex, hashToken, newToken } from "../../lib/crypto/tokens";
import { personKey } from "../../lib/domain/search-words";
import { familyNames, givenNames } from "./words";

const sealedNames = () =>
  givenNames.flatMap((given) => familyNames.map((family) => seal(`${given} ${family}`, "users.name")));

/** The same keys as db/queries/search makes. */
function searchKey(kind: "phone" | "nik", value: string): string {
  const key = personKey(kind, value);
  if (!key) throw new Error(`The seed makes a ${kind} that is none: ${value}`);
  return blindIndex(key.value, `search.${kind}`);
}

const digits = (value: number, count: number) => String(value % 10 ** count).padStart(count, "0");

/** What the owner of the merchant number `n` is reached and known by; two merchants never share any of it. */
export function inventedOwner(n: number): { email: string; phone: string; nik: string } {
  const given = givenNames[n % givenNames.length] ?? "";
  const family = familyNames[n % familyNames.length] ?? "";
  return {
    email: `${given}.${family}.${n}@merchant.test`.toLowerCase(),
    phone: `0812${digits(n * 7_919, 8)}`,
    // A woman born in August 1990; the last digits and the district tell them apart.
    nik: `3174${digits((Math.floor(n / 9_999) % 99) + 1, 2)}570890${digits((n % 9_999) + 1, 4)}`,
  };
}

function person(n: number) {
  const { email, phone, nik } = inventedOwner(n);
  const token = newToken();
  return {
    email: seal(email, "users.email"),
    index: emailIndex(email),
    phone: searchKey("phone", phone),
    nik: searchKey("nik", nik),
    token: seal(token, "applications.webhook_token"),
    tokenHash: hashToken(token),
  };
}

export async function createPeople(client: pg.Client): Promise<void> {
  await client.query(
    "create unlogged table seed_people (n int primary key, email text, email_index text, name text, phone text, nik text, token text, token_hash text)",
  );
}

/** Adds the people of the merchants from `first` to `last`. */
export async function addPeople(client: pg.Client, first: number, last: number): Promise<void> {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const people = numbers.map(person);
  const own = sealedNames();
  await client.query(
    `insert into seed_people select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
    [
      numbers,
      people.map(({ email }) => email),
      people.map(({ index }) => index),
      numbers.map((n) => own[n % own.length]),
      people.map(({ phone }) => phone),
      people.map(({ nik }) => nik),
      people.map(({ token }) => token),
      people.map(({ tokenHash }) => tokenHash),
    ],
  );
}

const members = [
  ["admin", "Rani"],
  ["manager", "Dimas"],
  ["reviewer", "Ayu"],
  ["reviewer", "Bagus"],
  ["reviewer", "Citra"],
  ["reviewer", "Eko"],
  ["viewer", "Fitri"],
] as const;

/** The partner's staff; the first one signs in with FIRST_STAFF_EMAIL. Answers with the ids of those who review. */
export async function addStaff(client: pg.Client, firstEmail: string): Promise<string[]> {
  const reviewers: string[] = [];
  for (const [index, [role, name]] of members.entries()) {
    const email = index === 0 ? firstEmail.toLowerCase() : `${name.toLowerCase()}@staff.test`;
    const { rows } = await client.query<{ id: string }>(
      "insert into users (role, staff_role, email, email_index, name) values ('staff', $1, $2, $3, $4) returning id",
      [role, seal(email, "users.email"), emailIndex(email), seal(name, "users.name")],
    );
    if (role === "reviewer") reviewers.push(...rows.map(({ id }) => id));
  }
  return reviewers;
}
