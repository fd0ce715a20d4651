"use client";

import { type KeyboardEvent, useId, useRef, useState } from "react";
import { namedIn } from "@/lib/domain/mentions";
import { maxCommentLength } from "@/lib/domain/note-lengths";
import type { ActionResult } from "@/lib/domain/results";
import { issueText } from "../forms/issue-text";
import { TextAreaField } from "../forms/text-area";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";
import { useCase } from "./case-context";
import { mentionAt, withMention } from "./mention-text";

export type Comment = (input: {
  applicationId: string;
  body: string;
  mentions: string[];
}) => Promise<ActionResult<{ commentId: string }>>;

type Person = { id: string; name: string };
const shownNames = 6;
const fieldName = "case-comment";

/** Words to colleagues. An @ opens the list of the team; whoever is picked gets a mail. */
export function CommentBox({
  applicationId,
  colleagues,
  comment,
}: {
  applicationId: string;
  /** Whom one can name: everybody else in the team. */
  colleagues: readonly Person[];
  comment: Comment;
}) {
  const { texts, errors, run } = useCase();
  const [isSending, setIsSending] = useState(false);
  const [body, setBody] = useState("");
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [isClosed, setIsClosed] = useState(false);
  const [fault, setFault] = useState<string>();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const typed = isClosed ? null : mentionAt(body, caret);
  const found =
    typed === null
      ? []
      : colleagues.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase())).slice(0, shownNames);

  function pick({ id, name }: Person) {
    setPicked((all) => [...all, id]);
    const next = withMention(body, caret, name);
    setBody(next.text);
    setCaret(next.caret);
    setActive(0);
    // After React has written the new text.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.caret, next.caret);
    });
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
      return;
    }
    const person = found[active];
    if (!person) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setActive((active + step + found.length) % found.length);
    else if (event.key === "Enter" || event.key === "Tab") pick(person);
    else if (event.key === "Escape") setIsClosed(true);
    else return;
    event.preventDefault();
  }

  async function send() {
    setIsSending(true);
    const inWords = namedIn(body, colleagues);
    // Two may have one name: then whoever was picked is meant.
    const isMeant = ({ id, name }: Person) =>
      picked.includes(id) || !inWords.some((other) => other.name === name && picked.includes(other.id));
    const named = inWords.filter(isMeant).map(({ id }) => id);
    const result = await run(
      () => comment({ applicationId, body, mentions: named }),
      () => null,
      { isToldThere: true },
    );
    setIsSending(false);
    if (result.ok) {
      setBody("");
      setPicked([]);
    }
    setFault(result.ok ? undefined : issueText(errors, result.issues?.[0] ?? result.error));
  }

  return (
    <form
      noValidate
      className="space-y-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextAreaField
        ref={area}
        name={fieldName}
        label={texts.commentLabel}
        hint={texts.commentHint}
        error={fault}
        rows={2}
        maxLength={maxCommentLength}
        value={body}
        aria-autocomplete="list"
        aria-controls={found.length > 0 ? listId : undefined}
        aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
        onChange={(event) => {
          setBody(event.target.value);
          setCaret(event.target.selectionStart);
          setActive(0);
          setIsClosed(false);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={press}
      />
      {found.length > 0 ? (
        <div
          role="listbox"
          id={listId}
          aria-label={texts.mentionList}
          className="rounded-control border border-edge bg-card p-1"
        >
          {found.map((person, index) => (
            <button
              key={person.id}
              type="button"
              role="option"
              id={`${listId}-${index}`}
              aria-selected={index === active}
              tabIndex={-1}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
              className={classes(
                "block min-h-11 w-full rounded-control px-3 py-2 text-left hover:bg-hover",
                index === active && "bg-accent-soft",
              )}
            >
              {person.name}
            </button>
          ))}
        </div>
      ) : null}
      <p role="status" className="sr-only">
        {found.length > 0 ? texts.mentionFound?.replace("{count}", String(found.length)) : null}
      </p>
      <Button type="submit" size="sm" variant="secondary" pending={isSending} pendingText={texts.working}>
        {texts.commentSend}
      </Button>
    </form>
  );
}
