/** The points that DOKU leaves open, for the README's "Before you go live" and for the tests that keep it true. */

export type Assumption = {
  /** Stable name; the contract marks its place with `A` and this name. */
  id: string;
  /** Section of the contract. */
  section: number;
  /** One sentence for the person who confirms it with UAT credentials. */
  what: string;
  /** `file#export`, from the root of the project. */
  where: string;
};

/** What to confirm with DOKU before going live, in the order of the contract. */
export const assumptions: readonly Assumption[] = [
  {
    id: "update-call",
    section: 2,
    what: "Update business data is `PUT /business/{business id}` with the registration body reduced to the corrected parts, each with DOKU's id.",
    where: "lib/doku/assumptions.ts#updateBusiness",
  },
  {
    id: "update-body",
    section: 2,
    what: "In the update body a part carries the id that DOKU gave it as `entity_id`, beside the `id` of an uploaded file.",
    where: "lib/doku/update.ts#updateBodyOf",
  },
  {
    id: "update-callback-url",
    section: 2,
    what: "An update may carry `callback_url`, and DOKU calls back there from then on. It is sent only while a new callback address waits to be used, and the old one stays valid until DOKU has used the new one.",
    where: "lib/doku/update.ts#updateBodyOf",
  },
  {
    id: "update-lists",
    section: 2,
    what: "In an update, the photos and links that are sent take the place of the refused ones: a refused one that is left out is taken away, an approved one that is left out stays.",
    where: "lib/domain/correction-target.ts#planCorrection",
  },
  {
    id: "update-answer",
    section: 2,
    what: "An update is answered as a registration is; the business's id in it means that DOKU has the correction and reviews its parts again.",
    where: "lib/doku/answers.ts#readRegisteredBusiness",
  },
  {
    id: "address-call",
    section: 2,
    what: 'Get address is `GET /address?keyword=` and answers `[{"area": "..."}]`.',
    where: "lib/doku/assumptions.ts#addressSearch",
  },
  {
    id: "get-business-id",
    section: 2,
    what: "Get business data takes the brand id in its path, on the production host as on UAT.",
    where: "lib/doku/assumptions.ts#getBusinessTakes",
  },
  {
    id: "response-signature",
    section: 3,
    what: "Partner API answers are signed like payment answers: our Client-Id and Request-Id, `Response-Timestamp`, and the digest of the body, after a GET too.",
    where: "lib/doku/response-signature.ts#checkResponseSignature",
  },
  {
    id: "query-in-target",
    section: 3,
    what: "The query string of a GET is not part of the signed Request-Target.",
    where: "lib/doku/assumptions.ts#signsQuery",
  },
  {
    id: "callback-key",
    section: 3,
    what: "A KYB callback is signed with the partner's secret key; the next key during a rotation and the merchant's shared key are tried after it.",
    where: "lib/doku/callback.ts#callbackKeys",
  },
  {
    id: "replay-409",
    section: 4,
    what: "A repeated Request-Id is answered 409 with the first answer's body; what the call is for (a business id, say) makes it a success, else it is a conflict.",
    where: "lib/doku/failure.ts#isReplay",
  },
  {
    id: "fresh-timestamp",
    section: 4,
    what: "A repeat with the same Request-Id and body may carry a fresh timestamp and signature.",
    where: "lib/doku/request.ts#sendOnce",
  },
  {
    id: "retry-hours",
    section: 4,
    what: "DOKU remembers a Request-Id for at least 24 hours; after that a person decides.",
    where: "lib/doku/assumptions.ts#registrationRetryHours",
  },
  {
    id: "refused-file",
    section: 4,
    what: "A registration that refuses an uploaded file names its id or field, and the file may be uploaded again.",
    where: "lib/doku/refused-files.ts#refusedFileIds",
  },
  {
    id: "callback-retries",
    section: 4,
    what: "A callback that gets no 2xx is sent again three times, the last 12 hours after the first, as payment notifications are.",
    where: "lib/doku/assumptions.ts#callbackWindow",
  },
  {
    id: "max-size-unit",
    section: 5,
    what: "`max_size` is megabytes of 1,048,576 bytes.",
    where: "lib/doku/assumptions.ts#maxSizeUnitBytes",
  },
  {
    id: "max-size-default",
    section: 5,
    what: "A requirement without `max_size` takes files up to 15 megabytes.",
    where: "lib/doku/assumptions.ts#defaultMaxSize",
  },
  {
    id: "requirement-tree",
    section: 5,
    what: "Every object with `code` and `extensions` in the answer of Check requirements is one requirement; its place gives its category; `mandatory` and `forms` are read where present.",
    where: "lib/doku/requirements.ts#readRequirements",
  },
  {
    id: "nationality",
    section: 5,
    what: "A contact who is not Indonesian has the nationality `FOREIGN`.",
    where: "lib/doku/assumptions.ts#nationalityCodes",
  },
  {
    id: "token-lifetime",
    section: 6,
    what: "A token without a readable `exp` lives five minutes.",
    where: "lib/doku/assumptions.ts#unstatedTokenLifetimeMs",
  },
  {
    id: "file-lifetime",
    section: 7,
    what: "An uploaded file stays at DOKU while its link ends; the link is never kept.",
    where: "lib/doku/answers.ts#readUpload",
  },
  {
    id: "document-codes",
    section: 7,
    what: "Document codes follow Check requirements; the spellings `NIB`, `NPWP`, `PASSPORT` and `SK_KEMENKUMHAM` are the sandbox's own.",
    where: "lib/doku/requirements.ts#readRequirements",
  },
  {
    id: "brand-category",
    section: 8,
    what: "`brands[].category` is `RETAIL` or `NON_RETAIL`.",
    where: "lib/doku/assumptions.ts#brandCategoryCodes",
  },
  {
    id: "transaction-frequency",
    section: 8,
    what: "`transaction_frequency` is `UMI`, `UKE`, `UME` or `UBE`.",
    where: "lib/doku/assumptions.ts#transactionFrequencyCodes",
  },
  {
    id: "transaction-quantity",
    section: 8,
    what: "`transaction_quantity` goes on after `UP_TO_100` with `UP_TO_1000`, `UP_TO_10000` and `ABOVE_10000`.",
    where: "lib/doku/assumptions.ts#transactionQuantityCodes",
  },
  {
    id: "position",
    section: 8,
    what: "Positions beside `OWNER` and `DIRECTOR` are `COMMISSIONER`, `MANAGER`, `FINANCE` and `STAFF`.",
    where: "lib/doku/assumptions.ts#positionCodes",
  },
  {
    id: "registration-body",
    section: 8,
    what: "Company documents have a contact document's shape, the logo is `brands[].logo.id`, the bank account and its document are `bank_account`, a service agreement is `service_agreement.id`.",
    where: "lib/doku/registration.ts#registrationBodyOf",
  },
  {
    id: "registration-answer",
    section: 8,
    what: "The answer of a registration holds the business with id, status and brands, with or without a `business` wrapper.",
    where: "lib/doku/answers.ts#readRegisteredBusiness",
  },
  {
    id: "lite-body",
    section: 8,
    what: "In Create business lite the contact and `invited_user` are the same person, and `partner_ref_id` is any reference of ours.",
    where: "lib/doku/lite.ts#liteBodyOf",
  },
  {
    id: "entity-shape",
    section: 9,
    what: "Every entity in Get business data has a `status` and, when refused, `reject_notes`; one without a status says nothing.",
    where: "lib/doku/entities.ts#readEntities",
  },
  {
    id: "lite-kind",
    section: 9,
    what: "Get business data of a business that DOKU invited itself may be asked with `PERSONAL`, `PERSEORANGAN`, `RETAIL` and `ID`, whatever kind the merchant chose there.",
    where: "lib/doku/assumptions.ts#liteKind",
  },
  {
    id: "lite-review",
    section: 9,
    what: "After Create business lite nothing in Get business data has a status before the merchant has finished in DOKU's dashboard; the clocks begin when the first is read.",
    where: "lib/kyb/settle.ts#settle",
  },
  {
    id: "entity-match",
    section: 9,
    what: "Which of our parts an entity in Get business data is, is told by the ids of its files, a document's or network's code, a contact's e-mail or name, else by its place in the list.",
    where: "lib/kyb/entity-refs.ts#entityRefs",
  },
  {
    id: "status-words",
    section: 10,
    what: "Statuses are `ACTIVE`, `REJECTED`, `UPDATING`, `SUSPENDED` and `INACTIVE`; an unknown one never counts as active.",
    where: "lib/doku/status.ts#stateOfStatus",
  },
  {
    id: "callback-shape",
    section: 10,
    what: "Where a callback keeps its type, ids, status, time and notes.",
    where: "lib/doku/callback.ts#parseCallback",
  },
  {
    id: "callback-window",
    section: 10,
    what: "A callback may be 24 hours old (a retry may repeat its first timestamp) and 5 minutes ahead.",
    where: "lib/doku/assumptions.ts#callbackWindow",
  },
  {
    id: "time-zone",
    section: 10,
    what: "A time without a zone is UTC.",
    where: "lib/doku/wire.ts#timeOf",
  },
  {
    id: "note-fields",
    section: 10,
    what: "The `field` of a reject note is named as in the registration body, `document` for a file, or is the code of a form such as `NO_KTP`.",
    where: "lib/doku/note-fields.ts#placeOfNoteField",
  },
  {
    id: "error-envelopes",
    section: 11,
    what: "Partner API errors come in one of the five envelopes that DOKU uses elsewhere.",
    where: "lib/doku/errors.ts#readErrorEnvelope",
  },
  {
    id: "bank-codes",
    section: 12,
    what: "Banks are named by their three-digit Bank Indonesia code and SWIFT code.",
    where: "lib/domain/banks.ts#banks",
  },
];
