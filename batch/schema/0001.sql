-- The first version of a store. Every key is text or a number that follows from the documents, so that the order in which they came
-- leaves no trace. What hangs on a document goes with it.

-- What a result was made with: the version of the program, its options, the hashes of its models and tables.
CREATE TABLE recipe (
    id TEXT PRIMARY KEY,                 -- hash of the parameters
    parameters TEXT NOT NULL             -- JSON
) WITHOUT ROWID;

-- A call of add, refresh, review or remove.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started TEXT NOT NULL,               -- ISO 8601, UTC
    finished TEXT,                       -- missing where the run was broken off
    engine TEXT NOT NULL,
    recipe TEXT NOT NULL REFERENCES recipe(id),
    counts TEXT                          -- JSON: how many files were new, changed, … and how many documents were compared
);

-- A file that was given. Its place is relative to the folder of the store.
CREATE TABLE file (
    path TEXT PRIMARY KEY,
    sha256 TEXT,                         -- of its bytes; missing where it could not be opened
    status TEXT NOT NULL,                -- read, failed
    error TEXT,                          -- why it failed
    vanished INTEGER NOT NULL DEFAULT 0, -- 1: it is no longer where it was; its documents are kept
    added TEXT NOT NULL                  -- day (UTC) on which its content came
) WITHOUT ROWID;
CREATE INDEX file_sha256 ON file(sha256);

-- A document by its content.
CREATE TABLE document (
    id TEXT PRIMARY KEY,                 -- the first 16 digits of its file's hash, and -2 … for the further ones of a file
    sha256 TEXT NOT NULL,
    part INTEGER NOT NULL,
    title TEXT, issuer TEXT, number TEXT, region TEXT, province TEXT, city TEXT, level TEXT, doc_type TEXT,
    date TEXT, adopted TEXT, amended TEXT, issued TEXT, in_force TEXT,
    role TEXT NOT NULL,                  -- central, local, other
    characters INTEGER NOT NULL,
    status TEXT NOT NULL,                -- top (central level), matched, waiting (no upper document, or several), other (no measure)
    reason TEXT NOT NULL,                -- why, in Chinese
    upper TEXT REFERENCES document(id) ON DELETE SET NULL,
    forced TEXT REFERENCES document(id) ON DELETE SET NULL, -- the upper document that a user named
    recipe TEXT NOT NULL REFERENCES recipe(id),
    added TEXT NOT NULL,                 -- day (UTC)
    record BLOB NOT NULL                 -- the document as it was read: zlib, JSON
) WITHOUT ROWID;
CREATE INDEX document_sha256 ON document(sha256);
CREATE INDEX document_upper ON document(upper);
CREATE INDEX document_forced ON document(forced);
CREATE INDEX document_title ON document(title);
CREATE INDEX document_added ON document(added);

-- What a document says it implements, in its order.
CREATE TABLE basis (
    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,                  -- title (its own title names it), text (its opening does), number
    name TEXT NOT NULL,                  -- the title or the number
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- A sample of a text's passages, by which a document that names nothing is set beside the one whose words it took.
CREATE TABLE passage (
    hash INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    PRIMARY KEY (hash, document)
) WITHOUT ROWID;
CREATE INDEX passage_document ON passage(document);

CREATE TABLE unit (
    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    unit TEXT NOT NULL,
    position INTEGER NOT NULL,
    label TEXT, heading TEXT,
    PRIMARY KEY (document, unit)
) WITHOUT ROWID;

CREATE TABLE sentence (
    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    sentence TEXT NOT NULL,
    unit TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document, sentence)
) WITHOUT ROWID;

-- A local document set against its upper one.
CREATE TABLE comparison (
    local TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
    central TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    recipe TEXT NOT NULL REFERENCES recipe(id),
    corrections TEXT NOT NULL,           -- hash of the corrections that took part; empty for none
    record BLOB NOT NULL                 -- all that was found: zlib, JSON
) WITHOUT ROWID;
CREATE INDEX comparison_central ON comparison(central);

-- A comparison that failed: it is tried again on request.
CREATE TABLE failure (
    local TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
    central TEXT NOT NULL,
    error TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE link (
    local TEXT NOT NULL REFERENCES comparison(local) ON DELETE CASCADE,
    sentence TEXT NOT NULL,
    central_sentence TEXT NOT NULL,
    score REAL NOT NULL,                 -- probability that the link is right
    PRIMARY KEY (local, sentence, central_sentence)
) WITHOUT ROWID;

-- One per local sentence (side local), and one per central sentence that nobody answers (side central).
CREATE TABLE verdict (
    local TEXT NOT NULL REFERENCES comparison(local) ON DELETE CASCADE,
    side TEXT NOT NULL,
    sentence TEXT NOT NULL,
    relation TEXT NOT NULL,              -- verbatim adapted strengthened weakened added; missing not_applicable no_duty
    certainty REAL,                      -- probability that the relation is right
    settled INTEGER,                     -- 1: verdicts as sure as this one are right in 95 of 100
    evidence TEXT NOT NULL,
    reviewed INTEGER NOT NULL,           -- 1: a person said so
    PRIMARY KEY (local, side, sentence)
) WITHOUT ROWID;

CREATE TABLE coverage (
    local TEXT NOT NULL REFERENCES comparison(local) ON DELETE CASCADE,
    central_unit TEXT NOT NULL,
    status TEXT NOT NULL,                -- implemented partial absent
    counted INTEGER NOT NULL,            -- 1: a duty of an article that binds the local side
    certainty REAL,
    PRIMARY KEY (local, central_unit)
) WITHOUT ROWID;

-- One per bound. Of a document that was compared with its upper one, beside what it answers there.
CREATE TABLE requirement (
    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    compared INTEGER NOT NULL,           -- 0: as read alone, 1: as compared
    position INTEGER NOT NULL,
    unit TEXT NOT NULL, label TEXT, sentence TEXT, text TEXT NOT NULL, quote TEXT NOT NULL,
    kind TEXT, comparator TEXT, value REAL, value_max REAL, unit_of_measure TEXT, per TEXT, duration TEXT, working_days INTEGER,
    date TEXT, within TEXT, vague INTEGER, term TEXT, subject TEXT, modality TEXT, action TEXT, object TEXT, condition TEXT,
    per_what TEXT, expression TEXT, force TEXT, central_unit TEXT, central_sentence TEXT, central_text TEXT, change TEXT,
    PRIMARY KEY (document, compared, position)
) WITHOUT ROWID;

-- What specialists said of single sentences.
CREATE TABLE correction (
    id TEXT PRIMARY KEY,                 -- hash of the documents, the side and the sentence
    central_document TEXT NOT NULL, central_sha256 TEXT NOT NULL,
    local_document TEXT NOT NULL, local_sha256 TEXT NOT NULL,
    side TEXT NOT NULL, sentence TEXT NOT NULL, words TEXT NOT NULL,
    relation TEXT, note TEXT, "by" TEXT NOT NULL, "at" TEXT NOT NULL,
    entry TEXT NOT NULL                  -- as it stands in a corrections file (TOML)
) WITHOUT ROWID;

-- The common questions.

-- Each document with its file and its upper document.
CREATE VIEW documents AS
SELECT d.id, (SELECT min(f.path) FROM file f WHERE f.sha256 = d.sha256) AS path, d.part, d.title, d.issuer, d.number, d.region,
       d.province, d.city, d.level, d.doc_type, d.date, d.adopted, d.amended, d.issued, d.in_force, d.role, d.characters, d.status,
       d.reason, d.upper, u.title AS upper_title, c.local IS NOT NULL AS compared, x.error, d.added
FROM document d LEFT JOIN document u ON u.id = d.upper LEFT JOIN comparison c ON c.local = d.id LEFT JOIN failure x ON x.local = d.id;

-- Each verdict with the texts of both sides.
CREATE VIEW verdicts AS
SELECT v.local, l.title, l.region, l.level, l.date, c.central, u.title AS central_title, v.side,
       CASE v.side WHEN 'local' THEN v.sentence END AS sentence, CASE v.side WHEN 'local' THEN s.text END AS text,
       CASE v.side WHEN 'central' THEN v.sentence
            ELSE (SELECT group_concat(k.central_sentence, ' ') FROM link k WHERE k.local = v.local AND k.sentence = v.sentence)
       END AS central_sentences,
       CASE v.side WHEN 'central' THEN s.text
            ELSE (SELECT group_concat(t.text, ' ') FROM link k JOIN sentence t ON t.document = c.central
                  AND t.sentence = k.central_sentence WHERE k.local = v.local AND k.sentence = v.sentence)
       END AS central_text,
       v.relation, v.certainty, v.settled, v.evidence, v.reviewed
FROM verdict v JOIN comparison c ON c.local = v.local JOIN document l ON l.id = v.local JOIN document u ON u.id = c.central
LEFT JOIN sentence s ON s.document = CASE v.side WHEN 'local' THEN v.local ELSE c.central END AND s.sentence = v.sentence;

-- The bounds of each document: as compared where it was compared, else as read alone.
CREATE VIEW requirements AS
SELECT d.title, d.region, d.level AS document_level, d.date AS document_date, r.*
FROM requirement r JOIN document d ON d.id = r.document
WHERE r.compared = (EXISTS (SELECT 1 FROM comparison c WHERE c.local = r.document));

-- Of each central article that asks for something: how many documents were compared with it, took it up, set a figure for it.
CREATE VIEW uptake AS
SELECT c.central, u.title AS central_title, g.central_unit, n.position, n.label, n.heading, count(*) AS documents,
       sum(g.status = 'implemented') AS implemented, sum(g.status = 'partial') AS partial, sum(g.status = 'absent') AS absent,
       (SELECT count(DISTINCT r.document) FROM comparison k JOIN requirement r ON r.document = k.local AND r.compared = 1
        WHERE k.central = c.central AND r.central_unit = g.central_unit AND r.vague = 0) AS quantified
FROM coverage g JOIN comparison c ON c.local = g.local JOIN document u ON u.id = c.central
JOIN unit n ON n.document = c.central AND n.unit = g.central_unit
WHERE g.counted = 1 GROUP BY c.central, g.central_unit;

-- What waits, and what failed, with the reason.
CREATE VIEW unfinished AS
SELECT (SELECT min(f.path) FROM file f WHERE f.sha256 = d.sha256) AS path, d.title, 'waiting' AS status, d.reason
FROM document d WHERE d.status = 'waiting'
UNION ALL SELECT path, NULL, 'failed', error FROM file WHERE status = 'failed'
UNION ALL SELECT (SELECT min(f.path) FROM file f WHERE f.sha256 = d.sha256), d.title, 'failed', x.error
FROM failure x JOIN document d ON d.id = x.local;
