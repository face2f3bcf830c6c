--
-- PostgreSQL database dump
--

\restrict x

SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TYPE public.mood AS ENUM ('sad', 'it''s ok');
ALTER TYPE public.mood OWNER TO dump_owner;
CREATE TABLE public.people (
    id integer NOT NULL,
    name character varying(20) DEFAULT 'x'::character varying NOT NULL,
    at timestamp(3) without time zone DEFAULT now(),
    tags text[] DEFAULT '{}'::text[],
    m public.mood,
    g integer GENERATED ALWAYS AS ((id * 2)) STORED,
    CONSTRAINT people_id CHECK (((id > 0) AND ((name)::text <> 'a  b'::text)))
);
ALTER TABLE public.people OWNER TO dump_owner;
COMMENT ON TABLE public.people IS 'who';
COMMENT ON COLUMN public.people.name IS 'the name';
CREATE SEQUENCE public.people_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.people_id_seq OWNER TO dump_owner;
ALTER SEQUENCE public.people_id_seq OWNED BY public.people.id;
CREATE TABLE public.orders (id bigint NOT NULL, person integer, total numeric(10,2), "Odd" text);
ALTER TABLE public.orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.people ALTER COLUMN id SET DEFAULT nextval('public.people_id_seq'::regclass);
ALTER TABLE ONLY public.people ADD CONSTRAINT people_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_u UNIQUE (person, total);
CREATE INDEX orders_person ON public.orders USING btree (person) WHERE (total > (0)::numeric);
CREATE UNIQUE INDEX odd ON public.orders USING btree ("Odd");
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_person_fkey FOREIGN KEY (person) REFERENCES public.people(id) ON DELETE CASCADE;

\unrestrict x
