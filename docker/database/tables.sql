-- The tables of OpenSIPS that Rollcall works on, in the shape of OpenSIPS 2.4 and later: location 1013, subscriber 8.
-- Run once, by the database's image, when its data volume is new.

CREATE TABLE version (
  table_name    CHAR(32)     NOT NULL,
  table_version INT UNSIGNED NOT NULL DEFAULT 0,
  CONSTRAINT t_name_idx UNIQUE (table_name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

INSERT INTO version (table_name, table_version) VALUES ('location', 1013), ('subscriber', 8);

CREATE TABLE location (
  contact_id    BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username      CHAR(64)        NOT NULL DEFAULT '',
  domain        CHAR(64)                 DEFAULT NULL,
  contact       TEXT            NOT NULL,
  received      CHAR(255)                DEFAULT NULL,
  path          CHAR(255)                DEFAULT NULL,
  expires       INT UNSIGNED    NOT NULL,
  q             FLOAT(10, 2)    NOT NULL DEFAULT 1.0,
  callid        CHAR(255)       NOT NULL DEFAULT 'Default-Call-ID',
  cseq          INT             NOT NULL DEFAULT 13,
  last_modified DATETIME        NOT NULL DEFAULT '1900-01-01 00:00:01',
  flags         INT             NOT NULL DEFAULT 0,
  cflags        CHAR(255)                DEFAULT NULL,
  user_agent    CHAR(255)       NOT NULL DEFAULT '',
  socket        CHAR(64)                 DEFAULT NULL,
  methods       INT                      DEFAULT NULL,
  sip_instance  CHAR(255)                DEFAULT NULL,
  kv_store      TEXT(512)                DEFAULT NULL,
  attr          CHAR(255)                DEFAULT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE subscriber (
  id             INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username       CHAR(64)     NOT NULL DEFAULT '',
  domain         CHAR(64)     NOT NULL DEFAULT '',
  password       CHAR(25)     NOT NULL DEFAULT '',
  ha1            CHAR(64)     NOT NULL DEFAULT '',
  ha1_sha256     CHAR(64)     NOT NULL DEFAULT '',
  ha1_sha512t256 CHAR(64)     NOT NULL DEFAULT '',
  CONSTRAINT account_idx UNIQUE (username, domain),
  INDEX username_idx (username)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
