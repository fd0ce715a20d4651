"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { contactPositions } from "@/lib/domain/choices";
import { nationalities } from "@/lib/domain/kinds";
import { PartPhoneField, PartRadios, PartSelect, PartTextField } from "./part-fields";

/** `{number}` in `item` and `removeTitle` is filled with the place in the list. */
export type ContactsTexts = Record<
  "primary" | "item" | "add" | "remove" | "removeTitle" | "removeText" | "cancel",
  string
>;

const maxContacts = 10;

/** Names the slots of the contact's files; never shown. */
const newKey = () => `c-${Math.random().toString(36).slice(2, 12)}`;

/** The key of one contact, which names the slots of its files; never shown. */
export function ContactKey({ index }: { index: number }) {
  const { register } = useFormContext();
  return (
    <input type="hidden" {...register(`contacts.${index}.key`)} defaultValue={index === 0 ? "primary" : undefined} />
  );
}

/** What is asked about one contact. */
export function ContactFields({ index }: { index: number }) {
  const path = `contacts.${index}`;
  const isFirst = index === 0;
  return (
    <>
      <PartTextField name={`${path}.name`} autoComplete={isFirst ? "name" : "off"} maxLength={255} />
      <PartTextField name={`${path}.email`} type="email" inputMode="email" autoComplete={isFirst ? "email" : "off"} />
      <PartPhoneField name={`${path}.phone`} autoComplete={isFirst ? "tel" : "off"} />
      <PartRadios name={`${path}.nationality`} values={nationalities} columns={2} />
      <PartSelect name={`${path}.position`} values={contactPositions} />
    </>
  );
}

export function ContactsFields({ texts }: { texts: ContactsTexts }) {
  const { fields, append, remove } = useFieldArray({ name: "contacts", keyName: "rowId" });
  const [leaving, setLeaving] = useState<number | null>(null);
  const add = () =>
    append(
      { key: newKey(), name: "", email: "", phone: "", nationality: "ID", position: "" },
      { focusName: `contacts.${fields.length}.name` },
    );
  return (
    <>
      {fields.map((row, index) => (
        <fieldset key={row.rowId} className="min-w-0 rounded-card border border-line bg-card p-5 sm:p-6">
          <legend className="float-left mb-4 w-full text-lg font-bold">
            {index === 0 ? texts.primary : texts.item.replace("{number}", String(index + 1))}
          </legend>
          <div className="clear-both space-y-5">
            <ContactKey index={index} />
            <ContactFields index={index} />
            {index === 0 ? null : (
              <Button variant="quiet" size="sm" className="-ml-4" onClick={() => setLeaving(index)}>
                <Trash2 aria-hidden="true" size={17} />
                {texts.remove}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      {fields.length < maxContacts ? (
        <Button variant="secondary" wide onClick={add}>
          <Plus aria-hidden="true" size={18} />
          {texts.add}
        </Button>
      ) : null}
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={texts.removeTitle.replace("{number}", String((leaving ?? 0) + 1))}
        actions={
          <>
            <Button
              variant="danger"
              onClick={() => {
                if (leaving !== null) remove(leaving);
                setLeaving(null);
              }}
            >
              {texts.remove}
            </Button>
            <Button variant="secondary" onClick={() => setLeaving(null)}>
              {texts.cancel}
            </Button>
          </>
        }
      >
        <p className="text-soft">{texts.removeText}</p>
      </Dialog>
    </>
  );
}
