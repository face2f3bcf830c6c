create schema app; create type mood as enum ('happy', 'so-so', ''); create type app."Kind" as enum ('a');
create table "All types" (id bigint generated always as identity primary key, s smallint, o oid, b boolean default false, t text default 'x''y"z', vc varchar, v20 varchar(20) default 'abc', ch char(3), u uuid default gen_random_uuid(), ip inet, x xml, ts timestamp, ts3 timestamp(3) default now(), tz timestamptz default current_timestamp, d date default current_date, ti time, tiz timetz(2), n numeric, n2 numeric(10,2) default 1.50, r real, dp double precision default 2.5, m money, j json, jb jsonb default '{}', by bytea, bi bit(3), vb varbit(8), m1 mood default 'so-so', ms mood[] default '{}', ta text[], iv interval, p point, tsv tsvector, k app."Kind", g integer generated always as (s * 2) stored, ser serial);
comment on table "All types" is E'every\ntype'; comment on column "All types".s is 'short';
create table app.child (a bigint references "All types"(id) on delete set null on update cascade, b bigint not null references "All types"(id), c text, primary key (b), unique (c));
create index on app.child using hash (c); create index gin on "All types" using gin (jb); create unique index part on app.child (c) where c > 'a';
create index "desc" on app.child (c desc, a);
create table part (id integer, at date) partition by range (at); create table part_1 partition of part default;
create table app."All types" (id integer primary key, x varchar(5)[]);
