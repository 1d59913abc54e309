-- The first schema, with two short reports, one of them read twice.
CREATE TEXT SEARCH DICTIONARY comity_stem (
    TEMPLATE = pg_catalog.snowball,
    language = 'english' );
CREATE TEXT SEARCH CONFIGURATION comity (
    PARSER = pg_catalog."default" );
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR asciiword WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR word WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR numword WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR email WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR url WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR host WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR sfloat WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR version WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR hword_numpart WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR hword_part WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR hword_asciipart WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR numhword WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR asciihword WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR hword WITH comity_stem;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR url_path WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR file WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR "float" WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR "int" WITH simple;
ALTER TEXT SEARCH CONFIGURATION comity
    ADD MAPPING FOR uint WITH simple;
CREATE TABLE actor (
    key integer NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE appearance (
    key integer NOT NULL,
    document integer NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    title text COLLATE pg_catalog."C",
    publisher text COLLATE pg_catalog."C",
    published text COLLATE pg_catalog."C",
    url text COLLATE pg_catalog."C",
    recorded_at text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE called (
    actor integer NOT NULL,
    name integer NOT NULL
);
CREATE TABLE dispute (
    id text NOT NULL COLLATE pg_catalog."C",
    slot text NOT NULL COLLATE pg_catalog."C",
    about integer NOT NULL,
    body integer,
    what text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    sides text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE document (
    key integer NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    language text COLLATE pg_catalog."C",
    title text COLLATE pg_catalog."C",
    publisher text COLLATE pg_catalog."C",
    published text COLLATE pg_catalog."C",
    url text COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    known text NOT NULL COLLATE pg_catalog."C",
    register boolean NOT NULL,
    characters integer NOT NULL,
    count integer NOT NULL,
    recorded_at text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE evidence (
    statement integer NOT NULL,
    "position" smallint NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL
);
CREATE TABLE happening (
    id text NOT NULL COLLATE pg_catalog."C",
    block text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    modality text NOT NULL COLLATE pg_catalog."C",
    date text COLLATE pg_catalog."C",
    outcome text COLLATE pg_catalog."C",
    detail text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE happening_statement (
    statement integer NOT NULL,
    happening text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE judgement (
    key integer NOT NULL,
    subject text NOT NULL COLLATE pg_catalog."C",
    verdict text NOT NULL COLLATE pg_catalog."C",
    content text COLLATE pg_catalog."C",
    person text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    recorded_at text NOT NULL COLLATE pg_catalog."C",
    withdraws integer
);
CREATE TABLE migration (
    name text NOT NULL COLLATE pg_catalog."C",
    applied_at text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE name (
    key integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE party (
    statement integer NOT NULL,
    role text NOT NULL COLLATE pg_catalog."C",
    "position" smallint NOT NULL,
    actor integer NOT NULL,
    name integer NOT NULL,
    acts_for integer,
    represents integer NOT NULL
);
CREATE TABLE passage (
    key integer NOT NULL,
    document integer NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL
);
CREATE TABLE passage_words (
    passage integer NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE reading (
    sequence integer NOT NULL,
    document integer NOT NULL,
    run integer NOT NULL,
    recorded_at text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE refusal (
    key integer NOT NULL,
    severity text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    step text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    document text COLLATE pg_catalog."C",
    run integer NOT NULL,
    recorded_at text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE run (
    key integer NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    reader text NOT NULL COLLATE pg_catalog."C",
    register text NOT NULL COLLATE pg_catalog."C",
    options text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE spell (
    id text NOT NULL COLLATE pg_catalog."C",
    slot text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    holder integer NOT NULL,
    body integer NOT NULL,
    label text NOT NULL COLLATE pg_catalog."C",
    modality text NOT NULL COLLATE pg_catalog."C",
    since text COLLATE pg_catalog."C",
    until text COLLATE pg_catalog."C",
    ending text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE spell_statement (
    spell text NOT NULL COLLATE pg_catalog."C",
    statement text NOT NULL COLLATE pg_catalog."C",
    stance text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE statement (
    key integer NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    document integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    label text NOT NULL COLLATE pg_catalog."C",
    mode text COLLATE pg_catalog."C",
    contexts text COLLATE pg_catalog."C",
    content text COLLATE pg_catalog."C",
    modality text NOT NULL COLLATE pg_catalog."C",
    "when" text COLLATE pg_catalog."C",
    when_basis text COLLATE pg_catalog."C",
    opens text COLLATE pg_catalog."C",
    closes text COLLATE pg_catalog."C",
    confidence double precision NOT NULL,
    frame text COLLATE pg_catalog."C",
    reading integer NOT NULL,
    superseded integer
);
CREATE TABLE unresolved (
    document integer NOT NULL
);
INSERT INTO actor VALUES (1, 'org:SCO');
INSERT INTO actor VALUES (2, 'org:harbour-institute');
INSERT INTO actor VALUES (3, 'org:state-television');
INSERT INTO actor VALUES (4, 'person:anna-berg');
INSERT INTO actor VALUES (5, 'person:vladimir-putin');
INSERT INTO actor VALUES (6, 'person:xi-jinping');
INSERT INTO actor VALUES (7, 'place:samarkand');
INSERT INTO actor VALUES (8, 'state:CHN');
INSERT INTO actor VALUES (9, 'state:IND');
INSERT INTO actor VALUES (10, 'state:IRN');
INSERT INTO actor VALUES (11, 'state:KAZ');
INSERT INTO actor VALUES (12, 'state:MNG');
INSERT INTO actor VALUES (13, 'state:RUS');
INSERT INTO actor VALUES (14, 'person:jo-lind');
INSERT INTO actor VALUES (15, 'person:narendra-modi');
INSERT INTO actor VALUES (16, 'place:astana');
INSERT INTO actor VALUES (17, 'state:BLR');
INSERT INTO appearance VALUES (1, 1, 'Northern Post.md', NULL, 'Northern Post', '2022-09-14', NULL, '2024-08-01T12:00:00.000000+00:00', '4a01a8bc25ff1a8e070cc5996607eb5c');
INSERT INTO appearance VALUES (2, 2, 'Southern Herald.md', NULL, 'Southern Herald', '2024-07-05', NULL, '2024-08-01T12:00:00.000000+00:00', '1049be0d643a2fec766e5e2fa75fdcaf');
INSERT INTO called VALUES (1, 10);
INSERT INTO called VALUES (2, 3);
INSERT INTO called VALUES (3, 11);
INSERT INTO called VALUES (4, 1);
INSERT INTO called VALUES (5, 12);
INSERT INTO called VALUES (6, 13);
INSERT INTO called VALUES (7, 9);
INSERT INTO called VALUES (8, 2);
INSERT INTO called VALUES (9, 4);
INSERT INTO called VALUES (10, 5);
INSERT INTO called VALUES (11, 6);
INSERT INTO called VALUES (12, 7);
INSERT INTO called VALUES (13, 8);
INSERT INTO called VALUES (14, 16);
INSERT INTO called VALUES (15, 17);
INSERT INTO called VALUES (16, 14);
INSERT INTO called VALUES (17, 15);
INSERT INTO dispute VALUES ('dis-48f1554a4b025e0a', 'fact org:SCO founded', 1, NULL, 'fact', 'open', '{"id":"dis-48f1554a4b025e0a","kind":"fact","about":"org:SCO","body":"founded","label":"founded","state":"open","sides":[{"value":"2001","backing":{"statements":["st-9d2d36fdfbe1fcef"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}},{"value":"1996","backing":{"statements":["st-7d158126c979f015"],"sources":1,"said_by":["Jo Lind"],"publishers":["Southern Herald"],"reported":"2024-07-05","last_reported":"2024-07-05","origin":"reports"}}]}');
INSERT INTO document VALUES (2, 'doc-6be4212ec1d3aa77', '6be4212ec1d3aa77fc0122d041d00daa1dc99baabd4e7708d5dbf18bba82a5d2', NULL, NULL, 'Southern Herald', '2024-07-05', NULL, 'Southern Herald.md', '2024-07-05', false, 211, 6, '2024-08-01T12:00:00.000000+00:00', 'The organisation took in Belarus at its meeting in Astana. Kazakhstan holds the chair. Narendra Modi stayed away.
Jo Lind dates the founding to 1996. Xi Jinping, the Chinese president, sat beside Vladimir Putin.');
INSERT INTO document VALUES (1, 'doc-440084112c645531', '440084112c6455314dd9e8156c1615e7680c050efc553f19f8393cf47b448bc0', NULL, NULL, 'Northern Post', '2022-09-14', NULL, 'Northern Post.md', '2022-09-14', false, 420, 10, '2024-08-01T12:00:00.000000+00:00', 'The Shanghai Cooperation Organisation was set up in 2001 by China, Russia and Kazakhstan. India came in as a member in 2017. Mongolia still watches as an observer.
State television says that Iran is to become a member. Xi Jinping will meet Vladimir Putin in Samarkand. China and Russia called each other friends without limits.
Anna Berg, a fellow of the Harbour Institute, said: “The club grows faster than its agenda.”');
INSERT INTO evidence VALUES (1, 0, 42, 56);
INSERT INTO evidence VALUES (2, 0, 42, 88);
INSERT INTO evidence VALUES (3, 0, 42, 88);
INSERT INTO evidence VALUES (4, 0, 42, 88);
INSERT INTO evidence VALUES (5, 0, 90, 123);
INSERT INTO evidence VALUES (6, 0, 125, 162);
INSERT INTO evidence VALUES (7, 0, 191, 217);
INSERT INTO evidence VALUES (8, 0, 219, 267);
INSERT INTO evidence VALUES (9, 0, 269, 326);
INSERT INTO evidence VALUES (10, 0, 328, 372);
INSERT INTO evidence VALUES (11, 0, 381, 419);
INSERT INTO evidence VALUES (12, 0, 0, 32);
INSERT INTO evidence VALUES (13, 0, 0, 32);
INSERT INTO evidence VALUES (14, 0, 59, 85);
INSERT INTO evidence VALUES (15, 0, 87, 112);
INSERT INTO evidence VALUES (16, 0, 122, 148);
INSERT INTO evidence VALUES (17, 0, 150, 183);
INSERT INTO happening VALUES ('hp-512e4d898052f194', 'st-4141064fd1aaaa89', 'SUPPORT', 'actual', NULL, NULL, '{"id":"hp-512e4d898052f194","type":"SUPPORT","mode":null,"modality":"actual","date":null,"outcome":null,"head":"st-4141064fd1aaaa89","backing":{"statements":["st-4141064fd1aaaa89"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO happening VALUES ('hp-273773764d8f2244', 'st-10fd35c9fb0e9de8', 'CONSULT', 'planned', NULL, 'unknown', '{"id":"hp-273773764d8f2244","type":"CONSULT","mode":"meet","modality":"planned","date":null,"outcome":"unknown","head":"st-10fd35c9fb0e9de8","backing":{"statements":["st-10fd35c9fb0e9de8"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO happening VALUES ('hp-ba87f4fcfbbcea06', 'st-3aacfb7845e9d06b', 'CONSULT', 'denied', NULL, NULL, '{"id":"hp-ba87f4fcfbbcea06","type":"CONSULT","mode":"multilateral","modality":"denied","date":null,"outcome":null,"head":"st-3aacfb7845e9d06b","backing":{"statements":["st-3aacfb7845e9d06b"],"sources":1,"said_by":[],"publishers":["Southern Herald"],"reported":"2024-07-05","last_reported":"2024-07-05","origin":"reports"}}');
INSERT INTO happening VALUES ('hp-d812bf447d129007', 'st-7812db20a65a98ba', 'SUPPORT', 'actual', NULL, NULL, '{"id":"hp-d812bf447d129007","type":"SUPPORT","mode":null,"modality":"actual","date":null,"outcome":null,"head":"st-7812db20a65a98ba","backing":{"statements":["st-7812db20a65a98ba"],"sources":1,"said_by":[],"publishers":["Southern Herald"],"reported":"2024-07-05","last_reported":"2024-07-05","origin":"reports"}}');
INSERT INTO happening_statement VALUES (9, 'hp-512e4d898052f194');
INSERT INTO happening_statement VALUES (8, 'hp-273773764d8f2244');
INSERT INTO happening_statement VALUES (15, 'hp-ba87f4fcfbbcea06');
INSERT INTO happening_statement VALUES (12, 'hp-d812bf447d129007');
INSERT INTO migration VALUES ('lay_tables', '2026-11-22T06:40:14.096139+00:00');
INSERT INTO name VALUES (1, 'Anna Berg', 'anna berg');
INSERT INTO name VALUES (2, 'Chn', 'chn');
INSERT INTO name VALUES (3, 'Harbour Institute', 'harbour institute');
INSERT INTO name VALUES (4, 'Ind', 'ind');
INSERT INTO name VALUES (5, 'Irn', 'irn');
INSERT INTO name VALUES (6, 'Kaz', 'kaz');
INSERT INTO name VALUES (7, 'Mng', 'mng');
INSERT INTO name VALUES (8, 'Rus', 'rus');
INSERT INTO name VALUES (9, 'Samarkand', 'samarkand');
INSERT INTO name VALUES (10, 'Sco', 'sco');
INSERT INTO name VALUES (11, 'State Television', 'state television');
INSERT INTO name VALUES (12, 'Vladimir Putin', 'vladimir putin');
INSERT INTO name VALUES (13, 'Xi Jinping', 'xi jinping');
INSERT INTO name VALUES (14, 'Astana', 'astana');
INSERT INTO name VALUES (15, 'Blr', 'blr');
INSERT INTO name VALUES (16, 'Jo Lind', 'jo lind');
INSERT INTO name VALUES (17, 'Narendra Modi', 'narendra modi');
INSERT INTO party VALUES (1, 'about', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (2, 'member', 0, 8, 2, NULL, 8);
INSERT INTO party VALUES (2, 'organisation', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (3, 'member', 0, 13, 8, NULL, 13);
INSERT INTO party VALUES (3, 'organisation', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (4, 'member', 0, 11, 6, NULL, 11);
INSERT INTO party VALUES (4, 'organisation', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (5, 'member', 0, 9, 4, NULL, 9);
INSERT INTO party VALUES (5, 'organisation', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (6, 'member', 0, 12, 7, NULL, 12);
INSERT INTO party VALUES (6, 'organisation', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (7, 'member', 0, 10, 5, NULL, 10);
INSERT INTO party VALUES (7, 'organisation', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (7, 'said_by', 0, 3, 11, NULL, 3);
INSERT INTO party VALUES (8, 'actor', 0, 6, 13, 8, 8);
INSERT INTO party VALUES (8, 'actor', 1, 5, 12, 13, 13);
INSERT INTO party VALUES (8, 'where', 0, 7, 9, NULL, 7);
INSERT INTO party VALUES (9, 'actor', 0, 8, 2, NULL, 8);
INSERT INTO party VALUES (9, 'actor', 1, 13, 8, NULL, 13);
INSERT INTO party VALUES (10, 'person', 0, 4, 1, NULL, 4);
INSERT INTO party VALUES (10, 'of', 0, 2, 3, NULL, 2);
INSERT INTO party VALUES (11, 'speaker', 0, 4, 1, NULL, 4);
INSERT INTO party VALUES (12, 'actor', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (12, 'recipient', 0, 17, 15, NULL, 17);
INSERT INTO party VALUES (12, 'where', 0, 16, 14, NULL, 16);
INSERT INTO party VALUES (13, 'member', 0, 17, 15, NULL, 17);
INSERT INTO party VALUES (13, 'organisation', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (14, 'member', 0, 11, 6, NULL, 11);
INSERT INTO party VALUES (14, 'organisation', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (15, 'actor', 0, 15, 17, 9, 9);
INSERT INTO party VALUES (15, 'recipient', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (16, 'about', 0, 1, 10, NULL, 1);
INSERT INTO party VALUES (16, 'said_by', 0, 14, 16, NULL, 14);
INSERT INTO party VALUES (17, 'person', 0, 6, 13, 8, 8);
INSERT INTO party VALUES (17, 'of', 0, 8, 2, NULL, 8);
INSERT INTO passage VALUES (1, 1, 0, 89);
INSERT INTO passage VALUES (2, 1, 90, 124);
INSERT INTO passage VALUES (3, 1, 125, 163);
INSERT INTO passage VALUES (4, 1, 164, 218);
INSERT INTO passage VALUES (5, 1, 219, 268);
INSERT INTO passage VALUES (6, 1, 269, 327);
INSERT INTO passage VALUES (7, 1, 328, 420);
INSERT INTO passage VALUES (8, 2, 0, 58);
INSERT INTO passage VALUES (9, 2, 59, 86);
INSERT INTO passage VALUES (10, 2, 87, 113);
INSERT INTO passage VALUES (11, 2, 114, 149);
INSERT INTO passage VALUES (12, 2, 150, 211);
INSERT INTO passage_words VALUES (1, '''2001'':9 ''and'':13 ''by'':10 ''china'':11 ''cooper'':3 ''in'':8 ''kazakhstan'':14 ''organis'':4 ''russia'':12 ''set'':6 ''shanghai'':2 ''the'':1 ''up'':7 ''was'':5');
INSERT INTO passage_words VALUES (2, '''2017'':8 ''a'':5 ''as'':4 ''came'':2 ''in'':3,7 ''india'':1 ''member'':6');
INSERT INTO passage_words VALUES (3, '''an'':5 ''as'':4 ''mongolia'':1 ''observ'':6 ''still'':2 ''watch'':3');
INSERT INTO passage_words VALUES (4, '''a'':9 ''becom'':8 ''iran'':5 ''is'':6 ''member'':10 ''say'':3 ''state'':1 ''televis'':2 ''that'':4 ''to'':7');
INSERT INTO passage_words VALUES (5, '''in'':7 ''jinp'':2 ''meet'':4 ''putin'':6 ''samarkand'':8 ''vladimir'':5 ''will'':3 ''xi'':1');
INSERT INTO passage_words VALUES (6, '''and'':2 ''call'':4 ''china'':1 ''each'':5 ''friend'':7 ''limit'':9 ''other'':6 ''russia'':3 ''without'':8');
INSERT INTO passage_words VALUES (7, '''a'':3 ''agenda'':16 ''anna'':1 ''berg'':2 ''club'':11 ''faster'':13 ''fellow'':4 ''grow'':12 ''harbour'':7 ''institut'':8 ''it'':15 ''of'':5 ''said'':9 ''than'':14 ''the'':6,10');
INSERT INTO passage_words VALUES (8, '''astana'':10 ''at'':6 ''belarus'':5 ''in'':4,9 ''it'':7 ''meet'':8 ''organis'':2 ''the'':1 ''took'':3');
INSERT INTO passage_words VALUES (9, '''chair'':4 ''hold'':2 ''kazakhstan'':1 ''the'':3');
INSERT INTO passage_words VALUES (10, '''away'':4 ''modi'':2 ''narendra'':1 ''stay'':3');
INSERT INTO passage_words VALUES (11, '''1996'':7 ''date'':3 ''found'':5 ''jo'':1 ''lind'':2 ''the'':4 ''to'':6');
INSERT INTO passage_words VALUES (12, '''besid'':7 ''chines'':4 ''jinp'':2 ''presid'':5 ''putin'':9 ''sat'':6 ''the'':3 ''vladimir'':8 ''xi'':1');
INSERT INTO reading VALUES (1, 1, 1, '2024-08-01T12:00:00.000000+00:00');
INSERT INTO reading VALUES (2, 2, 1, '2024-08-01T12:00:00.000000+00:00');
INSERT INTO reading VALUES (3, 1, 2, '2024-08-01T12:00:00.000000+00:00');
INSERT INTO run VALUES (1, 'run-ede798c9f3629087', 'reader 1', '', '{}');
INSERT INTO run VALUES (2, 'run-3d080eed79951a59', 'reader 2', '', '{}');
INSERT INTO spell VALUES ('sp-4d86f7b0a4a5c421', 'membership state:CHN org:SCO', 'membership', 8, 1, 'member', 'actual', '2001', NULL, 'unknown', '{"id":"sp-4d86f7b0a4a5c421","kind":"membership","holder":"state:CHN","body":"org:SCO","label":"member","modality":"actual","since":"2001","until":null,"ending":"unknown","founder":true,"start":["2001-01-01","2001-12-31"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-b41f0f8dcdeede2c"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-0db6f8352c065362', 'membership state:RUS org:SCO', 'membership', 13, 1, 'member', 'actual', '2001', NULL, 'unknown', '{"id":"sp-0db6f8352c065362","kind":"membership","holder":"state:RUS","body":"org:SCO","label":"member","modality":"actual","since":"2001","until":null,"ending":"unknown","founder":true,"start":["2001-01-01","2001-12-31"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-c2b0455d4f4c3119"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-f5c500c0240cf1ff', 'membership state:KAZ org:SCO', 'membership', 11, 1, 'member', 'actual', '2001', NULL, 'unknown', '{"id":"sp-f5c500c0240cf1ff","kind":"membership","holder":"state:KAZ","body":"org:SCO","label":"member","modality":"actual","since":"2001","until":null,"ending":"unknown","founder":true,"start":["2001-01-01","2001-12-31"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-42294e18189ad364"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-1066e74597c97f4c', 'membership state:IND org:SCO', 'membership', 9, 1, 'member', 'actual', '2017', NULL, 'last-reported', '{"id":"sp-1066e74597c97f4c","kind":"membership","holder":"state:IND","body":"org:SCO","label":"member","modality":"actual","since":"2017","until":null,"ending":"last-reported","founder":false,"start":["2017-01-01","2017-12-31"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-dc37b105c05cff59"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-399d88d871e00ba3', 'membership state:MNG org:SCO', 'membership', 12, 1, 'observer', 'actual', NULL, NULL, 'last-reported', '{"id":"sp-399d88d871e00ba3","kind":"membership","holder":"state:MNG","body":"org:SCO","label":"observer","modality":"actual","since":null,"until":null,"ending":"last-reported","founder":false,"start":["2022-09-14","2022-09-14"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-44b696cba68faa2b"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-e3dda846dbe5343c', 'membership state:IRN org:SCO', 'membership', 10, 1, 'member', 'planned', NULL, NULL, 'not-applicable', '{"id":"sp-e3dda846dbe5343c","kind":"membership","holder":"state:IRN","body":"org:SCO","label":"member","modality":"planned","since":null,"until":null,"ending":"not-applicable","founder":false,"start":["2022-09-14","2022-09-14"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-15b28c8e6ce7ee87"],"sources":1,"said_by":["State Television"],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-ec09d6b9803335b1', 'membership state:BLR org:SCO', 'membership', 17, 1, 'member', 'actual', NULL, NULL, 'last-reported', '{"id":"sp-ec09d6b9803335b1","kind":"membership","holder":"state:BLR","body":"org:SCO","label":"member","modality":"actual","since":null,"until":null,"ending":"last-reported","founder":false,"start":["2024-07-05","2024-07-05"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-9a22949e756f39f0"],"sources":1,"said_by":[],"publishers":["Southern Herald"],"reported":"2024-07-05","last_reported":"2024-07-05","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-153a321c1328aa96', 'membership chair org:SCO', 'membership', 11, 1, 'chair', 'actual', NULL, NULL, 'last-reported', '{"id":"sp-153a321c1328aa96","kind":"membership","holder":"state:KAZ","body":"org:SCO","label":"chair","modality":"actual","since":null,"until":null,"ending":"last-reported","founder":false,"start":["2024-07-05","2024-07-05"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-3f70653d957e7a4e"],"sources":1,"said_by":[],"publishers":["Southern Herald"],"reported":"2024-07-05","last_reported":"2024-07-05","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-dea52a6ac0dbefd8', 'office fellow org:harbour-institute', 'office', 4, 2, 'fellow', 'actual', NULL, NULL, 'last-reported', '{"id":"sp-dea52a6ac0dbefd8","kind":"office","holder":"person:anna-berg","body":"org:harbour-institute","label":"fellow","modality":"actual","since":null,"until":null,"ending":"last-reported","founder":false,"start":["2022-09-14","2022-09-14"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-46383ce6373008e6"],"sources":1,"said_by":[],"publishers":["Northern Post"],"reported":"2022-09-14","last_reported":"2022-09-14","origin":"reports"}}');
INSERT INTO spell VALUES ('sp-3ce620bd82536f0d', 'office president state:CHN', 'office', 6, 8, 'president', 'actual', NULL, NULL, 'last-reported', '{"id":"sp-3ce620bd82536f0d","kind":"office","holder":"person:xi-jinping","body":"state:CHN","label":"president","modality":"actual","since":null,"until":null,"ending":"last-reported","founder":false,"start":["2024-07-05","2024-07-05"],"end":[null,null],"date_kind":null,"dissent":[],"backing":{"statements":["st-b8ded5397ed8fe8d"],"sources":1,"said_by":[],"publishers":["Southern Herald"],"reported":"2024-07-05","last_reported":"2024-07-05","origin":"reports"}}');
INSERT INTO spell_statement VALUES ('sp-4d86f7b0a4a5c421', 'st-b41f0f8dcdeede2c', 'supports');
INSERT INTO spell_statement VALUES ('sp-0db6f8352c065362', 'st-c2b0455d4f4c3119', 'supports');
INSERT INTO spell_statement VALUES ('sp-f5c500c0240cf1ff', 'st-42294e18189ad364', 'supports');
INSERT INTO spell_statement VALUES ('sp-1066e74597c97f4c', 'st-dc37b105c05cff59', 'supports');
INSERT INTO spell_statement VALUES ('sp-399d88d871e00ba3', 'st-44b696cba68faa2b', 'supports');
INSERT INTO spell_statement VALUES ('sp-e3dda846dbe5343c', 'st-15b28c8e6ce7ee87', 'supports');
INSERT INTO spell_statement VALUES ('sp-ec09d6b9803335b1', 'st-9a22949e756f39f0', 'supports');
INSERT INTO spell_statement VALUES ('sp-153a321c1328aa96', 'st-3f70653d957e7a4e', 'supports');
INSERT INTO spell_statement VALUES ('sp-dea52a6ac0dbefd8', 'st-46383ce6373008e6', 'supports');
INSERT INTO spell_statement VALUES ('sp-3ce620bd82536f0d', 'st-b8ded5397ed8fe8d', 'supports');
INSERT INTO statement VALUES (1, 'st-9d2d36fdfbe1fcef', 1, 'fact', 'founded', NULL, NULL, '2001', 'actual', '2001', NULL, '2001-01-01', '2001-12-31', 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (2, 'st-b41f0f8dcdeede2c', 1, 'membership', 'founder', NULL, NULL, NULL, 'actual', '2001', NULL, '2001-01-01', '2001-12-31', 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (3, 'st-c2b0455d4f4c3119', 1, 'membership', 'founder', NULL, NULL, NULL, 'actual', '2001', NULL, '2001-01-01', '2001-12-31', 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (4, 'st-42294e18189ad364', 1, 'membership', 'founder', NULL, NULL, NULL, 'actual', '2001', NULL, '2001-01-01', '2001-12-31', 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (5, 'st-dc37b105c05cff59', 1, 'membership', 'member', NULL, NULL, NULL, 'actual', '2017/..', NULL, '2017-01-01', NULL, 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (6, 'st-44b696cba68faa2b', 1, 'membership', 'observer', NULL, NULL, NULL, 'actual', NULL, NULL, NULL, NULL, 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (7, 'st-15b28c8e6ce7ee87', 1, 'membership', 'member', NULL, NULL, NULL, 'planned', NULL, NULL, NULL, NULL, 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (8, 'st-10fd35c9fb0e9de8', 1, 'event', 'CONSULT', 'meet', NULL, NULL, 'planned', NULL, NULL, '2022-09-14', '2022-10-14', 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (9, 'st-4141064fd1aaaa89', 1, 'event', 'SUPPORT', NULL, NULL, NULL, 'actual', NULL, NULL, '2022-09-04', '2022-09-14', 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (10, 'st-46383ce6373008e6', 1, 'office', 'fellow', NULL, NULL, NULL, 'actual', NULL, NULL, NULL, NULL, 0.5, NULL, 1, NULL);
INSERT INTO statement VALUES (12, 'st-7812db20a65a98ba', 2, 'event', 'SUPPORT', NULL, NULL, NULL, 'actual', NULL, NULL, '2024-06-25', '2024-07-05', 0.5, NULL, 2, NULL);
INSERT INTO statement VALUES (13, 'st-9a22949e756f39f0', 2, 'membership', 'member', NULL, NULL, NULL, 'actual', NULL, NULL, NULL, NULL, 0.5, NULL, 2, NULL);
INSERT INTO statement VALUES (14, 'st-3f70653d957e7a4e', 2, 'membership', 'chair', NULL, NULL, NULL, 'actual', NULL, NULL, NULL, NULL, 0.5, NULL, 2, NULL);
INSERT INTO statement VALUES (15, 'st-3aacfb7845e9d06b', 2, 'event', 'CONSULT', 'multilateral', NULL, NULL, 'denied', NULL, NULL, '2024-06-25', '2024-07-05', 0.5, NULL, 2, NULL);
INSERT INTO statement VALUES (16, 'st-7d158126c979f015', 2, 'fact', 'founded', NULL, NULL, '1996', 'actual', '1996', NULL, '1996-01-01', '1996-12-31', 0.5, NULL, 2, NULL);
INSERT INTO statement VALUES (17, 'st-b8ded5397ed8fe8d', 2, 'office', 'president', NULL, NULL, NULL, 'actual', NULL, NULL, NULL, NULL, 0.5, NULL, 2, NULL);
INSERT INTO statement VALUES (11, 'st-ddfc14ad3724d1ae', 1, 'quotation', 'direct', 'say', NULL, 'The club grows faster than its agenda.', 'actual', NULL, NULL, NULL, NULL, 0.5, NULL, 1, 3);
ALTER TABLE ONLY actor
    ADD CONSTRAINT actor_id_key UNIQUE (id);
ALTER TABLE ONLY actor
    ADD CONSTRAINT actor_pkey PRIMARY KEY (key);
ALTER TABLE ONLY appearance
    ADD CONSTRAINT appearance_digest_key UNIQUE (digest);
ALTER TABLE ONLY appearance
    ADD CONSTRAINT appearance_pkey PRIMARY KEY (key);
ALTER TABLE ONLY called
    ADD CONSTRAINT called_pkey PRIMARY KEY (actor, name);
ALTER TABLE ONLY dispute
    ADD CONSTRAINT dispute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY document
    ADD CONSTRAINT document_id_key UNIQUE (id);
ALTER TABLE ONLY document
    ADD CONSTRAINT document_pkey PRIMARY KEY (key);
ALTER TABLE ONLY document
    ADD CONSTRAINT document_sha256_key UNIQUE (sha256);
ALTER TABLE ONLY evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (statement, "position");
ALTER TABLE ONLY happening
    ADD CONSTRAINT happening_pkey PRIMARY KEY (id);
ALTER TABLE ONLY happening_statement
    ADD CONSTRAINT happening_statement_pkey PRIMARY KEY (statement);
ALTER TABLE ONLY judgement
    ADD CONSTRAINT judgement_pkey PRIMARY KEY (key);
ALTER TABLE ONLY migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY name
    ADD CONSTRAINT name_name_key UNIQUE (name);
ALTER TABLE ONLY name
    ADD CONSTRAINT name_pkey PRIMARY KEY (key);
ALTER TABLE ONLY party
    ADD CONSTRAINT party_pkey PRIMARY KEY (statement, role, "position");
ALTER TABLE ONLY passage
    ADD CONSTRAINT passage_pkey PRIMARY KEY (key);
ALTER TABLE ONLY passage_words
    ADD CONSTRAINT passage_words_pkey PRIMARY KEY (passage);
ALTER TABLE ONLY reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (sequence);
ALTER TABLE ONLY refusal
    ADD CONSTRAINT refusal_pkey PRIMARY KEY (key);
ALTER TABLE ONLY run
    ADD CONSTRAINT run_id_key UNIQUE (id);
ALTER TABLE ONLY run
    ADD CONSTRAINT run_pkey PRIMARY KEY (key);
ALTER TABLE ONLY spell
    ADD CONSTRAINT spell_pkey PRIMARY KEY (id);
ALTER TABLE ONLY spell_statement
    ADD CONSTRAINT spell_statement_pkey PRIMARY KEY (spell, statement);
ALTER TABLE ONLY statement
    ADD CONSTRAINT statement_id_reading_key UNIQUE (id, reading);
ALTER TABLE ONLY statement
    ADD CONSTRAINT statement_pkey PRIMARY KEY (key);
ALTER TABLE ONLY unresolved
    ADD CONSTRAINT unresolved_pkey PRIMARY KEY (document);
CREATE INDEX appearance_document ON appearance USING btree (document);
CREATE INDEX called_name ON called USING btree (name);
CREATE INDEX dispute_about ON dispute USING btree (about);
CREATE INDEX dispute_body ON dispute USING btree (body);
CREATE INDEX document_head ON document USING btree (known, register, count, publisher, published);
CREATE INDEX ix_dispute_slot ON dispute USING btree (slot);
CREATE INDEX ix_happening_block ON happening USING btree (block);
CREATE INDEX ix_happening_statement_happening ON happening_statement USING btree (happening);
CREATE INDEX ix_judgement_subject ON judgement USING btree (subject);
CREATE INDEX ix_name_folded ON name USING btree (folded);
CREATE INDEX ix_spell_slot ON spell USING btree (slot);
CREATE INDEX party_actor ON party USING btree (actor, role, statement) WHERE (acts_for IS NOT NULL);
CREATE INDEX party_represents ON party USING btree (represents, role, statement);
CREATE INDEX passage_document ON passage USING btree (document, start);
CREATE INDEX passage_words_words ON passage_words USING gin (words);
CREATE INDEX reading_document ON reading USING btree (document, sequence);
CREATE INDEX spell_body ON spell USING btree (body, kind);
CREATE INDEX spell_holder ON spell USING btree (holder, kind);
CREATE INDEX statement_document ON statement USING btree (document);
CREATE INDEX statement_window ON statement USING btree (label, opens);
ALTER TABLE ONLY appearance
    ADD CONSTRAINT appearance_document_fkey FOREIGN KEY (document) REFERENCES document(key);
ALTER TABLE ONLY called
    ADD CONSTRAINT called_actor_fkey FOREIGN KEY (actor) REFERENCES actor(key);
ALTER TABLE ONLY called
    ADD CONSTRAINT called_name_fkey FOREIGN KEY (name) REFERENCES name(key);
ALTER TABLE ONLY dispute
    ADD CONSTRAINT dispute_about_fkey FOREIGN KEY (about) REFERENCES actor(key);
ALTER TABLE ONLY dispute
    ADD CONSTRAINT dispute_body_fkey FOREIGN KEY (body) REFERENCES actor(key);
ALTER TABLE ONLY evidence
    ADD CONSTRAINT evidence_statement_fkey FOREIGN KEY (statement) REFERENCES statement(key);
ALTER TABLE ONLY happening_statement
    ADD CONSTRAINT happening_statement_happening_fkey FOREIGN KEY (happening) REFERENCES happening(id);
ALTER TABLE ONLY happening_statement
    ADD CONSTRAINT happening_statement_statement_fkey FOREIGN KEY (statement) REFERENCES statement(key);
ALTER TABLE ONLY judgement
    ADD CONSTRAINT judgement_withdraws_fkey FOREIGN KEY (withdraws) REFERENCES judgement(key);
ALTER TABLE ONLY party
    ADD CONSTRAINT party_actor_fkey FOREIGN KEY (actor) REFERENCES actor(key);
ALTER TABLE ONLY party
    ADD CONSTRAINT party_acts_for_fkey FOREIGN KEY (acts_for) REFERENCES actor(key);
ALTER TABLE ONLY party
    ADD CONSTRAINT party_name_fkey FOREIGN KEY (name) REFERENCES name(key);
ALTER TABLE ONLY party
    ADD CONSTRAINT party_represents_fkey FOREIGN KEY (represents) REFERENCES actor(key);
ALTER TABLE ONLY party
    ADD CONSTRAINT party_statement_fkey FOREIGN KEY (statement) REFERENCES statement(key);
ALTER TABLE ONLY passage
    ADD CONSTRAINT passage_document_fkey FOREIGN KEY (document) REFERENCES document(key);
ALTER TABLE ONLY passage_words
    ADD CONSTRAINT passage_words_passage_fkey FOREIGN KEY (passage) REFERENCES passage(key);
ALTER TABLE ONLY reading
    ADD CONSTRAINT reading_document_fkey FOREIGN KEY (document) REFERENCES document(key);
ALTER TABLE ONLY reading
    ADD CONSTRAINT reading_run_fkey FOREIGN KEY (run) REFERENCES run(key);
ALTER TABLE ONLY refusal
    ADD CONSTRAINT refusal_run_fkey FOREIGN KEY (run) REFERENCES run(key);
ALTER TABLE ONLY spell
    ADD CONSTRAINT spell_body_fkey FOREIGN KEY (body) REFERENCES actor(key);
ALTER TABLE ONLY spell
    ADD CONSTRAINT spell_holder_fkey FOREIGN KEY (holder) REFERENCES actor(key);
ALTER TABLE ONLY spell_statement
    ADD CONSTRAINT spell_statement_spell_fkey FOREIGN KEY (spell) REFERENCES spell(id);
ALTER TABLE ONLY statement
    ADD CONSTRAINT statement_document_fkey FOREIGN KEY (document) REFERENCES document(key);
ALTER TABLE ONLY statement
    ADD CONSTRAINT statement_reading_fkey FOREIGN KEY (reading) REFERENCES reading(sequence);
ALTER TABLE ONLY statement
    ADD CONSTRAINT statement_superseded_fkey FOREIGN KEY (superseded) REFERENCES reading(sequence);
ALTER TABLE ONLY unresolved
    ADD CONSTRAINT unresolved_document_fkey FOREIGN KEY (document) REFERENCES document(key);
