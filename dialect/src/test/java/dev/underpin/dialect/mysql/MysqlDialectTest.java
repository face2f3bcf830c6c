package dev.underpin.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialects;
import dev.underpin.dialect.mysql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlDialectTest {
  private static final Engine MYSQL = new Engine("mysql", "MySQL", new Version(8, 0, 33));
  private static final Engine MARIADB = new Engine("mariadb", "MariaDB", new Version(11, 4, 5));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT(11) | int",
        "tinyint(1) | tinyint(1)",
        "bool | tinyint(1)",
        "tinyint(1) unsigned | tinyint unsigned",
        "int(5) zerofill | int(5) unsigned zerofill",
        "numeric(12,2) | decimal(12,2)",
        "dec | decimal(10,0)",
        "double precision | double",
        "float(30) | double",
        "character varying(10) | varchar(10)",
        "year(4) | year",
        "timestamp(0) | timestamp",
        "ENUM( 'a' , \"it's\", 'b ') | enum('a','it''s','b')",
        "timestamptz | timestamp(6)",
        "timestamptz(3) | timestamp(3)",
        "jsonb | json",
        "bytea | longblob"
      })
  void a_type_has_one_spelling(String written, String canonical) {
    assertThat(lowered(MYSQL, written).column("c").orElseThrow().type()).isEqualTo(canonical);
  }

  @Test
  void a_uuid_is_a_type_of_mariadb_and_a_text_on_mysql() {
    assertThat(lowered(MARIADB, "uuid").column("c").orElseThrow().type()).isEqualTo("uuid");
    assertThat(lowered(MYSQL, "uuid").column("c").orElseThrow().type()).isEqualTo("char(36)");
  }

  @Test
  void a_column_that_is_renamed_there_and_back_leaves_an_expression_as_it_was() {
    MysqlDialect dialect = new MysqlDialect(MYSQL);
    SqlText check =
        SqlText.of("`TITLE` <> 'zzz'", ExpressionNormalizer.canonical("`TITLE` <> 'zzz'"));

    SqlText there = dialect.renameColumn(check, "TITLE", "position");

    assertThat(dialect.renameColumn(there, "position", "TITLE")).isEqualTo(check);
    assertThat(there.written()).isEqualTo("`position` <> 'zzz'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coalesce(a, -5) | true",
        "concat('rand', a) | true",
        "now() | false",
        "floor(rand() * 3) | false",
        "(select max(a) from t) | false"
      })
  void what_is_another_value_each_time_is_known(String expression, boolean steady) {
    assertThat(new MysqlDialect(MYSQL).isSteady(SqlText.of(expression))).isEqualTo(steady);
  }

  @Test
  void a_table_without_columns_is_an_error() {
    List<Problem> problems = new ArrayList<>();
    lowered(MARIADB, table("t", List.of()), problems);

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("Table t has no columns, and MariaDB makes no such table.");
  }

  @Test
  void a_type_that_nobody_knows_is_an_error_that_names_it() {
    List<Problem> problems = new ArrayList<>();
    lowered(MYSQL, "tsvector", problems);

    assertThat(problems).singleElement().asString().contains("MySQL has no type \"tsvector\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | '7' | 7",
        "decimal(10,2) | 1.5 | 1.50",
        "varchar(5) | 0 | '0'",
        "boolean | true | 1",
        "bit(8) | 5 | b'101'",
        "datetime(3) | '2020-01-02' | '2020-01-02 00:00:00.000'",
        "datetime | NOW() | current_timestamp",
        "timestamp(6) | current_timestamp | current_timestamp(6)",
        "varchar(5) | (upper('x')) | upper ( 'x' )",
        "varchar(5) | _utf8mb4'x' | 'x'",
        "varchar(5) | 'x'::character varying(5) | 'x'"
      },
      quoteCharacter = '#')
  void a_default_has_one_spelling(String type, String written, String canonical) {
    Dialectal dialectal = new Dialectal(MYSQL);
    Column column = Column.of("c", type).withDefault(Optional.of(SqlText.of(written)));

    Column normal = dialectal.normal(column);

    assertThat(normal.defaultValue().orElseThrow().canonical()).isEqualTo(canonical);
  }

  @Test
  void a_default_of_null_is_none() {
    Column column = Column.of("c", "int").withDefault(Optional.of(SqlText.of("NULL")));

    assertThat(new Dialectal(MYSQL).normal(column).defaultValue()).isEmpty();
  }

  @Test
  void a_backslash_is_doubled_and_a_quote_too() {
    assertThat(Dialects.of(MYSQL).literal("it's \\")).isEqualTo("'it''s \\\\'");
    assertThat(Dialects.of(MYSQL).quote("a`b")).isEqualTo("`a``b`");
  }

  @Test
  void a_foreign_key_gets_the_index_that_it_needs_under_its_own_name() {
    Table table =
        table("orders", List.of(Column.of("customer_id", "bigint")))
            .withConstraints(List.of(reference("orders_fk", "customer_id")));

    Table completed = Dialects.of(MYSQL).complete(table, Optional.empty());

    assertThat(completed.indexes())
        .containsExactly(Index.of("orders_fk", false, List.of("customer_id")));
  }

  @Test
  void a_foreign_key_takes_the_index_that_is_live() {
    Table table =
        table("orders", List.of(Column.of("customer_id", "bigint")))
            .withConstraints(List.of(reference("orders_fk", "customer_id")));
    Table live = table.withIndexes(List.of(Index.of("customer_id", false, List.of("customer_id"))));

    assertThat(Dialects.of(MYSQL).complete(table, Optional.of(live))).isEqualTo(live);
  }

  @Test
  void a_column_is_renamed_by_token_and_not_by_text() {
    SqlText renamed =
        Dialects.of(MYSQL)
            .renameColumn(SqlText.of("a > 1 AND `A` <> 'a' AND ab < a(2) AND t.a = 3"), "a", "b c");

    assertThat(renamed.written())
        .isEqualTo("`b c` > 1 AND `b c` <> 'a' AND ab < a(2) AND t.`b c` = 3");
  }

  @Test
  void a_table_is_renamed_where_only_a_table_can_be_meant() {
    SqlText renamed =
        Dialects.of(MYSQL)
            .renameTable(
                SqlText.of("CREATE VIEW v AS SELECT t.t, t FROM t JOIN (u, t) ON t.a = u.t"),
                QualifiedName.of("t"),
                QualifiedName.of("x"));

    assertThat(renamed.written())
        .isEqualTo("CREATE VIEW v AS SELECT `x`.t, t FROM `x` JOIN (u, `x`) ON `x`.a = u.t");
  }

  @Test
  void a_column_is_written_whole() {
    Column column =
        Column.of("at", "timestamp(3)")
            .withDefault(Optional.of(SqlText.of("now(3)")))
            .withComment(Optional.of("it's"))
            .withOptions(Options.of(ColumnOptions.ON_UPDATE, "current_timestamp(3)"));

    assertThat(new MysqlDialect(MYSQL).ddl().columnDefinition(table("t", List.of()), column))
        .isEqualTo(
            "`at` timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) COMMENT 'it''s'");
  }

  private static Constraint reference(String name, String column) {
    return ForeignKey.of(
        Optional.of(name), List.of(column), QualifiedName.of("customers"), List.of("id"));
  }

  private static Table table(String name, List<Column> columns) {
    return new Table(
        QualifiedName.of(name), columns, List.of(), List.of(), Optional.empty(), Options.none());
  }

  private static Table lowered(Engine engine, String type) {
    List<Problem> problems = new ArrayList<>();
    Table table = lowered(engine, type, problems);
    assertThat(problems).isEmpty();
    return table;
  }

  private static Table lowered(Engine engine, String type, List<Problem> problems) {
    return lowered(engine, table("t", List.of(Column.of("c", type))), problems);
  }

  private static Table lowered(Engine engine, Table table, List<Problem> problems) {
    Declared declared = new Declared(Schema.EMPTY.put(table), Hints.NONE, Origins.NONE);
    Schema lowered = Dialects.of(engine).lower(declared, "", problems::add).schema();
    return lowered.tables().get(QualifiedName.of("t"));
  }

  /** A column through lowering and the normal form. */
  private record Dialectal(Engine engine) {
    Column normal(Column column) {
      Schema schema = Schema.EMPTY.put(table("t", List.of(column)));
      Declared declared = new Declared(schema, Hints.NONE, Origins.NONE);
      Schema lowered = Dialects.of(engine).lower(declared, "", p -> {}).schema();
      return Dialects.of(engine)
          .normalize(lowered)
          .tables()
          .get(QualifiedName.of("t"))
          .column("c")
          .orElseThrow();
    }
  }
}
