-- Schema of the store in H2, version 1. H2 commits each of these by itself, so a script that broke off is run again.

-- Rows up to a megabyte lie in the table itself; H2's default is 256 bytes, beyond which a row costs a second tree.
SET MAX_LENGTH_INPLACE_LOB 1048576;

-- Records of all entities. Inserted once; never changed; deleted only when a study is removed as a whole.
CREATE TABLE IF NOT EXISTS cairn_journal (
    persistence_id  VARCHAR(512) NOT NULL,
    -- From 1, without gaps.
    sequence_number BIGINT NOT NULL,
    -- Incarnation of the entity that wrote it.
    writer          VARCHAR(255) NOT NULL,
    -- Milliseconds since 1970.
    written_at      BIGINT NOT NULL,
    serializer      INTEGER NOT NULL,
    manifest        VARCHAR(1024) NOT NULL,
    payload         BLOB NOT NULL,
    -- Chains the record to the one before it; see JournalRow.
    seal            INTEGER NOT NULL,
    PRIMARY KEY (persistence_id, sequence_number)
);

-- Snapshots; their bytes are in pieces of at most a megabyte.
CREATE TABLE IF NOT EXISTS cairn_snapshot (
    persistence_id  VARCHAR(512) NOT NULL,
    sequence_number BIGINT NOT NULL,
    -- Milliseconds since 1970.
    written_at      BIGINT NOT NULL,
    serializer      INTEGER NOT NULL,
    manifest        VARCHAR(1024) NOT NULL,
    -- Bytes in all.
    length          BIGINT NOT NULL,
    -- CRC-32C of these.
    checksum        INTEGER NOT NULL,
    PRIMARY KEY (persistence_id, sequence_number)
);

CREATE TABLE IF NOT EXISTS cairn_snapshot_piece (
    persistence_id  VARCHAR(512) NOT NULL,
    sequence_number BIGINT NOT NULL,
    -- From 0, without gaps.
    number          INTEGER NOT NULL,
    bytes           BLOB NOT NULL,
    PRIMARY KEY (persistence_id, sequence_number, number)
);

-- Studies, for lists and for waking them after a restart. The journal counts; phase and status are for display.
CREATE TABLE IF NOT EXISTS cairn_study (
    id              VARCHAR(128) NOT NULL PRIMARY KEY,
    -- By which whoever submitted it knows the submission again.
    client_token    VARCHAR(255) NOT NULL UNIQUE,
    name            VARCHAR NOT NULL,
    -- Microseconds since 1970.
    submitted_at    BIGINT NOT NULL,
    -- StudyCreated, protobuf.
    created         BLOB NOT NULL,
    phase           VARCHAR(32) NOT NULL,
    status_json     VARCHAR NOT NULL,
    -- Grows with each status; an older one never replaces a newer one.
    status_version  BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS cairn_study_newest ON cairn_study (submitted_at, id);

-- The archive: named bytes, in pieces of at most a megabyte.
CREATE TABLE IF NOT EXISTS cairn_shelf (
    folder          VARCHAR(255) NOT NULL,
    name            VARCHAR(255) NOT NULL,
    -- Grows with each name that is put into a folder; the oldest has the least.
    turn            BIGINT NOT NULL,
    PRIMARY KEY (folder, name)
);

CREATE TABLE IF NOT EXISTS cairn_shelf_piece (
    folder          VARCHAR(255) NOT NULL,
    name            VARCHAR(255) NOT NULL,
    -- From 0, without gaps.
    number          INTEGER NOT NULL,
    bytes           BLOB NOT NULL,
    PRIMARY KEY (folder, name, number)
);

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

MERGE INTO cairn_founder (id, address, founded_at) KEY (id) VALUES (1, '', 0);
