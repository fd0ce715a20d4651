import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invitationColumns, titleOf } from "../domain/invitation-columns";
import { type Cells, checkRows, invitationOf, maxImportRows } from "../domain/invitation-rows";
import { AppError } from "../errors";
import { decodeText } from "./decode-text";
import { parseInvitations } from "./parse-invitations";
import { writeRest, writeTemplate } from "./write-rest";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (data: Uint8Array | string) => parseInvitations(decodeText(typeof data === "string" ? bytes(data) : data));
const head = "Nama lengkap,Alamat email,Nama usaha";

/** The fault of a file that is refused as a whole. */
function faultOf(data: Uint8Array | string) {
  try {
    read(data);
  } catch (error) {
    if (error instanceof AppError) return error.issues[0];
    throw error;
  }
  return null;
}

function utf16(text: string, big: boolean): Uint8Array {
  const buffer = Buffer.from(`\ufeff${text}`, "utf16le");
  return big ? buffer.swap16() : buffer;
}

describe("a file is read whatever wrote it", () => {
  const row = {
    line: 2,
    cells: { name: "Zoë Ñandú", email: "zoe@warung.test", businessName: "Café Zoë" },
    extra: false,
  };
  const lines = [head, "Zoë Ñandú,zoe@warung.test,Café Zoë"];
  const cases: [string, Uint8Array | string][] = [
    ["UTF-8", lines.join("\n")],
    ["UTF-8 with its mark, as Excel writes it", `\ufeff${lines.join("\r\n")}\r\n`],
    ["line ends of an old Mac", lines.join("\r")],
    ["two kinds of line ends", `${head}\r\n${lines[1]}\n`],
    ["semicolons", lines.join("\n").replaceAll(",", ";")],
    ["tabs, as pasted from a spreadsheet", lines.join("\n").replaceAll(",", "\t")],
    ["Windows-1252, Excel's plain CSV", Buffer.from(lines.join("\r\n"), "latin1")],
    ["UTF-16, Excel's Unicode text", utf16(lines.join("\r\n").replaceAll(",", "\t"), false)],
    ["UTF-16 the other way round", utf16(lines.join("\r\n"), true)],
    ["quoted headings", `"Nama lengkap","Alamat email","Nama usaha"\n"Zoë Ñandú","zoe@warung.test","Café Zoë"`],
    ["English headings in another spelling", `full name,E-MAIL,Business_Name\n${lines[1]}`],
    ["headings in both languages", `${titleOf("name")},${titleOf("email")},${titleOf("businessName")}\n${lines[1]}`],
  ];
  it.each(cases)("%s", (_, data) => {
    expect(read(data)).toEqual({ rows: [row], unread: [] });
  });

  it("Excel's hint about the separator is no heading", () => {
    expect(read(`sep=;\n${lines.join("\n").replaceAll(",", ";")}`).rows).toEqual([{ ...row, line: 3 }]);
  });

  it("counts lines as an editor does, over blank lines and cells of several lines", () => {
    const text = `${head}\n\nA,a@b.test,"Toko\n\nSatu"\n,,\nB,b@b.test,"Toko ""Dua"", Baru"\n`;
    expect(read(text).rows.map(({ line, cells }) => [line, cells.businessName])).toEqual([
      [3, "Toko\n\nSatu"],
      [7, 'Toko "Dua", Baru'],
    ]);
  });

  it("takes a quotation mark within a name for what it is", () => {
    expect(read(`${head}\nA,a@b.test,Toko "Maju" Jaya\n`).rows[0]?.cells.businessName).toBe('Toko "Maju" Jaya');
  });

  it("says which columns it does not read, and notices cells without a heading", () => {
    const { rows, unread } = read(`${head},Kode rahasia,\nA,a@b.test,Toko,1,,x\nB,b@b.test\n`);
    expect(unread).toEqual(["Kode rahasia"]);
    expect(rows.map(({ extra }) => extra)).toEqual([true, false]);
    expect(rows[1]?.cells.businessName).toBe("");
  });
});

describe("a broken file is refused with what is wrong", () => {
  const cases: [string, Uint8Array | string, string][] = [
    ["nothing", "", "importEmpty"],
    ["blank lines", " \r\n\n", "importEmpty"],
    ["an Excel workbook", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), "importWorkbook"],
    ["an old Excel workbook", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "importWorkbook"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), "importBinary"],
    ["UTF-16 without its mark", Buffer.from(head, "utf16le"), "importBinary"],
    [
      "an encoding that is neither",
      Buffer.concat([bytes(`${head}\n`), Buffer.from([0x81, 0x8d, 0x41])]),
      "importEncoding",
    ],
    ["letters that an earlier program lost", `${head}\nZo\ufffd,a@b.test,Toko`, "importEncoding"],
    ["no headings", "Budi,budi@b.test,Toko Budi\n", "importNoHeader"],
    ["headings alone", `${head}\n,,\n`, "importNoRows"],
    ["a column too few", "Nama lengkap,Nama usaha\nBudi,Toko\n", "importMissing"],
    ["a column twice", `${head},E-mail\nBudi,a@b.test,Toko,c@d.test\n`, "importTwice"],
  ];
  it.each(cases)("%s", (_, data, key) => {
    expect(faultOf(data)).toMatchObject({ path: "file", key });
  });

  it("names the row in which a quotation mark was left open", () => {
    const text = `${head}\nA,a@b.test,Toko\nB,b@b.test,"Toko\nC,c@b.test,Toko\n`;
    expect(faultOf(text)).toEqual({ path: "file", key: "importQuote", params: { line: 3 } });
  });

  it("takes exactly as many rows as it says", () => {
    const rows = (count: number) => `${head}\n${"A,a@b.test,Toko\n".repeat(count)}${",,\n".repeat(50)}`;
    expect(read(rows(maxImportRows)).rows).toHaveLength(maxImportRows);
    expect(faultOf(rows(maxImportRows + 1))).toMatchObject({ key: "importTooMany" });
  });

  it("never fails in another way, whatever bytes come", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (data, withHead) => {
        faultOf(withHead ? Buffer.concat([bytes(`${head}\n`), data]) : data);
      }),
      { numRuns: 300 },
    );
  });
});

describe("rows", () => {
  const check = (text: string, taken: string[] = []) => checkRows(read(text).rows, new Set(taken));
  const keysOf = (text: string, taken?: string[]) =>
    check(text, taken).map(({ line, faults }) => [line, ...faults.map(({ path, key }) => `${path} ${key}`)]);

  it("are told apart by line and column", () => {
    const text = [
      `${head},HP,Bahasa,Jenis usaha`,
      "Ani,ani@warung.test,Warung Ani,0812-3456-7890,,Perorangan",
      ",bukan alamat,,12,Jawa,Warung",
      "Ani lagi, ANI@warung.test,Warung Ani,,English,PT",
      "Eko,eko@warung.test,Bengkel Eko,,,Yayasan",
      "Contoh,budi@example.com,Toko,,,",
      "Ema,ema@warung.test,Toko,,,,lebih",
    ].join("\n");
    expect(keysOf(text, ["eko@warung.test"])).toEqual([
      [2],
      [
        3,
        "name required",
        "email email.format",
        "phone phone.format",
        "businessName required",
        "kind importKind",
        "locale importLanguage",
      ],
      [4, "email importDuplicate"],
      [5, "email email.taken"],
      [6, "email importExample"],
      [7, " importExtra"],
    ]);
    expect(check(text)[2]?.faults[0]?.params).toEqual({ line: 2 });
  });

  it("become invitations as the form makes them", () => {
    const [ani, pt] = check(
      `${head},WhatsApp,Language,Kind,Brand,What it sells,Address\n` +
        "Ani, ANI@Warung.test ,Warung Ani,+62 812 3456 7890,en,personal,,Nasi uduk,Jl. Melati 1\n" +
        "Eko,eko@pt.test,PT Eko,,,PT,Eko,,\n",
    );
    expect(invitationOf(ani?.cells ?? {})).toEqual({
      name: "Ani",
      email: "ani@warung.test",
      phone: "81234567890",
      businessName: "Warung Ani",
      locale: "en",
      prefilled: { businessType: "PERSONAL", description: "Nasi uduk", street: "Jl. Melati 1" },
    });
    expect(invitationOf(pt?.cells ?? {})).toMatchObject({
      locale: "id",
      prefilled: { businessType: "CORPORATE", legalEntity: "PT", brandName: "Eko" },
    });
  });
});

describe("the file to mend", () => {
  it("comes back as it went out, and runs nothing in a spreadsheet", () => {
    const evil = fc.constantFrom(
      "=1+1",
      "+62812",
      "-2",
      "@SUM(A1)",
      '=HYPERLINK("x")',
      "'=x",
      "|cmd",
      "Toko, Baru",
      'a"b',
      "a\nb",
    );
    const cell = fc.oneof(
      evil,
      fc.string({ unit: "grapheme-ascii" }).map((text) => text.trim()),
    );
    const rows = fc.array(fc.record(Object.fromEntries(invitationColumns.map((column) => [column, cell]))), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom("id" as const, "en" as const), (made: Cells[], locale) => {
        const written = writeRest(
          made.map((cells) => ({ cells: { ...cells, name: "Ani" }, reason: "=1" })),
          locale,
        );
        const cells = parse(written, { bom: true, delimiter: locale === "id" ? ";" : "," }).flat();
        for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        const back = read(written);
        expect(back.unread).toEqual([]);
        expect(back.rows.map(({ cells }) => invitationOf(cells))).toEqual(
          made.map((cells) => invitationOf({ ...cells, name: "Ani" })),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("a template that was only downloaded invites nobody", () => {
    for (const locale of ["id", "en"] as const) {
      const [row, ...others] = checkRows(read(writeTemplate(locale)).rows, new Set());
      expect(others).toEqual([]);
      expect(row?.faults.map(({ key }) => key)).toEqual(["importExample"]);
    }
  });

  it("reads back what any writer of CSV has made", () => {
    const cell = fc.string({ unit: "grapheme-ascii" }).map((text) => text.trim());
    const options = fc.record({ delimiter: fc.constantFrom(",", ";", "\t"), quoted: fc.boolean(), bom: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), options, (pairs, how) => {
        const body = pairs.map(([name, business]) => [name, "a@b.test", business]);
        const text = stringify([["Nama", "Email", "Usaha"], ...body], how);
        expect(read(text).rows.map(({ cells }) => [cells.name, cells.businessName])).toEqual(pairs);
      }),
      { numRuns: 200 },
    );
  });
});
