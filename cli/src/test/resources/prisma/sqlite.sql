create table "a""b" ("1st" integer primary key, "we ird" numeric(10,2) not null default 3, "we_ird" text default 'it''s', "_x" boolean default 1, at timestamp default current_timestamp, "size" "point");
create table "per%cent" (id integer primary key, p integer references "a""b"("1st") on delete cascade, q integer references "a""b"("1st"), x integer not null, y integer not null, self integer unique references "per%cent"(id), unique (x, y), check (x > 0));
create table "select" (x integer not null, y integer not null, primary key (x, y), foreign key (x, y) references "per%cent"(x, y));
create table "class" (a integer, b text);
create table "Class_2" (id text primary key, code text not null unique, v blob, g integer generated always as (length(code)) virtual);
create table child (id integer primary key, c integer references "per%cent"(p));
create index "i'x" on "a""b" (lower(we_ird), "we ird") where "we ird" > 1;
create index by_size on "a""b" ("we ird" desc);
create view v as select 1 as one;
