package dev.underpin.dialect.sqlite.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.lexer.SqliteSyntaxException;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteParserTest {
  @Test
  void reads_columns_in_their_order_with_their_types_as_written() {
    Table table =
        SqliteParser.table(
            "create table t (a, \"b c\" VARCHAR( 255 ), [d] unsigned big int, `e`text)");

    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b c", "d", "e");
    assertThat(table.columns())
        .extracting(Column::type)
        .containsExactly("", "VARCHAR( 255 )", "unsigned big int", "text");
  }

  @Test
  void reads_what_pragmas_do_not_tell_of_a_column() {
    Column column =
        column(
            "a text constraint nn NOT NULL on conflict replace default (lower('X')) collate nocase check (a <> '')");

    assertThat(column.nullable()).isFalse();
    assertThat(column.defaultValue()).contains(SqlText.of("lower('X')"));
    assertThat(column.collation()).contains("nocase");
    assertThat(column.options())
        .isEqualTo(Map.of("not_null_name", "nn", "not_null_on_conflict", "REPLACE"));
  }

  @ParameterizedTest(name = "default {0} is {1}")
  @CsvSource(
      delimiterString = " is ",
      quoteCharacter = '\u0001',
      value = {
        "-1 is -1",
        "- 1 is -1",
        "+ 1.5 is +1.5",
        "'x' is 'x'",
        "(1 + 2) is 1 + 2",
        "((1)) is (1)",
        "active is \"active\"",
        "\"active\" is \"active\"",
        "true is true",
        "current_timestamp is current_timestamp",
        "x'00' is x'00'",
        "null is (null)",
        "(NULL) is (NULL)"
      })
  void reads_a_default_as_it_can_be_written_again(String sql, String written) {
    assertThat(column("a text default " + sql + " not null").defaultValue().orElseThrow().written())
        .isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (id integer primary key autoincrement)",
        "create table t (id INTEGER NULL PRIMARY KEY ASC AUTOINCREMENT)",
        "create table t (id integer, primary key (id autoincrement))"
      })
  void autoincrement_is_an_identity(String sql) {
    Table table = SqliteParser.table(sql);

    assertThat(table.columns().get(0).identity())
        .contains(Identity.of(Identity.Kind.AUTOINCREMENT));
    assertThat(TableRules.rowidAlias(table)).isPresent();
  }

  @Test
  void a_descending_key_on_the_column_is_not_the_rowid_and_one_behind_the_columns_is() {
    Table onColumn = SqliteParser.table("create table t (id integer primary key desc)");
    Table behind = SqliteParser.table("create table t (id integer, primary key (id desc))");

    assertThat(TableRules.rowidAlias(onColumn)).isEmpty();
    assertThat(TableRules.rowidAlias(behind)).isPresent();
    assertThat(onColumn).isNotEqualTo(behind);
  }

  @Test
  void a_constraint_on_a_column_is_the_same_as_one_behind_the_columns() {
    String onColumn =
        "create table t (a int constraint u unique constraint c check (a > 0) constraint f references p (x) on delete cascade)";
    String behind =
        "create table t (a int, constraint u unique (a), constraint c check (a > 0),"
            + " constraint f foreign key (a) references p (x) on delete cascade)";

    assertThat(SqliteParser.table(onColumn)).isEqualTo(SqliteParser.table(behind));
  }

  @Test
  void reads_every_clause_of_a_foreign_key() {
    Constraint constraint =
        constraint(
            "constraint f foreign key (a, b) references p (x, y) on update set null on delete set default match full"
                + " deferrable initially deferred");

    ForeignKey key = (ForeignKey) constraint;
    assertThat(key.name()).contains("f");
    assertThat(key.columnList()).containsExactly("a", "b");
    assertThat(key.references().name()).isEqualTo("p");
    assertThat(key.referencedColumns()).containsExactly("x", "y");
    assertThat(key.onDelete()).isEqualTo(ReferentialAction.SET_DEFAULT);
    assertThat(key.onUpdate()).isEqualTo(ReferentialAction.SET_NULL);
    assertThat(key.match()).isEqualTo("FULL");
    assertThat(key.deferrability()).isEqualTo(Deferrability.INITIALLY_DEFERRED);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "not deferrable, NOT_DEFERRABLE",
    "not deferrable initially deferred, NOT_DEFERRABLE",
    "deferrable, INITIALLY_IMMEDIATE",
    "deferrable initially immediate, INITIALLY_IMMEDIATE",
    "deferrable initially deferred, INITIALLY_DEFERRED"
  })
  void reads_when_a_foreign_key_is_checked(String sql, Deferrability when) {
    assertThat(((ForeignKey) constraint("foreign key (a) references p " + sql)).deferrability())
        .isEqualTo(when);
  }

  @Test
  void a_foreign_key_need_not_name_the_columns_it_points_to() {
    assertThat(((ForeignKey) constraint("foreign key (a) references p")).referencedColumns())
        .isEmpty();
  }

  @Test
  void reads_conflict_clauses() {
    Table table =
        SqliteParser.table(
            "create table t (a int primary key on conflict fail, unique (a) on conflict ignore)");

    assertThat(table.constraints())
        .extracting(c -> c.options().get("on_conflict"))
        .containsExactly("FAIL", "IGNORE");
  }

  @Test
  void a_table_constraint_needs_no_comma_before_it() {
    Table table =
        SqliteParser.table(
            "create table t (a int, b int, unique (a) check (a > 0) primary key (b))");

    assertThat(table.constraints()).hasSize(3);
  }

  @Test
  void brackets_and_comments_inside_strings_are_text() {
    Constraint check = constraint("check (a <> ') -- x' /* ) */ and b <> '/*')");

    assertThat(((CheckConstraint) check).expression().written())
        .isEqualTo("a <> ') -- x' and b <> '/*'");
  }

  @Test
  void names_take_the_letters_of_the_column_they_mean() {
    Table table =
        SqliteParser.table(
            "create table t (Id int, unique (ID), foreign key (iD) references t (id))");

    assertThat(table.constraints()).allSatisfy(c -> assertThat(c.columns()).containsExactly("Id"));
  }

  @Test
  void primary_key_columns_of_strict_and_rowid_less_tables_are_not_null() {
    assertThat(
            SqliteParser.table("create table t (a text primary key)").columns().get(0).nullable())
        .isTrue();
    assertThat(
            SqliteParser.table("create table t (a text primary key) strict")
                .columns()
                .get(0)
                .nullable())
        .isFalse();
    assertThat(
            SqliteParser.table("create table t (a int primary key) without rowid")
                .columns()
                .get(0)
                .nullable())
        .isFalse();
    assertThat(
            SqliteParser.table("create table t (a integer primary key) strict")
                .columns()
                .get(0)
                .nullable())
        .isTrue();
  }

  @Test
  void reads_generated_columns() {
    assertThat(
            column("a int generated always as (1 + 2) stored").generated().orElseThrow().stored())
        .isTrue();
    assertThat(column("a as (1 + 2)").generated().orElseThrow().expression().written())
        .isEqualTo("1 + 2");
    assertThat(column("a int as (1) virtual").generated().orElseThrow().stored()).isFalse();
  }

  @Test
  void reads_an_index() {
    var on =
        SqliteParser.index(
            "CREATE UNIQUE INDEX i ON t(a DESC, b COLLATE NOCASE ASC, lower(c) || 'x', (d)) WHERE a > 0");

    assertThat(on.table()).isEqualTo("t");
    assertThat(on.index().unique()).isTrue();
    assertThat(on.index().keys()).hasSize(4);
    assertThat(on.index().keys().get(0).descending()).isTrue();
    assertThat(on.index().keys().get(1).collation()).contains("NOCASE");
    assertThat(on.index().keys().get(2))
        .isEqualTo(IndexKey.expression(SqlText.of("lower(c) || 'x'")));
    assertThat(on.index().where()).contains(SqlText.of("a > 0"));
    assertThat(on.index().options()).isEqualTo(Map.of("explicit_asc", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "select 1",
        "create table t",
        "create table t (a",
        "create table t (a int) nonsense",
        "create table t (a, unique)"
      })
  void says_where_a_statement_is_not_as_expected(String sql) {
    assertThatThrownBy(() -> SqliteParser.table(sql))
        .isInstanceOf(SqliteSyntaxException.class)
        .hasMessageNotContaining("null");
  }

  @Test
  void a_unique_constraint_keeps_its_keys() {
    UniqueConstraint unique = (UniqueConstraint) constraint("unique (a collate nocase desc, b)");

    assertThat(unique.keys().get(0).descending()).isTrue();
    assertThat(unique.keys().get(0).collation()).contains("nocase");
    assertThat(unique.keys().get(1).isPlainColumn()).isTrue();
  }

  private static Column column(String sql) {
    return SqliteParser.table("create table t (" + sql + ")").columns().get(0);
  }

  private static Constraint constraint(String sql) {
    return SqliteParser.table("create table t (a int, b int, " + sql + ")").constraints().get(0);
  }
}
