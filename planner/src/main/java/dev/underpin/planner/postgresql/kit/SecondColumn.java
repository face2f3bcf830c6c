package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A column beside another, which holds the same values in another type: a trigger gives each row
 * that is written its second value, by assignment. It is there while a table in use changes the
 * type of the first column.
 */
public final class SecondColumn {
  private final PostgresContext context;
  private final PostgresDdl ddl;
  private final QualifiedName table;
  private final String first;
  private final String name;

  /** The second column of that one. */
  public SecondColumn(PostgresContext context, QualifiedName table, String first) {
    this.context = context;
    this.ddl = context.ddl();
    this.table = table;
    this.first = first;
    this.name = context.temporary("second", table.toString(), first);
  }

  public String name() {
    return name;
  }

  /** The second column with the type and collation of another, and nothing else. */
  public Column of(Column typed) {
    return Column.of(name, typed.type()).withCollation(typed.collation());
  }

  // --- the trigger

  private SchemaObject function() {
    QualifiedName plain = table.withName(context.temporary("copy", table.toString(), first));
    String body = ddl.sql("BEGIN NEW.{} := NEW.{}; RETURN NEW; END", name, first);
    return object(
        Kind.FUNCTION,
        plain.withName(plain.name() + "()"),
        Optional.empty(),
        List.of(
            ddl.sql(
                "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS {}",
                plain,
                new Literal(body))),
        ddl.sql("DROP FUNCTION {}()", plain));
  }

  /** Triggers run in the order of their names: this one sees what the others have written. */
  private SchemaObject trigger() {
    String called = "~" + context.temporary("copy", table.toString(), first);
    QualifiedName function = table.withName(context.temporary("copy", table.toString(), first));
    return object(
        Kind.TRIGGER,
        table.withName(called),
        Optional.of(table),
        List.of(
            ddl.sql(
                "CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION {}()",
                called,
                table,
                function),
            ddl.sql("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", table, called)),
        ddl.sql("DROP TRIGGER {} ON {}", called, table));
  }

  private static SchemaObject object(
      Kind kind, QualifiedName name, Optional<QualifiedName> on, List<String> create, String drop) {
    return new SchemaObject(
        kind,
        name,
        on,
        SqlText.of(String.join(";\n", create)).asWritten(),
        drop,
        Set.of(),
        Map.of(),
        Options.none());
  }

  /** Adds the column and the trigger. */
  public List<String> add(Column typed) {
    return List.of(
        ddl.addColumn(table, of(typed)),
        function().create().written(),
        trigger().create().written().split(";\n", -1)[0],
        trigger().create().written().split(";\n", -1)[1]);
  }

  /** Drops the trigger and the column. */
  public List<String> drop() {
    return List.of(trigger().drop(), function().drop(), ddl.dropColumn(table, name));
  }

  /** What {@link #add} does to the model. */
  public List<Change> added(Column typed) {
    return List.of(
        new Change.AddColumn(table, of(typed)),
        new Change.CreateObject(function()),
        new Change.CreateObject(trigger()));
  }

  /** What {@link #drop} does to the model. */
  public List<Change> dropped(Column typed) {
    return List.of(
        new Change.DropObject(trigger()),
        new Change.DropObject(function()),
        new Change.DropColumn(table, of(typed)));
  }

  /** Gives the rows that were there before the trigger their second value. */
  public String fill(Column typed) {
    return ddl.sql(
        "UPDATE {} SET {} = {} WHERE ({} IS NULL AND {} IS NOT NULL) /* batch */",
        table,
        name,
        context.valueFor(typed, ddl.fragment("{}", first)),
        name,
        first);
  }

  // --- its parts

  /** An index of the first column, of the second. */
  public Index twin(Index index) {
    List<IndexKey> keys =
        index.keys().stream()
            .map(
                k ->
                    k.column().isPresent()
                        ? (k.column().get().equals(first) ? k.withColumn(name) : k)
                        : k.withExpression(inSecond(k.expression().orElseThrow())))
            .toList();
    List<String> include = index.include().stream().map(c -> c.equals(first) ? name : c).toList();
    return index
        .withKeys(keys, include, index.where().map(this::inSecond))
        .withName(context.temporary("index", table.toString(), first, index.name()));
  }

  private SqlText inSecond(SqlText expression) {
    return context.dialect().renameColumn(expression, first, name);
  }

  /** The check that the first column, or the second, is not NULL. */
  public CheckConstraint notNull(String column) {
    String condition = context.dialect().spelled(column) + " IS NOT NULL";
    return CheckConstraint.of(
        Optional.of(context.temporary("not_null", table.toString(), first, column)),
        CanonicalForm.expression(condition));
  }

  // --- the exchange

  /**
   * The two columns exchange their names. A session that has run the trigger's function keeps the
   * types that it saw, until the function is replaced.
   */
  public List<String> exchangeNames() {
    String free = context.temporary("moved", table.toString(), first);
    return List.of(
        function().create().written(),
        ddl.renameColumn(table, first, free),
        ddl.renameColumn(table, name, first),
        ddl.renameColumn(table, free, name));
  }

  /** An index and its twin exchange their names. */
  public List<String> exchange(Index index) {
    String free = context.temporary("moved", table.toString(), first, index.name());
    String other = twin(index).name();
    return List.of(
        ddl.renameIndex(table.withName(index.name()), free),
        ddl.renameIndex(table.withName(other), index.name()),
        ddl.renameIndex(table.withName(free), other));
  }

  /** The checks of the two columns exchange their names. */
  public List<String> exchangeNotNull() {
    String free = context.temporary("moved", table.toString(), first, "not null");
    String one = notNull(first).name().orElseThrow();
    String other = notNull(name).name().orElseThrow();
    return List.of(
        ddl.renameConstraint(table, one, free),
        ddl.renameConstraint(table, other, one),
        ddl.renameConstraint(table, free, other));
  }
}
