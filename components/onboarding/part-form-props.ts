/** What a part's form gets from its page, and what it says to the server. */
import type { SummaryIssue } from "@/components/forms/error-summary";
import type { Kind, PartName } from "@/lib/domain/business";
import type { ActionResult, FieldIssue } from "@/lib/domain/results";
import type { AnswerSource, KnownAnswers } from "@/lib/domain/suggestions";

export type FieldText = {
  label: string;
  hint?: string;
  options?: Record<string, string>;
  optionHints?: Record<string, string>;
};
export type FormTexts = {
  idle: string;
  saving: string;
  saved: string;
  notSaved: string;
  offline: string;
  /** `{fields}`: what was changed in another tab, or by somebody else. */
  elsewhere: string;
  /** Stands in for a list to which something was added, or from which something was taken away. */
  elsewhereList: string;
  submit: string;
  sending: string;
  summaryTitle: string;
  optional: string;
  chooseOne: string;
  /** Where an answer is from that is known already, and the button that takes it over, with `{value}`. */
  taken: Record<AnswerSource, string>;
  take: Record<AnswerSource, string>;
};

/** An answer as DOKU has it: in its normal form, in the reader's words, and whether the page opened with the same one. */
export type SentAnswer = { value: string; text: string; isSame: boolean };

/** What was sent, by field path; said beside a field while it differs. `{value}` in `label` is filled in. */
export type SentAnswers = { label: string; answers: Record<string, SentAnswer> };

/** What every part's form gets from its page. `values` are kept on the server; nothing of it is stored in the browser. */
export type PartFormProps = {
  part: PartName;
  kind: Pick<Kind, "businessType"> | null;
  values: Record<string, unknown>;
  /** Faults found by the server when the form was sent before its script arrived. */
  faults: FieldIssue[];
  /** What is only odd about the values that the form opens with. */
  warnings: FieldIssue[];
  fields: Record<string, FieldText>;
  /** One entry of a list, as in "Contact {number}". */
  itemText?: string | undefined;
  texts: FormTexts;
  /** What is known of the answers from elsewhere. */
  known?: KnownAnswers | undefined;
  /** What DOKU has, where it is being corrected. */
  before?: SentAnswers | undefined;
  /** What is missing beside the fields, found by the server when the form was sent before its script arrived. */
  missing?: readonly SummaryIssue[] | undefined;
  /** Where it is saved while somebody types; the signed-in merchant's drafts unless told. */
  draftsAt?: string | undefined;
  /** Where the form goes without its script: a server action that reads the posted fields. */
  post: (form: FormData) => Promise<unknown>;
};

/** What stands in the form, and what this tab knew to be kept: only what differs counts where another tab went on too. */
export type Typed = { values: Record<string, unknown>; base: Record<string, unknown> };

/** What the server says to a Continue: where to go, what is missing beside the fields, or that something comes first. */
export type Submitted = ActionResult<{ href: string } | { missing: readonly SummaryIssue[] } | null>;
