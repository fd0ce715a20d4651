import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AnsweredForm, type DeedState, KeptSelect, KeptText, KeptTick, nothingSent } from "./kept-fields";
import { ManyBar } from "./many-bar";

const options = [
  { value: "a", label: "Ani" },
  { value: "b", label: "Budi" },
];
const shown = (state: DeedState) =>
  renderToStaticMarkup(
    <AnsweredForm value={state}>
      <KeptText name="name" label="Nama" defaultValue="Lama" />
      <KeptSelect name="who" options={options} emptyText="Pilih" />
      <KeptTick name="tick.1" label="Satu" form="many" />
      <KeptTick name="tick.2" label="Dua" form="many" />
    </AnsweredForm>,
  );
const refused = { ok: false, error: "checkFields" } as const;

test("what was typed, chosen and ticked stays when it was refused, on the server's page too", () => {
  const html = shown({ typed: { name: "", who: "b", "tick.2": "on" }, failure: refused, sent: 1 });
  expect(html).toContain('value=""');
  expect(html).not.toContain("Lama");
  expect(html).toContain('<option value="b" selected="">');
  expect(html.match(/<input[^>]*checkbox[^>]*>/g)?.map((box) => box.includes("checked"))).toEqual([false, true]);
});

test("before, and after success, it is as it was", () => {
  for (const state of [nothingSent, { ...nothingSent, sent: 1 }]) {
    expect(shown(state)).toContain("Lama");
    expect(shown(state)).not.toContain('checked=""');
  }
});

test("the bar hands its answer on to the list", () => {
  const texts = { label: "", lead: "", chosen: "", assignee: "", assign: "", snooze: "", snoozeSubmit: "", ask: "" };
  const deed = async (state: DeedState) => state;
  const html = renderToStaticMarkup(
    <ManyBar
      {...{ assign: deed, snooze: deed, ask: deed, assignees: options, snoozes: [], errors: {} }}
      texts={{ ...texts, working: "", done: "", asked: "" }}
    >
      <KeptTick name="tick.1" label="Satu" form="many" />
    </ManyBar>,
  );
  expect(html.indexOf("</form>")).toBeLessThan(html.indexOf("tick.1"));
});
