package dev.underpin.planner.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.step.ChangeMismatch;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeTest {
  private static final Dialect DIALECT =
      Dialects.of(new Engine("postgresql", "PostgreSQL", Version.parse("18.0")));

  private static final QualifiedName ORDERS = new QualifiedName("public", "orders");
  private static final QualifiedName ITEMS = new QualifiedName("public", "items");
  private static final Column ID = Column.of("id", "bigint");
  private static final Column CODE = Column.of("code", "text");
  private static final Constraint SHORT = check("code_short", "length(code) < 10");
  private static final Index BY_CODE = Index.of("orders_code", false, List.of("code"));
  private static final Table TABLE =
      new Table(
          ORDERS,
          List.of(ID, CODE),
          List.of(SHORT),
          List.of(BY_CODE),
          Optional.empty(),
          Options.none());
  private static final EnumType STATUS = status("new", "paid");
  private static final Sequence NUMBERS = sequence(1);
  private static final SchemaObject VIEW = view("SELECT id FROM orders");

  private static final Schema SCHEMA =
      new Schema(
          new TreeSet<>(Set.of("public")),
          new TreeMap<>(Map.of(ORDERS, TABLE)),
          new TreeMap<>(Map.of(STATUS.name(), STATUS)),
          new TreeMap<>(Map.of(NUMBERS.name(), NUMBERS)),
          new TreeMap<>(Map.of(VIEW.key(), VIEW)));

  /** A change of every kind that fits the schema. */
  static List<Change> changes() {
    Column longer = CODE.withType("varchar(20)");
    return List.of(
        new Change.CreateNamespace("audit", Optional.of("kept")),
        new Change.DropNamespace("public", Optional.empty()),
        new Change.AlterNamespace("public", Optional.empty(), Optional.of("ours")),
        new Change.CreateEnum(new EnumType(ITEMS, List.of("a"), Optional.empty())),
        new Change.DropEnum(STATUS),
        new Change.RenameLabel(STATUS.name(), "paid", "settled"),
        new Change.AlterEnum(STATUS, status("new", "paid", "sent")),
        new Change.CreateSequence(new Sequence(ITEMS, SequenceOptions.DEFAULT, Optional.empty())),
        new Change.DropSequence(NUMBERS),
        new Change.AlterSequence(NUMBERS, sequence(7)),
        new Change.CreateObject(
            new SchemaObject(
                SchemaObject.Kind.TRIGGER,
                new QualifiedName("public", "touch"),
                Optional.of(ORDERS),
                SqlText.of("CREATE TRIGGER touch"),
                "DROP TRIGGER touch ON orders",
                Set.of(),
                Map.of(),
                Options.none())),
        new Change.DropObject(VIEW),
        new Change.ReplaceObject(VIEW, view("SELECT code FROM orders")),
        new Change.ChangeAccess(
            Optional.empty(),
            Optional.of(
                new Access(
                    new Access.Key(Access.Kind.GRANTS, Access.TABLE, ORDERS), "app: select"))),
        new Change.CreateTable(TABLE.withName(ITEMS)),
        new Change.DropTable(TABLE),
        new Change.RenameTable(ORDERS, ITEMS),
        new Change.AlterTable(TABLE, TABLE.withComment(Optional.of("what was ordered"))),
        new Change.ReplaceTable(TABLE, TABLE.withIndexes(List.of())),
        new Change.AddColumn(ORDERS, Column.of("note", "text")),
        new Change.DropColumn(ORDERS, CODE),
        new Change.RenameColumn(ORDERS, "code", "number"),
        new Change.AlterColumn(ORDERS, CODE, longer),
        new Change.AddConstraint(ORDERS, check("id_positive", "id > 0")),
        new Change.DropConstraint(ORDERS, SHORT),
        new Change.AlterConstraint(ORDERS, SHORT, check("code_short", "length(code) < 20")),
        new Change.AddIndex(ORDERS, Index.of("orders_id", true, List.of("id"))),
        new Change.DropIndex(ORDERS, BY_CODE),
        new Change.AlterIndex(ORDERS, BY_CODE, Index.of("orders_code", true, List.of("code"))));
  }

  @Test
  void every_kind_is_tried_here() {
    assertThat(changes().stream().<Class<?>>map(Change::getClass))
        .containsExactlyInAnyOrderElementsOf(kinds(Change.class).toList());
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(ChangeTest::kinds)
        : Stream.of(type);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void a_change_and_its_inverse_leave_the_model_as_it_was(Change change) {
    ModelState state = new ModelState(SCHEMA, DIALECT);
    String before = state.fingerprint().text(java.util.Set.of());
    state.apply(change);
    assertThat(state.schema()).isNotEqualTo(SCHEMA);
    state.apply(change.inverse());
    assertThat(state.schema()).isEqualTo(SCHEMA);
    assertThat(state.fingerprint().text(java.util.Set.of())).isEqualTo(before);
    assertThat(change.inverse().inverse()).isEqualTo(change);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void a_change_does_not_fit_where_it_was_made_already(Change change) {
    ModelState state = new ModelState(SCHEMA, DIALECT);
    state.apply(change);
    assertThatThrownBy(() -> state.apply(change)).isInstanceOf(ChangeMismatch.class);
  }

  @Test
  void several_are_undone_in_the_opposite_order() {
    Change add = new Change.AddColumn(ORDERS, Column.of("note", "text"));
    Change rename = new Change.RenameColumn(ORDERS, "note", "remark");
    assertThat(Change.inverse(List.of(add, rename)))
        .containsExactly(
            new Change.RenameColumn(ORDERS, "remark", "note"),
            new Change.DropColumn(ORDERS, Column.of("note", "text")));
  }

  @Test
  void a_change_says_what_it_is_about() {
    assertThat(new Change.RenameColumn(ORDERS, "code", "number").target())
        .isEqualTo(ObjectRef.table(ORDERS).column("number"));
    assertThat(new Change.DropConstraint(ORDERS, SHORT).target().key())
        .isEqualTo("tables.public.orders.checks.code_short");
    assertThat(new Change.DropEnum(STATUS).target().without("public").key())
        .isEqualTo("enums.status");
    assertThat(new Change.DropObject(VIEW).target().key()).isEqualTo("views.public.open_orders");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void what_a_change_of_a_table_is_about_belongs_to_the_table(Change change) {
    if (change instanceof Change.TableChange c)
      assertThat(c.target().root()).isEqualTo(ObjectRef.table(c.table()));
  }

  private static Constraint check(String name, String expression) {
    return CheckConstraint.of(Optional.of(name), SqlText.of(expression));
  }

  private static EnumType status(String... labels) {
    return new EnumType(new QualifiedName("public", "status"), List.of(labels), Optional.empty());
  }

  private static Sequence sequence(int cache) {
    return new Sequence(
        new QualifiedName("public", "numbers"),
        new SequenceOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of((long) cache),
            false),
        Optional.empty());
  }

  private static SchemaObject view(String query) {
    return new SchemaObject(
        SchemaObject.Kind.VIEW,
        new QualifiedName("public", "open_orders"),
        Optional.empty(),
        SqlText.of("CREATE VIEW open_orders AS " + query),
        "DROP VIEW open_orders",
        Set.of(ORDERS),
        Map.of(),
        Options.none());
  }
}
