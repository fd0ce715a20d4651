CREATE TABLE "invitation_batches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"made_by" uuid NOT NULL,
	"rows" text,
	"total" integer NOT NULL,
	"invited" integer DEFAULT 0 NOT NULL,
	"left_out" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"done_at" timestamp with time zone
);--> statement-breakpoint
CREATE TABLE "invitation_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"invitation_id" uuid NOT NULL,
	"made_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
CREATE TABLE "merchant_words" (
	"word" text NOT NULL,
	"application_id" uuid NOT NULL,
	"names" text NOT NULL,
	"needs_at" timestamp with time zone,
	CONSTRAINT "merchant_words_application_id_word_pk" PRIMARY KEY("application_id","word")
);--> statement-breakpoint
CREATE TABLE "search_keys" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"application_id" uuid NOT NULL,
	CONSTRAINT "search_keys_kind_key_application_id_pk" PRIMARY KEY("kind","key","application_id")
);--> statement-breakpoint
CREATE TABLE "standing_changes" (
	"application_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"standing" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "standing_changes_application_id_position_pk" PRIMARY KEY("application_id","position")
);--> statement-breakpoint
CREATE TABLE "audit_checkpoint_heads" (
	"number" bigint NOT NULL,
	"chain" text NOT NULL,
	"chain_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_checkpoint_heads_number_chain_chain_id_pk" PRIMARY KEY("number","chain","chain_id")
);--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"number" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"heads" integer NOT NULL,
	"digest" text NOT NULL,
	"signature" text NOT NULL
);--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"chain" text NOT NULL,
	"chain_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"hash" text NOT NULL,
	"checkpoint" bigint,
	CONSTRAINT "audit_heads_chain_chain_id_pk" PRIMARY KEY("chain","chain_id")
);--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);--> statement-breakpoint
CREATE TABLE "lookers" (
	"application_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lookers_application_id_user_id_pk" PRIMARY KEY("application_id","user_id")
);--> statement-breakpoint
CREATE TABLE "mentions" (
	"comment_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mentions_comment_id_user_id_pk" PRIMARY KEY("comment_id","user_id")
);--> statement-breakpoint
CREATE TABLE "partner_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"values" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"credentials" text,
	"logo_key" text,
	"logo_type" text,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
CREATE TABLE "returns" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"type" text NOT NULL,
	"attempt" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"note" text NOT NULL,
	"returned_by" uuid NOT NULL,
	"returned_at" timestamp with time zone DEFAULT now() NOT NULL,
	"taken_back_at" timestamp with time zone
);--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_name" UNIQUE("user_id","name")
);--> statement-breakpoint
CREATE TABLE "second_opinions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"types" jsonb NOT NULL,
	"content" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"answer" text,
	"submission_id" uuid
);--> statement-breakpoint
CREATE TABLE "replays" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_ids" jsonb NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"applied" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone
);--> statement-breakpoint
CREATE TABLE "insight_counts" (
	"week" date NOT NULL,
	"kind" text NOT NULL,
	"measure" text NOT NULL,
	"key" text NOT NULL,
	"value" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "insight_counts_week_kind_measure_key_value_pk" PRIMARY KEY("week","kind","measure","key","value")
);--> statement-breakpoint
CREATE TABLE "insight_weeks" (
	"week" date PRIMARY KEY NOT NULL,
	"counted_at" timestamp with time zone
);--> statement-breakpoint
CREATE TABLE "refusals" (
	"application_id" uuid NOT NULL,
	"type" text NOT NULL,
	"attempt" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "refusals_application_id_type_attempt_fingerprint_pk" PRIMARY KEY("application_id","type","attempt","fingerprint")
);--> statement-breakpoint
DROP INDEX "applications_state";--> statement-breakpoint
DROP INDEX "applications_updated";--> statement-breakpoint
DROP INDEX "audit_log_at";--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "way" text DEFAULT 'portal' NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "standing" text GENERATED ALWAYS AS (case when "state" = 'submitted' then coalesce("overall", 'in_review') else "state" end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "needs" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "needs_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "snoozed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "assignee_id" uuid;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "refused" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "reasons" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "reminded" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "case_version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "cohort" date GENERATED ALWAYS AS ((date_trunc('week', ("created_at" at time zone 'UTC') + interval '7 hours'))::date) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "by_staff" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "by_staff" uuid;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "revoked_by" uuid;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "chain" text DEFAULT 'merchant' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ALTER COLUMN "chain" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "chain_id" uuid;--> statement-breakpoint
UPDATE "audit_log" SET "chain_id" = "application_id";--> statement-breakpoint
ALTER TABLE "audit_log" ALTER COLUMN "chain_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_application_id_position_pk";--> statement-breakpoint
ALTER TABLE "audit_log" ALTER COLUMN "application_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_chain_chain_id_position_pk" PRIMARY KEY("chain","chain_id","position");--> statement-breakpoint
ALTER TABLE "doku_calls" ADD COLUMN "sent_body" jsonb;--> statement-breakpoint
ALTER TABLE "doku_calls" ADD COLUMN "answer_body" jsonb;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "replayed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "drifts" ADD COLUMN "seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "drifts" ADD COLUMN "seen_by" uuid;--> statement-breakpoint
ALTER TABLE "section_attempts" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "staff_role" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "away_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitation_batches" ADD CONSTRAINT "invitation_batches_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_links" ADD CONSTRAINT "invitation_links_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_links" ADD CONSTRAINT "invitation_links_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_words" ADD CONSTRAINT "merchant_words_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_keys" ADD CONSTRAINT "search_keys_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_changes" ADD CONSTRAINT "standing_changes_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_checkpoint_heads" ADD CONSTRAINT "audit_checkpoint_heads_number_audit_checkpoints_number_fk" FOREIGN KEY ("number") REFERENCES "public"."audit_checkpoints"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lookers" ADD CONSTRAINT "lookers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lookers" ADD CONSTRAINT "lookers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_returned_by_users_id_fk" FOREIGN KEY ("returned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_opinions" ADD CONSTRAINT "second_opinions_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_opinions" ADD CONSTRAINT "second_opinions_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_opinions" ADD CONSTRAINT "second_opinions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_opinions" ADD CONSTRAINT "second_opinions_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitation_links_invitation" ON "invitation_links" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "merchant_words_word" ON "merchant_words" USING btree ("word" text_pattern_ops,"application_id","names");--> statement-breakpoint
CREATE INDEX "merchant_words_queued" ON "merchant_words" USING btree ("word" text_pattern_ops,"needs_at","application_id") WHERE "merchant_words"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "search_keys_application" ON "search_keys" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "standing_changes_at" ON "standing_changes" USING btree ("standing","at");--> statement-breakpoint
CREATE INDEX "audit_checkpoint_heads_chain" ON "audit_checkpoint_heads" USING btree ("chain","chain_id","number");--> statement-breakpoint
CREATE INDEX "audit_heads_open" ON "audit_heads" USING btree ("chain","chain_id") WHERE "audit_heads"."checkpoint" is null;--> statement-breakpoint
CREATE INDEX "comments_application" ON "comments" USING btree ("application_id","created_at");--> statement-breakpoint
CREATE INDEX "mentions_user" ON "mentions" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "returns_application" ON "returns" USING btree ("application_id","type","attempt");--> statement-breakpoint
CREATE INDEX "second_opinions_application" ON "second_opinions" USING btree ("application_id","asked_at");--> statement-breakpoint
CREATE INDEX "replays_asked" ON "replays" USING btree ("asked_at");--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_assignee_id_users_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_by_staff_users_id_fk" FOREIGN KEY ("by_staff") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_by_staff_users_id_fk" FOREIGN KEY ("by_staff") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_batch_id_invitation_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."invitation_batches"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drifts" ADD CONSTRAINT "drifts_seen_by_users_id_fk" FOREIGN KEY ("seen_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applications_cohort" ON "applications" USING btree ("cohort","updated_at");--> statement-breakpoint
CREATE INDEX "applications_cohort_id" ON "applications" USING btree ("cohort","id");--> statement-breakpoint
CREATE INDEX "applications_created" ON "applications" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "applications_submitted" ON "applications" USING btree (coalesce("submitted_at", 'infinity'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "applications_due" ON "applications" USING btree (coalesce("due_at", 'infinity'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "applications_name" ON "applications" USING btree (lower("business_name"),"id");--> statement-breakpoint
CREATE INDEX "applications_standing_updated" ON "applications" USING btree ("standing","updated_at","id");--> statement-breakpoint
CREATE INDEX "applications_standing_submitted" ON "applications" USING btree ("standing",coalesce("submitted_at", 'infinity'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "applications_standing_due" ON "applications" USING btree ("standing",coalesce("due_at", 'infinity'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "applications_standing_name" ON "applications" USING btree ("standing",lower("business_name"),"id");--> statement-breakpoint
CREATE INDEX "applications_running" ON "applications" USING btree ("due_at","id","due_soon_at") WHERE "applications"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_entity" ON "applications" USING btree ("legal_entity","updated_at","id");--> statement-breakpoint
CREATE INDEX "applications_line" ON "applications" USING btree ("line","updated_at","id");--> statement-breakpoint
CREATE INDEX "applications_assignee" ON "applications" USING btree (coalesce("assignee_id", '00000000-0000-0000-0000-000000000000'::uuid),"updated_at","id");--> statement-breakpoint
CREATE INDEX "applications_queue" ON "applications" USING btree ("needs_at","id","due_at","due_soon_at","submitted_at","created_at","assignee_id","legal_entity","line","needs","snoozed_until") WHERE "applications"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_queue_refused" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE "applications"."refused"[1] is not null;--> statement-breakpoint
CREATE INDEX "applications_refused_brand_operational_status" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BRAND.OPERATIONAL_STATUS' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_business" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BUSINESS' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_business_contact" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BUSINESS_CONTACT' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_business_address" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BUSINESS_ADDRESS' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_business_document" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BUSINESS_DOCUMENT' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_business_bank" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BUSINESS_BANK' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_brand" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BRAND' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_brand_social_media" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BRAND_SOCIAL_MEDIA' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_brand_photo_proof" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BRAND_PHOTO_PROOF' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_refused_brand_product" ON "applications" USING btree ("needs_at","id","reasons","assignee_id","legal_entity","line","needs","snoozed_until") WHERE 'BRAND_PRODUCT' = any("applications"."refused");--> statement-breakpoint
CREATE INDEX "applications_queue_assignee" ON "applications" USING btree (coalesce("assignee_id", '00000000-0000-0000-0000-000000000000'::uuid),"needs_at","id") WHERE "applications"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_queue_entity" ON "applications" USING btree ("legal_entity","needs_at","id") WHERE "applications"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_queue_line" ON "applications" USING btree ("line","needs_at","id") WHERE "applications"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_queue_updated" ON "applications" USING btree ("updated_at","id") WHERE "applications"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_queue_submitted" ON "applications" USING btree (coalesce("submitted_at", 'infinity'::timestamptz),"id") WHERE "applications"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_queue_due" ON "applications" USING btree (coalesce("due_at", 'infinity'::timestamptz),"id") WHERE "applications"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_queue_name" ON "applications" USING btree (lower("business_name"),"id") WHERE "applications"."needs_at" is not null;--> statement-breakpoint
CREATE INDEX "applications_need_rejected" ON "applications" USING btree ("needs_at","id","snoozed_until") WHERE 'rejected' = any("applications"."needs");--> statement-breakpoint
CREATE INDEX "applications_need_stopped" ON "applications" USING btree ("needs_at","id","snoozed_until") WHERE 'stopped' = any("applications"."needs");--> statement-breakpoint
CREATE INDEX "applications_need_asks_change" ON "applications" USING btree ("needs_at","id","snoozed_until") WHERE 'asks_change' = any("applications"."needs");--> statement-breakpoint
CREATE INDEX "applications_need_second" ON "applications" USING btree ("needs_at","id","snoozed_until") WHERE 'second' = any("applications"."needs");--> statement-breakpoint
CREATE INDEX "applications_need_unmapped" ON "applications" USING btree ("needs_at","id","snoozed_until") WHERE 'unmapped' = any("applications"."needs");--> statement-breakpoint
CREATE INDEX "applications_need_drift" ON "applications" USING btree ("needs_at","id","snoozed_until") WHERE 'drift' = any("applications"."needs");--> statement-breakpoint
CREATE INDEX "applications_need_unread" ON "applications" USING btree ("needs_at","id","snoozed_until") WHERE 'unread' = any("applications"."needs");--> statement-breakpoint
CREATE INDEX "applications_snoozed" ON "applications" USING btree ("snoozed_until","id") WHERE "applications"."snoozed_until" is not null;--> statement-breakpoint
CREATE INDEX "applications_refused_updated" ON "applications" USING btree ("updated_at","id") WHERE "applications"."refused"[1] is not null;--> statement-breakpoint
CREATE INDEX "applications_refused" ON "applications" USING gin ("refused") WHERE "applications"."refused"[1] is not null;--> statement-breakpoint
CREATE INDEX "applications_reasons" ON "applications" USING gin ("reasons") WHERE "applications"."refused"[1] is not null;--> statement-breakpoint
CREATE INDEX "applications_business_id" ON "applications" USING btree (lower("doku_business_id") text_pattern_ops,"id");--> statement-breakpoint
CREATE INDEX "applications_brand_id" ON "applications" USING btree (lower("doku_brand_id") text_pattern_ops,"id");--> statement-breakpoint
CREATE INDEX "applications_remind" ON "applications" USING btree ("remind_at");--> statement-breakpoint
CREATE INDEX "invitations_created" ON "invitations" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "invitations_open" ON "invitations" USING btree ("created_at","id") WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "invitations_revoked" ON "invitations" USING btree ("created_at","id") WHERE "invitations"."revoked_at" is not null;--> statement-breakpoint
CREATE INDEX "audit_log_application" ON "audit_log" USING btree ("application_id","at");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("action","at");--> statement-breakpoint
CREATE INDEX "audit_log_staff_action" ON "audit_log" USING btree ("actor_id","action","at") WHERE "audit_log"."actor_kind" = 'staff';--> statement-breakpoint
CREATE INDEX "doku_calls_at" ON "doku_calls" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "doku_calls_endpoint" ON "doku_calls" USING btree ("endpoint","at","id");--> statement-breakpoint
CREATE INDEX "doku_calls_failed" ON "doku_calls" USING btree ("at","id") WHERE "doku_calls"."outcome" not in ('ok', 'replayed');--> statement-breakpoint
CREATE INDEX "doku_calls_request" ON "doku_calls" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "webhook_events_at" ON "webhook_events" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_type" ON "webhook_events" USING btree ("type","received_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_status" ON "webhook_events" USING btree ("status","received_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_type_status" ON "webhook_events" USING btree ("type","status","received_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_outcome" ON "webhook_events" USING btree ("outcome","received_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_entity" ON "webhook_events" USING btree ("entity_id");--> statement-breakpoint
CREATE INDEX "webhook_events_request" ON "webhook_events" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "users_staff" ON "users" USING btree ("created_at","id") WHERE "users"."role" = 'staff';--> statement-breakpoint
CREATE INDEX "applications_updated" ON "applications" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
-- Staff from before this version could do everything.
UPDATE "users" SET "staff_role" = 'admin' WHERE "role" = 'staff';--> statement-breakpoint
INSERT INTO "standing_changes" ("application_id", "position", "standing", "at") SELECT "id", 1, "standing", "updated_at" FROM "applications";--> statement-breakpoint
INSERT INTO "audit_heads" ("chain", "chain_id", "position", "hash") SELECT DISTINCT ON ("chain_id") "chain", "chain_id", "position", "hash" FROM "audit_log" ORDER BY "chain_id", "position" DESC;--> statement-breakpoint
UPDATE "section_attempts" SET "decided_at" = "state_at" WHERE "state" <> 'in_review';--> statement-breakpoint
-- Why is sealed in the notes, so what was refused before this version counts as another reason.
INSERT INTO "refusals" ("application_id", "type", "attempt", "fingerprint", "reason", "at") SELECT "application_id", "type", "attempt", '', 'OTHER', "state_at" FROM "section_attempts" WHERE "state" = 'rejected' AND "type" NOT IN ('BRAND.OPERATIONAL_STATUS', 'BRAND_PRODUCT');--> statement-breakpoint
-- The audit trail is append-only: the database itself refuses to change it, whoever asks.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;--> statement-breakpoint
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_checkpoints_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_checkpoints" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_checkpoint_heads_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_checkpoint_heads" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_heads_stay" BEFORE DELETE OR TRUNCATE ON "audit_heads" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
-- A head moves on by one row, or is marked with the checkpoint that has it, and does nothing else.
CREATE FUNCTION "guard_audit_head"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW."chain" = OLD."chain" AND NEW."chain_id" = OLD."chain_id" AND (
    NEW."position" = OLD."position" + 1 AND NEW."checkpoint" IS NULL
    OR NEW."position" = OLD."position" AND NEW."hash" = OLD."hash" AND NEW."checkpoint" IS NOT NULL
  ) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;--> statement-breakpoint
CREATE TRIGGER "audit_heads_guard" BEFORE UPDATE ON "audit_heads" FOR EACH ROW EXECUTE FUNCTION "guard_audit_head"();--> statement-breakpoint
-- Also when a session says that it only replays changes (session_replication_role), which skips ordinary triggers.
ALTER TABLE "audit_log" ENABLE ALWAYS TRIGGER "audit_log_append_only";--> statement-breakpoint
ALTER TABLE "audit_checkpoints" ENABLE ALWAYS TRIGGER "audit_checkpoints_append_only";--> statement-breakpoint
ALTER TABLE "audit_checkpoint_heads" ENABLE ALWAYS TRIGGER "audit_checkpoint_heads_append_only";--> statement-breakpoint
ALTER TABLE "audit_heads" ENABLE ALWAYS TRIGGER "audit_heads_stay";--> statement-breakpoint
ALTER TABLE "audit_heads" ENABLE ALWAYS TRIGGER "audit_heads_guard";
