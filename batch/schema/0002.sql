-- The second version: a document has an upper document on every level above its own that it names, and is compared with each; those that
-- answer one upper document are judged together. What the first version compared is kept, and judged together at the next call.

-- All upper documents of a document; document.upper is the nearest of them.
CREATE TABLE upper (
    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    upper TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    reason TEXT NOT NULL,                -- why, in Chinese
    PRIMARY KEY (document, upper)
) WITHOUT ROWID;
CREATE INDEX upper_upper ON upper(upper);
INSERT INTO upper SELECT id, upper, reason FROM document WHERE upper IS NOT NULL;

-- The documents of which it was said where they stand, and those that went since: what names nothing is looked for by its words again
-- only where one came that shares some with it, or where one went.
CREATE TABLE placed (document TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE gone (document TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER document_goes AFTER DELETE ON document BEGIN INSERT OR IGNORE INTO gone VALUES (OLD.id); END;

DROP VIEW documents;
DROP VIEW verdicts;
DROP VIEW requirements;
DROP VIEW uptake;
DROP VIEW unfinished;
ALTER TABLE comparison RENAME TO comparison_1;
ALTER TABLE failure RENAME TO failure_1;
ALTER TABLE link RENAME TO link_1;
ALTER TABLE verdict RENAME TO verdict_1;
ALTER TABLE coverage RENAME TO coverage_1;
ALTER TABLE requirement RENAME TO requirement_1;
DROP INDEX comparison_central;

-- A local document set against one of its upper ones.
CREATE TABLE comparison (
    local TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    central TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    recipe TEXT NOT NULL REFERENCES recipe(id),
    corrections TEXT NOT NULL,           -- hash of the corrections that took part; empty for none
    family TEXT NOT NULL,                -- hash of those it was judged together with; empty where it was judged by itself
    record BLOB NOT NULL,                -- all that was found: zlib, JSON
    alone BLOB,                          -- what was found of it by itself, and what its links were chosen from: zlib, JSON
    PRIMARY KEY (local, central)
) WITHOUT ROWID;
CREATE INDEX comparison_central ON comparison(central);
INSERT INTO comparison SELECT local, central, recipe, corrections, '', record, NULL FROM comparison_1;

-- A comparison that failed: it is tried again on request.
CREATE TABLE failure (
    local TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    central TEXT NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (local, central)
) WITHOUT ROWID;
INSERT INTO failure SELECT local, central, error FROM failure_1;

CREATE TABLE link (
    local TEXT NOT NULL, central TEXT NOT NULL,
    sentence TEXT NOT NULL,
    central_sentence TEXT NOT NULL,
    score REAL NOT NULL,                 -- probability that the link is right
    PRIMARY KEY (local, central, sentence, central_sentence),
    FOREIGN KEY (local, central) REFERENCES comparison(local, central) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO link SELECT k.local, c.central, k.sentence, k.central_sentence, k.score FROM link_1 k JOIN comparison c ON c.local = k.local;

-- One per local sentence (side local), and one per central sentence that nobody answers (side central).
CREATE TABLE verdict (
    local TEXT NOT NULL, central TEXT NOT NULL,
    side TEXT NOT NULL,
    sentence TEXT NOT NULL,
    relation TEXT NOT NULL,              -- verbatim adapted strengthened weakened added; missing not_applicable no_duty
    certainty REAL,                      -- probability that the relation is right
    settled INTEGER,                     -- 1: verdicts as sure as this one are right in 95 of 100
    evidence TEXT NOT NULL,
    reviewed INTEGER NOT NULL,           -- 1: a person said so
    PRIMARY KEY (local, central, side, sentence),
    FOREIGN KEY (local, central) REFERENCES comparison(local, central) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO verdict SELECT v.local, c.central, v.side, v.sentence, v.relation, v.certainty, v.settled, v.evidence, v.reviewed
FROM verdict_1 v JOIN comparison c ON c.local = v.local;

CREATE TABLE coverage (
    local TEXT NOT NULL, central TEXT NOT NULL,
    central_unit TEXT NOT NULL,
    status TEXT NOT NULL,                -- implemented partial absent
    counted INTEGER NOT NULL,            -- 1: a duty of an article that binds the local side
    certainty REAL,
    PRIMARY KEY (local, central, central_unit),
    FOREIGN KEY (local, central) REFERENCES comparison(local, central) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO coverage SELECT g.local, c.central, g.central_unit, g.status, g.counted, g.certainty
FROM coverage_1 g JOIN comparison c ON c.local = g.local;

-- One per bound. Of a document that was compared with an upper one, beside what it answers there.
CREATE TABLE requirement (
    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    central TEXT NOT NULL,               -- the upper document it was compared with; empty: as read alone
    position INTEGER NOT NULL,
    unit TEXT NOT NULL, label TEXT, sentence TEXT, text TEXT NOT NULL, quote TEXT NOT NULL,
    kind TEXT, comparator TEXT, value REAL, value_max REAL, unit_of_measure TEXT, per TEXT, duration TEXT, working_days INTEGER,
    date TEXT, within TEXT, vague INTEGER, term TEXT, subject TEXT, modality TEXT, action TEXT, object TEXT, condition TEXT,
    per_what TEXT, expression TEXT, force TEXT, central_unit TEXT, central_sentence TEXT, central_text TEXT, change TEXT,
    PRIMARY KEY (document, central, position)
) WITHOUT ROWID;
CREATE INDEX requirement_central ON requirement(central);
INSERT INTO requirement SELECT r.document, CASE r.compared WHEN 1 THEN c.central ELSE '' END, r.position, r.unit, r.label, r.sentence, r.text,
    r.quote, r.kind, r.comparator, r.value, r.value_max, r.unit_of_measure, r.per, r.duration, r.working_days, r.date, r.within, r.vague,
    r.term, r.subject, r.modality, r.action, r.object, r.condition, r.per_what, r.expression, r.force, r.central_unit, r.central_sentence,
    r.central_text, r.change FROM requirement_1 r LEFT JOIN comparison c ON c.local = r.document
WHERE r.compared = 0 OR c.central IS NOT NULL;

DROP TABLE link_1;
DROP TABLE verdict_1;
DROP TABLE coverage_1;
DROP TABLE requirement_1;
DROP TABLE failure_1;
DROP TABLE comparison_1;

-- Each document with its file and its nearest upper document; further ones by their titles.
CREATE VIEW documents AS
SELECT d.id, (SELECT min(f.path) FROM file f WHERE f.sha256 = d.sha256) AS path, d.part, d.title, d.issuer, d.number, d.region,
       d.province, d.city, d.level, d.doc_type, d.date, d.adopted, d.amended, d.issued, d.in_force, d.role, d.characters, d.status,
       d.reason, d.upper, u.title AS upper_title,
       (SELECT group_concat(t.title, '；') FROM upper p JOIN document t ON t.id = p.upper
        WHERE p.document = d.id AND p.upper <> d.upper) AS further_titles,
       EXISTS (SELECT 1 FROM comparison c WHERE c.local = d.id) AS compared,
       (SELECT min(x.error) FROM failure x WHERE x.local = d.id) AS error, d.added
FROM document d LEFT JOIN document u ON u.id = d.upper;

-- Each verdict with the texts of both sides.
CREATE VIEW verdicts AS
SELECT v.local, l.title, l.region, l.level, l.date, v.central, u.title AS central_title, v.side,
       CASE v.side WHEN 'local' THEN v.sentence END AS sentence, CASE v.side WHEN 'local' THEN s.text END AS text,
       CASE v.side WHEN 'central' THEN v.sentence
            ELSE (SELECT group_concat(k.central_sentence, ' ') FROM link k
                  WHERE k.local = v.local AND k.central = v.central AND k.sentence = v.sentence)
       END AS central_sentences,
       CASE v.side WHEN 'central' THEN s.text
            ELSE (SELECT group_concat(t.text, ' ') FROM link k JOIN sentence t ON t.document = v.central AND t.sentence = k.central_sentence
                  WHERE k.local = v.local AND k.central = v.central AND k.sentence = v.sentence)
       END AS central_text,
       v.relation, v.certainty, v.settled, v.evidence, v.reviewed
FROM verdict v JOIN document l ON l.id = v.local JOIN document u ON u.id = v.central
LEFT JOIN sentence s ON s.document = CASE v.side WHEN 'local' THEN v.local ELSE v.central END AND s.sentence = v.sentence;

-- The bounds of each document: as compared, with each of its upper documents, where it was compared; else as read alone.
CREATE VIEW requirements AS
SELECT d.title, d.region, d.level AS document_level, d.date AS document_date, r.central <> '' AS compared, r.*
FROM requirement r JOIN document d ON d.id = r.document
WHERE (r.central <> '') = (EXISTS (SELECT 1 FROM comparison c WHERE c.local = r.document));

-- Of each central article that asks for something: how many documents were compared with it, took it up, set a figure for it.
CREATE VIEW uptake AS
SELECT g.central, u.title AS central_title, g.central_unit, n.position, n.label, n.heading, count(*) AS documents,
       sum(g.status = 'implemented') AS implemented, sum(g.status = 'partial') AS partial, sum(g.status = 'absent') AS absent,
       (SELECT count(DISTINCT r.document) FROM requirement r
        WHERE r.central = g.central AND r.central_unit = g.central_unit AND r.vague = 0) AS quantified
FROM coverage g JOIN comparison c ON c.local = g.local AND c.central = g.central JOIN document u ON u.id = g.central
JOIN unit n ON n.document = g.central AND n.unit = g.central_unit
WHERE g.counted = 1 GROUP BY g.central, g.central_unit;

-- What waits, and what failed, with the reason.
CREATE VIEW unfinished AS
SELECT (SELECT min(f.path) FROM file f WHERE f.sha256 = d.sha256) AS path, d.title, 'waiting' AS status, d.reason
FROM document d WHERE d.status = 'waiting'
UNION ALL SELECT path, NULL, 'failed', error FROM file WHERE status = 'failed'
UNION ALL SELECT (SELECT min(f.path) FROM file f WHERE f.sha256 = d.sha256), d.title, 'failed', x.error
FROM failure x JOIN document d ON d.id = x.local;
