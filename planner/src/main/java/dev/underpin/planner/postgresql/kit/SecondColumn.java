package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final CopyTrigger trigger;

  /** The second column of that one, which follows it. */
  public SecondColumn(PostgresContext context, QualifiedName table, String first) {
    this.context = context;
    this.ddl = context.ddl();
    this.table = table;
    this.first = first;
    this.name = context.temporary("second", table.toString(), first);
    this.trigger = CopyTrigger.oneWay(context, table, first, name);
  }

  /** A second column of that name: each of the two takes what is written to the other. */
  public SecondColumn(PostgresContext context, QualifiedName table, String first, String name) {
    this.context = context;
    this.ddl = context.ddl();
    this.table = table;
    this.first = first;
    this.name = name;
    this.trigger = CopyTrigger.bothWays(context, table, first, name);
  }

  public String name() {
    return name;
  }

  /** The second column with the type and collation of another, and nothing else. */
  public Column of(Column typed) {
    return Column.of(name, typed.type()).withCollation(typed.collation());
  }

  /** Adds the column and the trigger. */
  public List<String> add(Column typed) {
    List<String> statements = new ArrayList<>(List.of(ddl.addColumn(table, of(typed))));
    statements.addAll(trigger.create());
    return statements;
  }

  /** Drops the trigger and the column. */
  public List<String> drop() {
    List<String> statements = new ArrayList<>(trigger.drop());
    statements.add(ddl.dropColumn(table, name));
    return statements;
  }

  /** What {@link #add} does to the model. */
  public List<Change> added(Column typed) {
    List<Change> changes = new ArrayList<>(List.of(new Change.AddColumn(table, of(typed))));
    changes.addAll(trigger.created());
    return changes;
  }

  /** What {@link #drop} does to the model. */
  public List<Change> dropped(Column typed) {
    List<Change> changes = new ArrayList<>(trigger.dropped());
    changes.add(new Change.DropColumn(table, of(typed)));
    return changes;
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

  /**
   * Adds the column with its values and the trigger, in one rewrite of the table that no trigger
   * notices.
   */
  public List<String> addFilled(Column typed) {
    List<String> statements = new ArrayList<>();
    statements.add(
        ddl.addColumn(
            table,
            of(typed).withGenerated(Optional.of(new Generated(ddl.fragment("{}", first), true)))));
    statements.add(ddl.alterColumn(table, name, "DROP EXPRESSION"));
    statements.addAll(trigger.create());
    return statements;
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
        trigger.createFunction(),
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

  /**
   * An index of this column says its first name, or its second again. The server keeps the name
   * that a column had when the index was built, and {@code \d} of the index shows it.
   *
   * @param twin the index as {@link #twin} has it
   * @param called what the index is called now
   */
  public List<String> nameInIndex(Index twin, String called, boolean asFirst) {
    boolean isPlain =
        twin.include().contains(name)
            || twin.keys().stream().anyMatch(k -> k.column().filter(name::equals).isPresent());
    return isPlain
        ? List.of(
            ddl.renameColumn(
                table.withName(called), asFirst ? name : first, asFirst ? first : name))
        : List.of();
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
