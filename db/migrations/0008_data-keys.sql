CREATE TABLE "data_keys" (
	"purpose" text NOT NULL,
	"id" text NOT NULL,
	"wrapped" text NOT NULL,
	"wrapped_by" text NOT NULL,
	"is_adopted" boolean DEFAULT false NOT NULL,
	"active_from" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "data_keys_purpose_id_pk" PRIMARY KEY("purpose","id")
);
