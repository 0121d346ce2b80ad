-- Version 1 as it was shipped; never changed.
CREATE TABLE relay_codes (
    code VARCHAR NOT NULL,
    until BIGINT NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (code)
);
CREATE TABLE relay_commands (
    device VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    at BIGINT NOT NULL,
    answer VARCHAR NOT NULL,
    PRIMARY KEY (device, "key")
)
 WITHOUT ROWID;
CREATE TABLE relay_counters (
    name VARCHAR NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (name)
)
 WITHOUT ROWID;
CREATE TABLE relay_devices (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    public_key VARCHAR NOT NULL,
    paired_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    acknowledged BIGINT NOT NULL,
    revoked INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE relay_feed (
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (seq)
);
CREATE TABLE relay_placed (
    id VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    openid VARCHAR NOT NULL,
    at BIGINT NOT NULL,
    version INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    wanted VARCHAR NOT NULL,
    slot BIGINT,
    orders INTEGER NOT NULL,
    items INTEGER NOT NULL,
    categories VARCHAR NOT NULL,
    rushed_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX relay_placed_customer ON relay_placed (account, openid, at);
CREATE INDEX relay_placed_number ON relay_placed (number, at);
CREATE INDEX relay_placed_slot ON relay_placed (slot);
CREATE TABLE relay_replies (
    account VARCHAR NOT NULL,
    delivery VARCHAR NOT NULL,
    at BIGINT NOT NULL,
    reply VARCHAR NOT NULL,
    PRIMARY KEY (account, delivery)
);
CREATE INDEX relay_replies_at ON relay_replies (at);
CREATE TABLE relay_snapshots (
    id INTEGER NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE relay_sold (
    sku VARCHAR NOT NULL,
    day VARCHAR NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (sku, day)
)
 WITHOUT ROWID;
CREATE TABLE relay_talks (
    account VARCHAR NOT NULL,
    openid VARCHAR NOT NULL,
    at BIGINT NOT NULL,
    state VARCHAR NOT NULL,
    PRIMARY KEY (account, openid)
)
 WITHOUT ROWID;
