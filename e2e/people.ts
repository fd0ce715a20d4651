/** Invented people and businesses. Numbers follow the Indonesian forms but belong to nobody; `.test` can't be mailed. */
import { randomInt } from "node:crypto";

export type Person = {
  name: string;
  email: string;
  /** As people type it. */
  phone: string;
  nik: string;
};

export type Account = { bankId: string; bankName: string; number: string; name: string };

export type Business = {
  name: string;
  description: string;
  email: string;
  phone: string;
  street: string;
  /** DOKU's form: postal code and four names. */
  area: string;
  instagram: string;
  account: Account;
};

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join("");

/** Different at every call, so that tests which share a portal never share an address. */
function mark(): string {
  return randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0");
}

/** A NIK of a woman born on 17 August 1990: province 31, regency 74, district 01, day + 40; `ending` has four digits. */
export function inventedNik(ending = "0001"): string {
  return `317401570890${ending}`;
}

/** A phone number in a range that is easy to read, different at every call. */
function inventedPhone(): string {
  return `0812-${digits(4)}-${digits(4)}`;
}

export function inventedPerson(name = "Sri Wahyuni"): Person {
  return {
    name,
    email: `${name.split(" ")[0]?.toLowerCase()}.${mark()}@merchant.test`,
    phone: inventedPhone(),
    nik: inventedNik(),
  };
}

export function inventedBusiness(name: string, owner: Person): Business {
  return {
    name,
    description: "Menjual kopi bubuk dan kue kering buatan sendiri.",
    email: owner.email,
    phone: owner.phone,
    street: "Jalan Melati Nomor 12, RT 03 RW 05",
    area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat",
    instagram: "https://www.instagram.com/warung.melati.test",
    account: { bankId: "014", bankName: "BCA", number: `52${digits(4)}1234`, name: owner.name.toUpperCase() },
  };
}
