CREATE TABLE "doku_breakers" (
	"base_url" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"status" integer,
	"opened_at" timestamp with time zone,
	"next_try_at" timestamp with time zone,
	"probes" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "applications" DROP CONSTRAINT "applications_doku_business_id_unique";--> statement-breakpoint
CREATE UNIQUE INDEX "applications_doku_business" ON "applications" USING btree ("doku_business_id") WHERE "applications"."doku_business_id" is not null;