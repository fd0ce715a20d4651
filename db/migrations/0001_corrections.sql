CREATE TABLE "change_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"type" text NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"reason" text NOT NULL,
	"answer" text,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"submission_id" uuid
);
--> statement-breakpoint
CREATE TABLE "drifts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"type" text NOT NULL,
	"entity_id" text NOT NULL,
	"ours" text,
	"dokus" text,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"callback_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"receiver_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"occasion" text NOT NULL,
	"facts" jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "mails_once" UNIQUE("application_id","occasion","receiver_id")
);
--> statement-breakpoint
CREATE TABLE "note_reasons" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"doku_code" text,
	"sample" text NOT NULL,
	"reason" text,
	"seen" integer DEFAULT 1 NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"mapped_by" uuid,
	"mapped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "section_attempts" (
	"application_id" uuid NOT NULL,
	"type" text NOT NULL,
	"attempt" integer NOT NULL,
	"cause" text NOT NULL,
	"submission_id" uuid,
	"sent_at" timestamp with time zone NOT NULL,
	"entity_ids" jsonb,
	"state" text NOT NULL,
	"notes" text NOT NULL,
	"state_at" timestamp with time zone NOT NULL,
	CONSTRAINT "section_attempts_application_id_type_attempt_pk" PRIMARY KEY("application_id","type","attempt")
);
--> statement-breakpoint
ALTER TABLE "submissions" DROP CONSTRAINT "submissions_once";--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "overall" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "next_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "read_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "due_soon_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "clock_tell_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "clock_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "kyb_entities" ADD COLUMN "ref" text;--> statement-breakpoint
ALTER TABLE "kyb_entities" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "sent" text;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "target" jsonb;--> statement-breakpoint
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drifts" ADD CONSTRAINT "drifts_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_receiver_id_users_id_fk" FOREIGN KEY ("receiver_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_reasons" ADD CONSTRAINT "note_reasons_mapped_by_users_id_fk" FOREIGN KEY ("mapped_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "section_attempts" ADD CONSTRAINT "section_attempts_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "section_attempts" ADD CONSTRAINT "section_attempts_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_requests_application" ON "change_requests" USING btree ("application_id","asked_at");--> statement-breakpoint
CREATE INDEX "drifts_application" ON "drifts" USING btree ("application_id","found_at");--> statement-breakpoint
CREATE INDEX "applications_next_read" ON "applications" USING btree ("next_read_at");--> statement-breakpoint
CREATE INDEX "applications_clock" ON "applications" USING btree ("clock_tell_at");--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_once" UNIQUE("application_id","attempt");--> statement-breakpoint
-- Businesses from before this version: their next reading fills in what the new columns hold.
UPDATE "applications" SET "next_read_at" = now() WHERE "doku_business_id" IS NOT NULL;
