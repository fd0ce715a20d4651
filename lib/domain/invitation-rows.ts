/** The rows of a file of invitations, checked one by one: what can be invited, and what is wrong with the rest. */
import { type Invitation, invitationSchema } from "./invitation";
import { exampleEmail, type InvitationColumn, readKindCell, readLanguageCell } from "./invitation-columns";
import { type FieldIssue, issueOf, issuesOf } from "./results";

/** The most that one file may hold. */
export const maxImportRows = 2_000;
export const maxImportBytes = 1024 * 1024;

export type Cells = Partial<Record<InvitationColumn, string>>;
/** `line` as an editor counts, from 1, where the row begins. `extra`: there are more cells than headings. */
export type FileRow = { line: number; cells: Cells; extra: boolean };

/** `path` of a fault is a column, or empty for the row as a whole. */
export type RowFault = Omit<FieldIssue, "path"> & { path: InvitationColumn | "" };
export type CheckedRow = { line: number; cells: Cells; faults: RowFault[] };

/** What `writeRest` put before a cell that a spreadsheet would take for a formula, or a person did for the same end. */
const unquoted = (cell: string) => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell);

/** The invitation of a row, as a form would hold it; the words of the last two are read here. */
function typedOf(cells: Cells) {
  const cell = (column: InvitationColumn) => unquoted(cells[column] ?? "");
  const kind = readKindCell(cell("kind"));
  const locale = readLanguageCell(cell("locale"));
  return {
    kind,
    locale,
    typed: {
      name: cell("name"),
      email: cell("email"),
      phone: cell("phone"),
      businessName: cell("businessName"),
      locale: locale ?? "id",
      prefilled: {
        businessType: kind?.businessType ?? "",
        legalEntity: kind?.legalEntity ?? "",
        brandName: cell("brandName"),
        description: cell("description"),
        street: cell("street"),
      },
    },
  };
}

/** The invitation of a row without faults; null where it has some. */
export function invitationOf(cells: Cells): Invitation | null {
  const parsed = invitationSchema.safeParse(typedOf(cells).typed);
  return parsed.success ? parsed.data : null;
}

function faultsOf({ cells, extra }: FileRow): RowFault[] {
  const { kind, locale, typed } = typedOf(cells);
  const parsed = invitationSchema.safeParse(typed);
  const found = parsed.success ? [] : issuesOf(parsed.error);
  const faults = found.map(
    (issue): RowFault => ({ ...issue, path: issue.path.replace("prefilled.", "") as InvitationColumn }),
  );
  if (!kind) faults.push({ ...issueOf("", "importKind"), path: "kind" });
  if (!locale) faults.push({ ...issueOf("", "importLanguage"), path: "locale" });
  if (emailOf(cells) === exampleEmail) faults.push({ ...issueOf("", "importExample"), path: "email" });
  if (extra) faults.push({ ...issueOf("", "importExtra"), path: "" });
  return faults;
}

/**
 * What stays of a row whose merchant was erased. A row that can be invited keeps its place, because how far an import is, is
 * how many of those it has taken; one with faults is in nobody's count.
 */
export const erasedRow = ({ line, faults }: CheckedRow): CheckedRow[] =>
  faults.length > 0 ? [] : [{ line, cells: {}, faults }];

/** Whether nothing but the place of a row is left. */
export const isErasedRow = ({ cells, faults }: CheckedRow): boolean =>
  faults.length === 0 && Object.keys(cells).length === 0;

/** The address of a row in its one spelling; empty where it is none. */
export function emailOf(cells: Cells): string {
  const parsed = invitationSchema.shape.email.safeParse(unquoted(cells.email ?? ""));
  return parsed.success ? parsed.data : "";
}

/**
 * Every row with what is wrong with it. An address that stands twice is a fault of the later row.
 * @param taken addresses, in their one spelling, that belong to somebody already
 */
export function checkRows(rows: readonly FileRow[], taken: ReadonlySet<string>): CheckedRow[] {
  const firstLine = new Map<string, number>();
  return rows.map((row) => {
    const faults = faultsOf(row);
    const email = emailOf(row.cells);
    const before = firstLine.get(email);
    if (email && before !== undefined) {
      faults.push({ path: "email", key: "importDuplicate", params: { line: before } });
    } else if (email) {
      firstLine.set(email, row.line);
      if (taken.has(email)) faults.push({ path: "email", key: "email.taken" });
    }
    return { line: row.line, cells: row.cells, faults };
  });
}
