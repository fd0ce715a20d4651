"use client";

import { useActionState } from "react";
import { Disclosure } from "../ui/disclosure";
import { AnsweredDeedForm, type DeedAction } from "./deed-form";
import { KeptText, nothingSent } from "./kept-fields";

export type OwnViewTexts = Record<
  "save" | "name" | "nameHint" | "keep" | "kept" | "own" | "rename" | "renamed" | "drop" | "dropped" | "working",
  string
>;

/**
 * Keeps what the list shows under a name; or, where that is kept already, gives it another name or takes it away. Open
 * once something was sent, so that the answer is seen without a script too.
 */
export function OwnView({
  query,
  savedAs,
  keep,
  rename,
  drop,
  texts,
  errors,
}: {
  query: string;
  savedAs: { id: string; name: string } | null;
  keep: DeedAction;
  rename: DeedAction;
  drop: DeedAction;
  texts: OwnViewTexts;
  errors: Record<string, string>;
}) {
  const shared = { pendingText: texts.working, errors };
  const [kept, renamed, dropped] = [
    useActionState(keep, nothingSent),
    useActionState(rename, nothingSent),
    useActionState(drop, nothingSent),
  ];
  const isOpen = [kept, renamed, dropped].some(([{ sent }]) => sent > 0);
  const name = (value: string, hint?: string) => (
    <KeptText
      key={value}
      name="name"
      label={texts.name}
      hint={hint}
      defaultValue={value}
      maxLength={40}
      width="lg"
      autoComplete="off"
    />
  );
  if (!savedAs) {
    return (
      <Disclosure title={texts.save} isOpen={isOpen}>
        <AnsweredDeedForm {...shared} deed={kept} values={{ query }} label={texts.keep} done={texts.kept}>
          {name("", texts.nameHint)}
        </AnsweredDeedForm>
      </Disclosure>
    );
  }
  const values = { viewId: savedAs.id };
  return (
    <Disclosure title={texts.own.replace("{name}", savedAs.name)} isOpen={isOpen}>
      <AnsweredDeedForm {...shared} deed={renamed} values={values} label={texts.rename} done={texts.renamed}>
        {name(savedAs.name)}
      </AnsweredDeedForm>
      <AnsweredDeedForm
        {...shared}
        deed={dropped}
        values={values}
        label={texts.drop}
        done={texts.dropped}
        variant="danger"
      />
    </Disclosure>
  );
}
