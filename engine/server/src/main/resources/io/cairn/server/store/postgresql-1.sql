-- Schema of the store in PostgreSQL, version 1. Run in one transaction. Names are ours by their prefix, since the
-- database may have other tenants. Keys compare bytes (collation "C"): the same order on every machine, and cheaper.

-- Records of all entities. Inserted once; never changed; deleted only when a study is removed as a whole.
CREATE TABLE cairn_journal (
    persistence_id  VARCHAR(512) COLLATE "C" NOT NULL,
    -- From 1, without gaps.
    sequence_number BIGINT NOT NULL,
    -- Incarnation of the entity that wrote it.
    writer          VARCHAR(255) COLLATE "C" NOT NULL,
    -- Milliseconds since 1970.
    written_at      BIGINT NOT NULL,
    serializer      INTEGER NOT NULL,
    manifest        VARCHAR(1024) COLLATE "C" NOT NULL,
    payload         BYTEA NOT NULL,
    -- Chains the record to the one before it; see JournalRow.
    seal            INTEGER NOT NULL,
    PRIMARY KEY (persistence_id, sequence_number)
);

-- Snapshots; their bytes are in pieces of at most a megabyte.
CREATE TABLE cairn_snapshot (
    persistence_id  VARCHAR(512) COLLATE "C" NOT NULL,
    sequence_number BIGINT NOT NULL,
    -- Milliseconds since 1970.
    written_at      BIGINT NOT NULL,
    serializer      INTEGER NOT NULL,
    manifest        VARCHAR(1024) COLLATE "C" NOT NULL,
    -- Bytes in all.
    length          BIGINT NOT NULL,
    -- CRC-32C of these.
    checksum        INTEGER NOT NULL,
    PRIMARY KEY (persistence_id, sequence_number)
);

CREATE TABLE cairn_snapshot_piece (
    persistence_id  VARCHAR(512) COLLATE "C" NOT NULL,
    sequence_number BIGINT NOT NULL,
    -- From 0, without gaps.
    number          INTEGER NOT NULL,
    bytes           BYTEA NOT NULL,
    PRIMARY KEY (persistence_id, sequence_number, number)
);

-- Snapshots are compressed already.
ALTER TABLE cairn_snapshot_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Studies, for lists and for waking them after a restart. The journal counts; phase and status are for display.
CREATE TABLE cairn_study (
    id              VARCHAR(128) COLLATE "C" NOT NULL PRIMARY KEY,
    -- By which whoever submitted it knows the submission again.
    client_token    VARCHAR(255) COLLATE "C" NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    -- Microseconds since 1970.
    submitted_at    BIGINT NOT NULL,
    -- StudyCreated, protobuf.
    created         BYTEA NOT NULL,
    phase           VARCHAR(32) COLLATE "C" NOT NULL,
    status_json     TEXT NOT NULL,
    -- Grows with each status; an older one never replaces a newer one.
    status_version  BIGINT NOT NULL
);

CREATE INDEX cairn_study_newest ON cairn_study (submitted_at, id);

-- The archive: named bytes, in pieces of at most a megabyte.
CREATE TABLE cairn_shelf (
    folder          VARCHAR(255) COLLATE "C" NOT NULL,
    name            VARCHAR(255) COLLATE "C" NOT NULL,
    -- Grows with each name that is put into a folder; the oldest has the least.
    turn            BIGINT NOT NULL,
    PRIMARY KEY (folder, name)
);

CREATE TABLE cairn_shelf_piece (
    folder          VARCHAR(255) COLLATE "C" NOT NULL,
    name            VARCHAR(255) COLLATE "C" NOT NULL,
    -- From 0, without gaps.
    number          INTEGER NOT NULL,
    bytes           BYTEA NOT NULL,
    PRIMARY KEY (folder, name, number)
);

ALTER TABLE cairn_shelf_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Coordinators that are members of the cluster, by the clock of the database.
CREATE TABLE IF NOT EXISTS cairn_member (
    address         VARCHAR(255) NOT NULL PRIMARY KEY,
    -- Distinguishes it from members at this address before and after it.
    incarnation     BIGINT NOT NULL,
    -- Microseconds since 1970.
    seen_at         BIGINT NOT NULL
);

-- Who began a cluster last; one row.
CREATE TABLE IF NOT EXISTS cairn_founder (
    id              INTEGER NOT NULL PRIMARY KEY,
    address         VARCHAR(255) NOT NULL,
    -- Microseconds since 1970.
    founded_at      BIGINT NOT NULL
);

INSERT INTO cairn_founder (id, address, founded_at) VALUES (1, '', 0) ON CONFLICT DO NOTHING;
