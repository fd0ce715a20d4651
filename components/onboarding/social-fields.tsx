"use client";

import { Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { socialMediaCodes } from "@/lib/domain/choices";
import { PartSelect, PartTextField } from "./part-fields";
import { usePart } from "./part-form";
import { usePartRules } from "./use-part-rules";

/** `{number}` in `item` and `remove` is filled with the place in the list. */
export type SocialTexts = Record<"none" | "add" | "remove" | "item", string>;

/** `isThere`: the list that the page opened with has it as it was. */
export type RefusedAccount = { code: string; url: string; isThere: boolean };

/** What is corrected of the list: accounts that DOKU approved stand first in it and stay as they are, unseen. */
export type SocialScope = { locked: readonly string[]; refused: readonly RefusedAccount[] };

const maxAccounts = 6;
const anywhere: SocialScope = { locked: [], refused: [] };

export function SocialFields({ texts, scope = null }: { texts: SocialTexts; scope?: SocialScope | null }) {
  const { fields, append, remove } = useFieldArray({ name: "accounts", keyName: "rowId" });
  const { getValues } = useFormContext();
  const { locked, refused } = scope ?? anywhere;
  const shown = fields.slice(locked.length);
  // A correction puts something in the place of what was refused, and adds nothing else.
  const max = scope ? locked.length + refused.length : maxAccounts;
  const codes = socialMediaCodes.filter((code) => !locked.includes(code));
  return (
    <>
      {shown.length === 0 && !scope ? <p className="text-soft">{texts.none}</p> : null}
      {shown.map((row, place) => {
        const path = `accounts.${locked.length + place}`;
        return (
          <fieldset key={row.rowId} className="min-w-0 space-y-5 rounded-card border border-line bg-card p-5">
            <legend className="sr-only">{texts.item.replace("{number}", String(place + 1))}</legend>
            <PartSelect name={`${path}.code`} values={codes} />
            <PartTextField
              name={`${path}.url`}
              type="url"
              inputMode="url"
              autoComplete="url"
              written={({ accountAddress }, typed) => accountAddress(getValues(`${path}.code`), typed)}
            />
            <Button variant="quiet" size="sm" className="-ml-4" onClick={() => remove(locked.length + place)}>
              <Trash2 aria-hidden="true" size={17} />
              {texts.remove.replace("{number}", String(place + 1))}
            </Button>
          </fieldset>
        );
      })}
      <RefusedAccounts refused={refused} />
      {fields.length < max ? (
        <Button
          variant="secondary"
          wide
          onClick={() => append({ code: "", url: "" }, { focusName: `accounts.${fields.length}.code` })}
        >
          <Plus aria-hidden="true" size={18} />
          {texts.add}
        </Button>
      ) : null}
    </>
  );
}

/** Accounts that DOKU refused and that are no longer in the list as they were. */
function RefusedAccounts({ refused }: Pick<SocialScope, "refused">) {
  const { before, fields } = usePart();
  const typed: unknown = useWatch({ name: "accounts" });
  const rules = usePartRules();
  const gone = refused.filter((account) => !(rules ? rules.hasAccount(typed, account) : account.isThere));
  if (!before || gone.length === 0) return null;
  return (
    <ul className="space-y-1 border-l-3 border-line pl-3 text-[0.9375rem] text-soft">
      {gone.map(({ code, url }) => (
        <li key={code}>{before.label.replace("{value}", () => `${fields.code?.options?.[code] ?? code}, ${url}`)}</li>
      ))}
    </ul>
  );
}
