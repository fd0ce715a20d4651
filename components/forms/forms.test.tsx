import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Checkbox } from "./checkbox";
import { fieldId } from "./field";
import { issueText } from "./issue-text";
import { RadioGroup } from "./radio-group";
import { SelectField } from "./select";
import { TextField } from "./text-input";

describe("what a control is tied to", () => {
  test("label, hint, error and warning, in reading order", () => {
    const html = renderToStaticMarkup(
      <TextField name="contacts.0.nik" label="NIK" hint="16 angka" error="Kurang" warning="Aneh" defaultValue="33" />,
    );
    expect(fieldId("contacts.0.nik")).toBe("field-contacts-0-nik");
    expect(html).toContain('for="field-contacts-0-nik"');
    expect(html).toContain('name="contacts.0.nik"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain(
      'aria-describedby="field-contacts-0-nik-hint field-contacts-0-nik-error field-contacts-0-nik-warning"',
    );
    for (const part of ["hint", "error", "warning"]) expect(html).toContain(`id="field-contacts-0-nik-${part}"`);
  });

  test("a plain field carries nothing that is not there", () => {
    const html = renderToStaticMarkup(<TextField name="name" label="Nama" />);
    expect(html).not.toMatch(/aria-(describedby|invalid)="/);
  });

  test("a group is described as a whole, and the summary's link leads to its first answer", () => {
    const html = renderToStaticMarkup(
      <RadioGroup
        name="position"
        legend="Jabatan"
        error="Pilih salah satu"
        defaultValue="b"
        options={[
          { value: "a", label: "Pemilik" },
          { value: "b", label: "Direktur" },
        ]}
      />,
    );
    expect(html).toContain('<fieldset aria-describedby="field-position-error"');
    expect(html.match(/id="field-position"/g)).toHaveLength(1);
    expect(html.match(/checked=""/g)).toHaveLength(1);
  });

  test("lists and boxes are wired the same way", () => {
    const select = renderToStaticMarkup(
      <SelectField name="bank" label="Bank" error="Pilih" emptyText="Pilih salah satu" options={[]} />,
    );
    expect(select).toContain('<option value="">Pilih salah satu</option>');
    expect(select).toContain('aria-describedby="field-bank-error"');
    expect(renderToStaticMarkup(<Checkbox name="agree" label="Benar" error="Centang" />)).toContain(
      'aria-describedby="field-agree-error"',
    );
  });
});

describe("words for faults", () => {
  const texts = { "nik.length": "NIK 16 angka, tertulis {count}", unclear: "Belum terbaca" };
  test("from a schema's message and from an issue alike", () => {
    expect(issueText(texts, "nik.length?count=14")).toBe("NIK 16 angka, tertulis 14");
    expect(issueText(texts, { key: "nik.length", params: { count: 3 } })).toBe("NIK 16 angka, tertulis 3");
  });
  test("never a key or somebody else's words", () => {
    expect(issueText(texts, "Invalid input: expected string")).toBe("Belum terbaca");
    expect(issueText(texts, "no.such.key")).toBe("Belum terbaca");
  });
});
