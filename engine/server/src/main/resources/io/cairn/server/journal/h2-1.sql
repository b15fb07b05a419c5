-- Schema of a study's journal in H2, version 1. Run once, in a file that nobody else sees yet.
--
-- One entity writes one file, so the sequence number is the key of the table: one B-tree instead of the four of
-- pekko-persistence-jdbc's own schema, a third of the bytes written at a commit, and replay is a scan. The columns with
-- names in lower case are those that pekko-persistence-jdbc reads.

-- Records up to a megabyte lie in the row itself; H2's default is 256 bytes, beyond which a record costs a second tree.
SET MAX_LENGTH_INPLACE_LOB 1048576;

CREATE TABLE "event_journal" (
    "sequence_number" BIGINT NOT NULL PRIMARY KEY,
    "ordering" BIGINT GENERATED ALWAYS AS ("sequence_number"),
    "deleted" BOOLEAN DEFAULT FALSE NOT NULL,
    "persistence_id" VARCHAR(255) NOT NULL,
    "writer" VARCHAR(255) NOT NULL,
    "write_timestamp" BIGINT NOT NULL,
    "adapter_manifest" VARCHAR(255) DEFAULT '' NOT NULL,
    "event_payload" BLOB NOT NULL,
    "event_ser_id" INTEGER NOT NULL,
    "event_ser_manifest" VARCHAR(255) NOT NULL,
    "meta_payload" BLOB,
    "meta_ser_id" INTEGER,
    "meta_ser_manifest" VARCHAR(255),
    -- Chains the record to the one before it; see JournalRow.
    "seal" INTEGER NOT NULL
);

-- Records that salvage could read but not keep, because one before them is lost.
CREATE TABLE "journal_quarantine" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "sequence_number" BIGINT NOT NULL,
    "persistence_id" VARCHAR(255) NOT NULL,
    "writer" VARCHAR(255) NOT NULL,
    "write_timestamp" BIGINT NOT NULL,
    "event_ser_id" INTEGER NOT NULL,
    "event_ser_manifest" VARCHAR(255) NOT NULL,
    "event_payload" BLOB NOT NULL,
    "seal" INTEGER NOT NULL,
    "reason" VARCHAR(1000) NOT NULL
);
