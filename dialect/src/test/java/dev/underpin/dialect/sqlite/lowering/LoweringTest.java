package dev.underpin.dialect.sqlite.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.Problem.Severity;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoweringTest {
  private final Dialect dialect = Dialects.of(Dialects.provider("sqlite").baseline());
  private final List<Problem> problems = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"varchar(255)", "numeric(12,2)", "timestamptz", "Boolean", ""})
  void a_declared_type_is_kept(String type) {
    assertThat(lower(table(Column.of("a", type))).columns().get(0).type()).isEqualTo(type);
    assertThat(problems).isEmpty();
  }

  @Test
  void an_identity_that_is_the_whole_primary_key_is_the_rowid() {
    Table table = lower(withKey(identity("id", Identity.Kind.BY_DEFAULT), "id"));

    assertThat(table.columns().get(0).identity()).isEmpty();
    assertThat(TableRules.rowidAlias(table)).isPresent();
    assertThat(problems).isEmpty();
  }

  @Test
  void autoincrement_stays() {
    Table table = lower(withKey(identity("id", Identity.Kind.AUTOINCREMENT), "id"));

    assertThat(SqliteDdl.createTable(table)).contains("\"id\" INTEGER PRIMARY KEY AUTOINCREMENT");
  }

  @Test
  void identity_always_is_identity_with_a_warning() {
    lower(withKey(identity("id", Identity.Kind.ALWAYS), "id"));

    assertThat(problems).singleElement().extracting(Problem::severity).isEqualTo(Severity.WARNING);
  }

  @Test
  void a_table_without_columns_is_an_error() {
    lower(table());

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("Table t has no columns, and SQLite makes no such table.");
  }

  @Test
  void an_identity_beside_the_primary_key_is_an_error_that_says_what_to_do() {
    lower(table(identity("no", Identity.Kind.BY_DEFAULT)));

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Severity.ERROR);
              assertThat(problem.path()).isEqualTo("tables.t.columns.no");
              assertThat(problem.hint().orElseThrow()).contains("primary_key: [no]");
            });
  }

  @Test
  void an_enum_is_text_with_a_check() {
    Schema schema =
        Schema.EMPTY
            .put(table(Column.of("status", "order_status")))
            .withEnums(
                Map.of(
                    QualifiedName.of("order_status"),
                    new EnumType(
                        QualifiedName.of("order_status"),
                        List.of("new", "it's"),
                        Optional.empty())));

    Schema lowered = lower(schema);

    Table table = lowered.tables().get(QualifiedName.of("t"));
    assertThat(lowered.enums()).isEmpty();
    assertThat(table.columns().get(0).type()).isEqualTo("text");
    assertThat(table.constraint("t_status_enum"))
        .contains(
            CheckConstraint.of(
                Optional.of("t_status_enum"), SqlText.of("\"status\" in ('new', 'it''s')")));
  }

  @ParameterizedTest
  @CsvSource({
    "bigint, INTEGER",
    "boolean, INTEGER",
    "varchar(20), TEXT",
    "timestamp with time zone, TEXT",
    "'numeric(12,2)', REAL",
    "bytea, BLOB",
    "uuid, TEXT",
    "int, int",
    "ANY, ANY"
  })
  void a_strict_table_has_its_own_types(String type, String strict) {
    Table table = lower(table(Column.of("a", type)).withOptions(Options.of("strict", "true")));

    assertThat(table.columns().get(0).type()).isEqualTo(strict);
  }

  @Test
  void a_type_that_a_strict_table_cannot_have_is_an_error() {
    lower(table(Column.of("a", "point")).withOptions(Options.of("strict", "true")));

    assertThat(problems).singleElement().extracting(Problem::message).asString().contains("point");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\u0001',
      value = {
        "now() => CURRENT_TIMESTAMP",
        "NOW ( ) => CURRENT_TIMESTAMP",
        "current_timestamp => current_timestamp",
        "localtimestamp => CURRENT_TIMESTAMP",
        "'{}'::jsonb => '{}'",
        "'a'::character varying(20) => 'a'",
        "'now()' => 'now()'",
        "true => true"
      })
  void a_default_is_said_in_sqlites_words(String written, String lowered) {
    Column column = Column.of("a", "text").withDefault(Optional.of(SqlText.of(written)));

    assertThat(lower(table(column)).columns().get(0).defaultValue().orElseThrow().written())
        .isEqualTo(lowered);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gen_random_uuid()",
        "nextval('s')",
        "a::int",
        "1; drop table t",
        "lower('x'",
        "'open"
      })
  void what_sqlite_does_not_have_is_an_error_with_a_hint(String written) {
    lower(table(Column.of("a", "text").withDefault(Optional.of(SqlText.of(written)))));

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Severity.ERROR);
              assertThat(problem.hint()).isPresent();
            });
  }

  @Test
  void nullability_is_as_declared_in_a_primary_key_too() {
    Table table = lower(withKey(Column.of("code", "text"), "code"));

    assertThat(table.columns().get(0).nullable()).isTrue();
  }

  @Test
  void names_that_differ_only_in_case_are_refused() {
    lower(Schema.EMPTY.put(table(Column.of("a", "int"), Column.of("A", "int"))));

    assertThat(problems)
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("without regard to case");
  }

  @Test
  void an_index_may_not_have_the_name_of_a_table() {
    lower(
        Schema.EMPTY.put(
            table(Column.of("a", "int")).withIndexes(List.of(Index.of("T", false, List.of("a"))))));

    assertThat(problems)
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("index T");
  }

  @Test
  void comments_are_left_out() {
    Column column = Column.of("a", "text").withComment(Optional.of("why"));
    Table table = lower(table(column).withComment(Optional.of("what")));

    assertThat(table.comment()).isEmpty();
    assertThat(table.columns().get(0).comment()).isEmpty();
  }

  @Test
  void lowering_what_is_lowered_changes_nothing() {
    Table once = lower(withKey(identity("id", Identity.Kind.BY_DEFAULT), "id"));

    assertThat(lower(once)).isEqualTo(once);
    assertThat(problems).isEmpty();
  }

  private Table lower(Table table) {
    return lower(Schema.EMPTY.put(table)).tables().get(table.name());
  }

  private Schema lower(Schema schema) {
    return dialect
        .lower(new Declared(schema, Hints.NONE, Origins.NONE), "", problems::add)
        .schema();
  }

  private static Column identity(String name, Identity.Kind kind) {
    return Column.of(name, "bigint").withIdentity(Optional.of(Identity.of(kind)));
  }

  private static Table withKey(Column column, String key) {
    return table(column)
        .withConstraints(List.<Constraint>of(PrimaryKey.of(Optional.empty(), List.of(key))));
  }

  private static Table table(Column... columns) {
    return new Table(
        QualifiedName.of("t"),
        List.of(columns),
        List.of(),
        List.of(),
        Optional.empty(),
        new TreeMap<>());
  }
}
