"use client";

import { Plus, Trash2 } from "lucide-react";
import { useFieldArray } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { socialMediaCodes } from "@/lib/domain/business";
import { PartSelect, PartTextField } from "./part-fields";

/** `{number}` in `item` and `remove` is filled with the place in the list. */
export type SocialTexts = Record<"none" | "add" | "remove" | "item", string>;

const maxAccounts = 6;

export function SocialFields({ texts }: { texts: SocialTexts }) {
  const { fields, append, remove } = useFieldArray({ name: "accounts", keyName: "rowId" });
  return (
    <>
      {fields.length === 0 ? <p className="text-soft">{texts.none}</p> : null}
      {fields.map((row, index) => (
        <fieldset key={row.rowId} className="min-w-0 space-y-5 rounded-card border border-line bg-card p-5">
          <legend className="sr-only">{texts.item.replace("{number}", String(index + 1))}</legend>
          <PartSelect name={`accounts.${index}.code`} values={socialMediaCodes} />
          <PartTextField name={`accounts.${index}.url`} type="url" inputMode="url" autoComplete="url" />
          <Button variant="quiet" size="sm" onClick={() => remove(index)}>
            <Trash2 aria-hidden="true" size={17} />
            {texts.remove.replace("{number}", String(index + 1))}
          </Button>
        </fieldset>
      ))}
      {fields.length < maxAccounts ? (
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
