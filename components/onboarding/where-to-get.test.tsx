import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WhereToGet } from "./where-to-get";

test("the question names its document, and sites in the answer open beside the page", () => {
  const html = renderToStaticMarkup(
    <WhereToGet question="Di mana?" name="NIB" answer="Gratis di oss.go.id, atau evisa.imigrasi.go.id." />,
  );
  expect(html).toMatch(/<summary.*Di mana\?.*NIB.*<\/summary>/s);
  expect(html).toContain('<a href="https://oss.go.id" target="_blank" rel="noreferrer">oss.go.id</a>, atau ');
  expect(html).toContain('href="https://evisa.imigrasi.go.id"');
});
