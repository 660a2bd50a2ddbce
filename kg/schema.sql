-- The library: one SQLite file. A `text` is an act in a version and a language; everything else hangs on it and goes with it.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE text (
    id INTEGER PRIMARY KEY, celex TEXT NOT NULL, version TEXT NOT NULL, language TEXT NOT NULL,
    title TEXT NOT NULL, eli TEXT NOT NULL, journal TEXT NOT NULL, counts TEXT NOT NULL, generation INTEGER NOT NULL DEFAULT 0,
    UNIQUE (celex, version, language)
);
CREATE TABLE source (
    id INTEGER PRIMARY KEY, text_id INTEGER NOT NULL REFERENCES text ON DELETE CASCADE,
    file TEXT NOT NULL, format TEXT NOT NULL, sha256 TEXT NOT NULL, language TEXT NOT NULL, pages INTEGER,
    rank INTEGER NOT NULL, certificate TEXT NOT NULL, members TEXT NOT NULL DEFAULT '[]', dialect TEXT NOT NULL DEFAULT '', UNIQUE (text_id, sha256)
);
CREATE TABLE page (
    source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE, number INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (source_id, number)
) WITHOUT ROWID;
CREATE TABLE provision (
    row INTEGER PRIMARY KEY, text_id INTEGER NOT NULL REFERENCES text ON DELETE CASCADE, id TEXT NOT NULL,
    kind TEXT NOT NULL, label TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL, wrap_up TEXT NOT NULL,
    parent TEXT, quoted_start INTEGER, quoted_end INTEGER, UNIQUE (text_id, id)
);
CREATE INDEX provision_id ON provision (id);
CREATE INDEX provision_parent ON provision (parent, text_id);
CREATE TABLE place (
    source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE, id TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    page INTEGER, end_page INTEGER, same_text INTEGER NOT NULL, origins TEXT NOT NULL, PRIMARY KEY (source_id, id)
) WITHOUT ROWID;
CREATE TABLE node (
    id TEXT NOT NULL, text_id INTEGER NOT NULL REFERENCES text ON DELETE CASCADE, kind TEXT NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (id, text_id)
) WITHOUT ROWID;
CREATE TABLE surface (
    form TEXT NOT NULL, node TEXT NOT NULL, text_id INTEGER NOT NULL REFERENCES text ON DELETE CASCADE,
    PRIMARY KEY (form, node, text_id)
) WITHOUT ROWID;
CREATE TABLE edge (
    row INTEGER PRIMARY KEY, text_id INTEGER NOT NULL REFERENCES text ON DELETE CASCADE, source TEXT NOT NULL,
    relation TEXT NOT NULL, target TEXT NOT NULL, field TEXT, first INTEGER, last INTEGER, wording TEXT NOT NULL,
    score REAL NOT NULL, reasons TEXT NOT NULL, named TEXT
);
CREATE INDEX edge_source ON edge (source);
CREATE INDEX edge_target ON edge (target);
CREATE TABLE unresolved (
    text_id INTEGER NOT NULL REFERENCES text ON DELETE CASCADE, source TEXT NOT NULL, field TEXT NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, wording TEXT NOT NULL, reason TEXT NOT NULL,
    relation TEXT NOT NULL DEFAULT 'refers_to', named TEXT, edge INTEGER
);
CREATE INDEX unresolved_edge ON unresolved (edge);
CREATE VIRTUAL TABLE passage USING fts5 (heading, intro, body, tokenize = "unicode61");
CREATE VIRTUAL TABLE article USING fts5 (heading, body, tokenize = "unicode61");
