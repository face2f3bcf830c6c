package dev.underpin.schema.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.SchemaReader;
import dev.underpin.schema.yaml.write.SchemaWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that stand under their names: what statement each form means, and what is no form. */
class NamedObjectsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "views: { v: select 1 } | CREATE VIEW \"v\" AS\\nselect 1",
        "views: { app.v: (a) as select 1 } | CREATE VIEW \"app\".\"v\" (a) as select 1",
        "views: { v: with x as (select 1) select * from x } | CREATE VIEW \"v\" AS\\nwith x as (select 1) select * from x",
        "views: { v: with (security_barrier) as select 1 } | CREATE VIEW \"v\" with (security_barrier) as select 1",
        "views: { v: { sql: select 1, columns: [a b], with: { security_barrier: true }, check_option: local } } | CREATE VIEW \"v\" (\"a b\") WITH (security_barrier=true) AS\\nselect 1\\nWITH LOCAL CHECK OPTION",
        "views: { v: { sql: select 1, comment: it's } } | CREATE VIEW \"v\" AS\\nselect 1;\\nCOMMENT ON VIEW \"v\" IS 'it''s'",
        "views: { v: { create: create view v as select 1 } } | create view v as select 1",
        "views: { v: CREATE view v as select 1 } | CREATE view v as select 1",
        "functions: { f(a int): create function f(a int) returns int } | create function f(a int) returns int",
        "materialized_views: { m: { sql: select 1 as a, with_data: false, indexes: { i: { columns: [a desc], unique: true } } } } | CREATE MATERIALIZED VIEW \"m\" AS\\nselect 1 as a\\nWITH NO DATA;\\nCREATE UNIQUE INDEX \"i\" ON \"m\" USING btree (\"a\" DESC)",
        "functions: { f(): returns int language sql as 'select 1' } | CREATE FUNCTION \"f\"() returns int language sql as 'select 1'",
        "functions: { 'F x(a int, b text default ''c'')': { sql: returns int, comment: y } } | CREATE FUNCTION \"F x\"(a int, b text default 'c') returns int;\\nCOMMENT ON FUNCTION \"F x\"(a int, b text) IS 'y'",
        "procedures: { p(inout x int): language sql as '' } | CREATE PROCEDURE \"p\"(inout x int) language sql as ''",
        "aggregates: { agg(int): (sfunc = int4pl) } | CREATE AGGREGATE \"agg\"(int) (sfunc = int4pl)",
        "domains: { d: integer not null } | CREATE DOMAIN \"d\" AS integer not null",
        "domains: { d: { type: text, nullable: false, default: \"'x'\", collation: C, checks: { ok: value <> '' } } } | CREATE DOMAIN \"d\" AS text COLLATE \"C\" DEFAULT 'x' NOT NULL CONSTRAINT \"ok\" CHECK (value <> '')",
        "types: { t: { street: text, attributes: text } } | CREATE TYPE \"t\" AS (\"street\" text, \"attributes\" text)",
        "types: { t: { attributes: { a: int }, comment: c } } | CREATE TYPE \"t\" AS (\"a\" int);\\nCOMMENT ON TYPE \"t\" IS 'c'",
        "composite_types: { t: { a: int } } | CREATE TYPE \"t\" AS (\"a\" int)",
        "range_types: { r: (subtype = time) } | CREATE TYPE \"r\" AS RANGE (subtype = time)",
        "casts: { text as place: with inout } | CREATE CAST (text as place) with inout",
        "extensions: { citext: {}, } | CREATE EXTENSION \"citext\"",
        "extensions: [{ name: postgis, schema: gis, version: 3.4.0 }] | CREATE EXTENSION \"postgis\" WITH SCHEMA \"gis\" VERSION '3.4.0'",
        "statistics:\\n  s: (dependencies) on a, b from t | CREATE STATISTICS \"s\" (dependencies) on a, b from t",
        "virtual_tables: { f: fts5(x) } | CREATE VIRTUAL TABLE \"f\" USING fts5(x)",
        "events: { e: { sql: on schedule every 1 day do select 1, definer: a@b } } | CREATE DEFINER=a@b EVENT \"e\" on schedule every 1 day do select 1",
        "event_triggers: { e: { sql: on ddl_command_end execute function f(), enabled: false } } | CREATE EVENT TRIGGER \"e\" on ddl_command_end execute function f();\\nALTER EVENT TRIGGER \"e\" DISABLE",
        "publications: { p: for all tables } | CREATE PUBLICATION \"p\" for all tables",
        "foreign_servers: { s: foreign data wrapper w } | CREATE SERVER \"s\" foreign data wrapper w",
        "foreign_data_wrappers: { w: {} } | CREATE FOREIGN DATA WRAPPER \"w\"",
        "triggers: { g: before insert on app.t for each row execute function f() } | CREATE TRIGGER \"g\" before insert on app.t for each row execute function f()",
        "rules: { r: on delete to t do instead nothing } | CREATE RULE \"r\" AS on delete to t do instead nothing",
      })
  void a_form_means_a_statement(String yaml, String create) {
    assertThat(
            only(Yaml.read("tables: {}\n" + yaml.replace("\\n", "\n")).schema()).create().written())
        .isEqualTo(create.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "triggers | before update of a, b for each row execute function f() | CREATE TRIGGER \"x\" before update of a, b ON \"t\" for each row execute function f()",
        "triggers | constraint after insert deferrable for each row execute function f() | CREATE CONSTRAINT TRIGGER \"x\" after insert ON \"t\" deferrable for each row execute function f()",
        "triggers | after insert when new.a > 1 begin select 1; end | CREATE TRIGGER \"x\" after insert ON \"t\" when new.a > 1 begin select 1; end",
        "triggers | { sql: after insert or delete for each row execute function f(), enabled: replica } | CREATE TRIGGER \"x\" after insert or delete ON \"t\" for each row execute function f();\\nALTER TABLE \"t\" ENABLE REPLICA TRIGGER \"x\"",
        "rules | on insert where new.a > 1 do also nothing | CREATE RULE \"x\" AS on insert TO \"t\" where new.a > 1 do also nothing",
        "policies | for select to app using (a > 1) | CREATE POLICY \"x\" ON \"t\" for select to app using (a > 1)",
        "policies | { using: a > 1 } | CREATE POLICY \"x\" ON \"t\" AS PERMISSIVE FOR ALL TO PUBLIC USING (a > 1)",
        "policies | { for: update, to: [app, Own], check: a > 1, restrictive: true } | CREATE POLICY \"x\" ON \"t\" AS RESTRICTIVE FOR UPDATE TO \"app\", \"Own\" WITH CHECK (a > 1)",
      })
  void what_stands_under_a_table_is_on_it(String key, String form, String create) {
    String yaml = "tables: { t: { columns: { a: int, b: int }, %s: { x: %s } } }";
    SchemaObject object =
        only(Yaml.read(yaml.formatted(key, form.startsWith("{") ? form : quoted(form))).schema());
    assertThat(object.create().written()).isEqualTo(create.replace("\\n", "\n"));
    assertThat(object.table()).contains(QualifiedName.of("t"));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "f() | f()",
        "f(a int, b double precision) | f(int, double precision)",
        "f(*) | f()",
        "f(double precision order by anyelement) | f(double precision, anyelement)",
        "f(variadic \\\"any\\\" order by variadic \\\"any\\\") | f(\"any\")",
        "f(inout a app.place, variadic text[]) | f(app.place, text[])",
        "f(a numeric(10,2) default 0, out b int) | f(numeric(10,2))",
        "f(timestamp with time zone, at timestamp with time zone = now()) | f(timestamp with time zone, timestamp with time zone)",
      })
  void a_routine_is_known_by_the_types_of_its_arguments(String key, String name) {
    String yaml =
        "tables: {}\nfunctions:\n  \"" + key + "\": returns int language sql as 'select 1'\n";
    assertThat(only(Yaml.read(yaml).schema()).name()).isEqualTo(QualifiedName.of(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "views: { v: {} } | \"sql\" is missing",
        "views: { v: } | there is nothing here",
        "views: { v: { sql: select 1, colums: [a] } } | did you mean \"columns\"?",
        "views: { v: \"select '\" } | the quote ' is not closed",
        "triggers: { g: after insert begin select 1; end } | the table of the trigger is missing",
        "tables: { t: { columns: { a: int }, triggers: { g: after insert on t begin select 1; end } } } | the table is not written in the text of its trigger",
        "tables: { t: { columns: { a: int }, rules: { r: do nothing } } } | a rule begins with its event",
        "event_triggers: { e: { sql: on x execute function f(), enabled: maybe } } | \"maybe\" does not say when it fires",
        "functions: { f(: returns int } | is not closed",
        "views: { v: { create: create view v as select 1, comment: x } } | \"comment\" is not read beside a text",
        "views: { v: { sql: (a) as select 1, columns: [b] } } | \"columns\" is not read beside a text",
        "views: { v: { sql: select 1, create: create view v as select 1 } } | \"create\" is not read beside a text",
        "domains: { d: { sql: int, nullable: false } } | \"nullable\" is not read beside a text",
        "domains: { d: { nullable: false } } | \"type\" is missing",
        "views: { v: { file: missing.sql } } | there is no file missing.sql",
        "views: { v: create view w as select 1 } | the statement creates the view w, and not v",
        "views: { v: select 1 }\\nobjects: [create view v as select 2] | the view v is declared twice",
      })
  void what_is_no_form_is_an_error(String yaml, String message) {
    String text = (yaml.startsWith("tables") ? "" : "tables: {}\n") + yaml.replace("\\n", "\n");
    assertThat(Yaml.render(Yaml.result(text).problems()))
        .contains(message)
        .contains("schema.yaml:");
  }

  @Test
  void a_text_can_stand_in_a_file_beside_the_yaml(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("v.sql"), "select 1;\n");
    Files.writeString(folder.resolve("s.yaml"), "tables: {}\nviews: { v: { file: v.sql } }\n");
    Schema schema =
        new SchemaReader(EngineWords.any(Yaml.ENGINES))
            .read(List.of(folder.resolve("s.yaml")))
            .declared()
            .orElseThrow()
            .schema();
    assertThat(only(schema).create().written()).isEqualTo("CREATE VIEW \"v\" AS\nselect 1");
  }

  @Test
  void each_engine_has_its_own_text() {
    String yaml =
        "tables: {}\nviews: { v: { postgresql: select 1, sqlite: select 2 }, w: { mysql: select 3 } }";
    assertThat(only(Yaml.read(yaml, "sqlite").schema()).create().written()).endsWith("select 2");
  }

  /** What is written under names reads back as the same statements. */
  @Test
  void what_is_written_reads_back() {
    String yaml = Yaml.resource("/yaml/objects.yaml");
    Schema schema = Yaml.read(yaml).schema();
    SchemaWriter writer =
        new SchemaWriter("", (table, constraint) -> Optional.empty())
            .withNamedObjects(name -> "\"" + name.replace("\"", "\"\"") + "\"", false);
    String written = writer.write(schema);
    assertThat(written).isEqualTo(Yaml.resource("/yaml/objects.written.yaml"));
    Schema read = Yaml.read(written).schema();
    assertThat(read.objects().keySet()).isEqualTo(schema.objects().keySet());
    assertThat(writer.write(read)).isEqualTo(written);
  }

  private static SchemaObject only(Schema schema) {
    assertThat(schema.objects()).hasSize(1);
    return schema.objects().values().iterator().next();
  }
}
