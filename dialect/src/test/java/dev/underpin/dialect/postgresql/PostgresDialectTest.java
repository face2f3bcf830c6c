package dev.underpin.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresDialectTest {
  private final Dialect dialect =
      Dialects.of(new Engine("postgresql", "PostgreSQL", new Version(15, 0, 0)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "status = 'status'                          → state = 'status'",
        "Status > 1 AND STATUS < 9                  → state > 1 AND state < 9",
        "\"status\" IS NOT NULL                     → state IS NOT NULL",
        "\"Status\" > 1                             → \"Status\" > 1",
        "t.status > orders.status                   → t.state > orders.state",
        "status(status)                             → status(state)",
        "status.x                                   → status.x",
        "(status).x                                 → (state).x",
        "(x).status                                 → (x).status",
        "x::status                                  → x::status",
        "x::public.status[] || status               → x::public.status[] || state",
        "CAST(status AS status)                     → CAST(state AS status)",
        "status COLLATE status                      → state COLLATE status",
        "f(status => status)                        → f(status => state)",
        "$$status$$ || status                       → $$status$$ || state",
        "$a$ status $$ $a$ <> status                → $a$ status $$ $a$ <> state",
        "E'\\' status' || status                    → E'\\' status' || state",
        "'it''s status' || status                   → 'it''s status' || state",
        "status /* status /* status */ */ > 1       → state /* status /* status */ */ > 1",
        "status::numeric(10,2) > status             → state::numeric(10,2) > state",
        "status IN (1, 2)                           → state IN (1, 2)",
        "status-1>-status                           → state-1>-state",
        "ARRAY[status]                              → ARRAY[state]",
        "EXTRACT(status FROM status)                → EXTRACT(status FROM state)"
      })
  void renames_a_column_by_token(String before, String after) {
    assertThat(dialect.renameColumn(SqlText.of(before), "status", "state").written())
        .isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "date > date '2020-01-01' → date → 1",
        "zone AT TIME ZONE zone → zone → 2",
        "year = extract(year FROM at) → year → 1"
      })
  void a_column_may_be_called_like_a_word_of_the_grammar(
      String expression, String column, int mentions) {
    assertThat(dialect.mentionsColumn(SqlText.of(expression), column)).isTrue();
    assertThat(
            dialect
                .renameColumn(SqlText.of(expression), column, "x")
                .written()
                .split("\\bx\\b", -1))
        .hasSize(mentions + 1);
  }

  @Test
  void quotes_a_new_name_only_where_the_server_would() {
    SqlText expression = SqlText.of("a > 0");
    assertThat(dialect.renameColumn(expression, "a", "order").written()).isEqualTo("\"order\" > 0");
    assertThat(dialect.renameColumn(expression, "a", "Total").written()).isEqualTo("\"Total\" > 0");
    assertThat(dialect.renameColumn(expression, "a", "name").written()).isEqualTo("name > 0");
    assertThat(dialect.renameColumn(expression, "a", "a\"b").written()).isEqualTo("\"a\"\"b\" > 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "SELECT orders.id FROM orders                     → SELECT sales.id FROM sales",
        "SELECT o.orders FROM orders o                    → SELECT o.orders FROM sales o",
        "SELECT 'orders' FROM public.orders               → SELECT 'orders' FROM public.sales",
        "SELECT 1 FROM a, orders WHERE a.orders = 1       → SELECT 1 FROM a, sales WHERE a.orders = 1",
        "SELECT 1 FROM (orders JOIN b ON (orders.id = b.id)) → SELECT 1 FROM (sales JOIN b ON (sales.id = b.id))",
        "SELECT orders(1) FROM other.orders               → SELECT orders(1) FROM other.orders",
        "CREATE TRIGGER orders BEFORE INSERT ON public.orders EXECUTE FUNCTION f('orders') → CREATE TRIGGER orders BEFORE INSERT ON public.sales EXECUTE FUNCTION f('orders')",
        "CREATE INDEX i ON orders (orders)                → CREATE INDEX i ON sales (orders)"
      })
  void renames_a_table_by_token(String before, String after) {
    QualifiedName from = new QualifiedName("public", "orders");
    assertThat(dialect.renameTable(SqlText.of(before), from, from.withName("sales")).written())
        .isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "datetime      → timestamp without time zone",
        "datetime(3)   → timestamp(3) without time zone",
        "bytes         → bytea",
        "blob          → bytea",
        "tinyint       → smallint",
        "double        → double precision",
        "string        → text",
        "number(10,2)  → numeric(10,2)",
        "nvarchar(5)[] → character varying(5)[]",
        "json          → json",
        "uuid          → uuid",
        "citext        → citext",
        "geometry(Point, 4326) → geometry(Point,4326)",
        "public.citext → public.citext",
        "mood          → mood",
        "Odd           → \"Odd\"",
        "app.Kind[]    → app.\"Kind\"[]",
        "public.mood   → mood"
      })
  void lowers_types(String declared, String lowered) {
    assertThat(lower(Column.of("c", declared)).type()).isEqualTo(lowered);
  }

  @Test
  void a_serial_word_is_a_numbered_column_that_is_not_null() {
    Column column = lower(Column.of("c", "BIGSERIAL"));
    assertThat(column.type()).isEqualTo("bigint");
    assertThat(column.identity()).contains(Identity.of(Identity.Kind.SERIAL));
    assertThat(column.nullable()).isFalse();
  }

  @Test
  void an_unreadable_type_is_a_problem_and_no_exception() {
    assertThat(problems(Column.of("c", "numeric(10"))).hasSize(1);
    assertThat(problems(Column.of("c", "varchar(20) not nul"))).hasSize(1);
    assertThat(problems(Column.of("c", "'x'"))).hasSize(1);
    assertThat(problems(Column.of("c", ""))).hasSize(1);
  }

  @Test
  void fills_in_namespaces_key_columns_and_not_null() {
    QualifiedName parent = QualifiedName.of("parent");
    Table one = table(parent, Column.of("id", "int"));
    Table child = table(QualifiedName.of("child"), Column.of("p", "int"));
    Schema schema =
        Schema.EMPTY
            .put(one.withConstraints(List.of(PrimaryKey.of(Optional.empty(), List.of("id")))))
            .put(
                child.withConstraints(
                    List.of(ForeignKey.of(Optional.empty(), List.of("p"), parent, List.of()))));

    Schema lowered = dialect.lower(declared(schema), "app", p -> {}).schema();

    assertThat(lowered.tables())
        .containsOnlyKeys(new QualifiedName("app", "parent"), new QualifiedName("app", "child"));
    Table p = lowered.tables().get(new QualifiedName("app", "parent"));
    assertThat(p.columns().get(0).nullable()).isFalse();
    ForeignKey key =
        lowered
            .tables()
            .get(new QualifiedName("app", "child"))
            .constraintsOf(ForeignKey.class)
            .get(0);
    assertThat(key.references()).isEqualTo(p.name());
    assertThat(key.referencedColumns()).containsExactly("id");
  }

  private Column lower(Column column) {
    QualifiedName name = QualifiedName.of("t");
    Schema schema =
        Schema.EMPTY
            .put(table(name, column))
            .withEnums(
                Map.of(
                    QualifiedName.of("mood"),
                    enumType(QualifiedName.of("mood")),
                    QualifiedName.of("Odd"),
                    enumType(QualifiedName.of("Odd")),
                    new QualifiedName("app", "Kind"),
                    enumType(new QualifiedName("app", "Kind"))));
    Schema lowered = dialect.lower(declared(schema), "public", p -> {}).schema();
    return dialect
        .normalize(lowered)
        .tables()
        .get(new QualifiedName("public", "t"))
        .columns()
        .get(0);
  }

  private List<String> problems(Column column) {
    List<String> problems = new java.util.ArrayList<>();
    Schema schema = Schema.EMPTY.put(table(QualifiedName.of("t"), column));
    dialect.normalize(
        dialect.lower(declared(schema), "public", p -> problems.add(p.message())).schema());
    return problems;
  }

  private static EnumType enumType(QualifiedName name) {
    return new EnumType(name, List.of("a"), Optional.empty());
  }

  private static Declared declared(Schema schema) {
    return new Declared(schema, Hints.NONE, Origins.NONE);
  }

  private static Table table(QualifiedName name, Column column) {
    return new Table(name, List.of(column), List.of(), List.of(), Optional.empty(), Options.none());
  }
}
