package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The way into the trash and out of it, by other names. One direction of a plan uses one token:
 * what the way forward put there is still there when the rollback puts its own beside it.
 */
public final class TrashSteps {
  private final MysqlContext context;
  private final String token;

  private TrashSteps(MysqlContext context, String token) {
    this.context = context;
    this.token = token;
  }

  /** What the plan itself drops. */
  public static TrashSteps forward(MysqlContext context) {
    return new TrashSteps(context, context.token());
  }

  /** What taking the plan back drops. */
  public static TrashSteps back(MysqlContext context) {
    return new TrashSteps(context, TrashNames.backToken(context.token()));
  }

  public String name(String name) {
    return TrashNames.of(token, name, context.dialect().maxIdentifierBytes());
  }

  public QualifiedName name(QualifiedName table) {
    return table.withName(name(table.name()));
  }

  // --- columns

  /**
   * A column leaves at once, with its values: hidden from {@code SELECT *} and freed of whatever
   * could reject a row that is written without it. Where it must not be NULL it gets a default for
   * such rows, because to allow NULL would rebuild the table.
   */
  public SqlStatement in(QualifiedName table, Column column) {
    return context.alter(table, way(table, column, resting(column)), into(table, column));
  }

  /** The clause that does it. */
  public Clause into(QualifiedName table, Column column) {
    return context.alter().changeColumn(bare(table), column.name(), resting(column));
  }

  /** And comes back as it was, its check (MariaDB) with it. */
  public SqlStatement out(Table owner, Column column) {
    return context.alter(
        owner.name(), way(owner.name(), column, resting(column)), outOf(owner, column));
  }

  /** The clause that does it. */
  public Clause outOf(Table owner, Column column) {
    return context.alter().changeColumn(owner, name(column.name()), context.spoken(owner, column));
  }

  private AlterMethod way(QualifiedName table, Column column, Column resting) {
    AlterMethod way =
        context
            .way(Operation.RENAME_COLUMN, table)
            .and(context.way(Operation.CHANGE_COLUMN_ATTRIBUTES, table));
    return column.nullable() == resting.nullable()
        ? way
        : way.and(context.way(Operation.DROP_NOT_NULL, table));
  }

  private Column resting(Column column) {
    Optional<SqlText> filler =
        column.nullable() ? Optional.empty() : column.defaultValue().or(() -> filler(column));
    TreeMap<String, String> options = new TreeMap<>(column.options());
    options.remove(ColumnOptions.ON_UPDATE);
    options.put(ColumnOptions.INVISIBLE, "true");
    return column
        .withName(name(column.name()))
        .withNullable(column.nullable() || filler.isEmpty())
        .withDefault(filler)
        .withOptions(Options.copy(options));
  }

  /** A value of the column's type for rows that say nothing; absent for types that have none. */
  private static Optional<SqlText> filler(Column column) {
    Optional<TypeName> type = TypeName.parse(column.type());
    if (type.isEmpty()) return Optional.empty();
    String text =
        switch (type.get().base()) {
          case "tinyint",
              "smallint",
              "mediumint",
              "int",
              "bigint",
              "decimal",
              "float",
              "double",
              "year" ->
              "0";
          case "bit" -> "b'0'";
          case "enum" -> type.get().modifiers().get(0);
          case "date" -> "'1970-01-01'";
          case "datetime", "timestamp" -> "'1970-01-02 00:00:00'";
          case "time" -> "'00:00:00'";
          case "json" -> "'null'";
          case "uuid" -> "'00000000-0000-0000-0000-000000000000'";
          case "inet6" -> "'::'";
          case "inet4" -> "'0.0.0.0'";
          default -> type.get().isSpatial() ? "" : "''";
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(SqlText.of(text));
  }

  /** A table of that name of which a column's definition has nothing to say. */
  private static Table bare(QualifiedName table) {
    return new Table(table, List.of(), List.of(), List.of(), Optional.empty(), Options.none());
  }

  // --- tables

  /**
   * A table leaves with its rows and indexes, without the foreign keys by which it could block or
   * cascade, and without the checks whose names are the database's.
   */
  public List<SqlStatement> in(Table table) {
    List<SqlStatement> statements = new ArrayList<>();
    List<Clause> clauses = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      if (constraint instanceof ForeignKey || isNamedForAll(table, constraint))
        clauses.add(context.alter().dropConstraint(constraint));
    }
    for (Clause clause : clauses)
      statements.add(
          context.alter(
              table.name(), context.way(Operation.DROP_FOREIGN_KEY, table.name()), clause));
    statements.add(context.alter().renameTable(table.name(), name(table.name())));
    return statements;
  }

  /** And comes back, by then without foreign keys: these are steps of their own. */
  public List<SqlStatement> out(Table table) {
    List<SqlStatement> statements = new ArrayList<>();
    statements.add(context.alter().renameTable(name(table.name()), table.name()));
    for (Constraint constraint : table.constraints()) {
      if (isNamedForAll(table, constraint))
        statements.add(
            context.alter(
                table.name(),
                context.way(Operation.ADD_CHECK, table.name()),
                context.alter().addConstraint(constraint)));
    }
    return statements;
  }

  private boolean isNamedForAll(Table table, Constraint constraint) {
    if (!(constraint instanceof CheckConstraint)
        || !context.dialect().flavor().checkNamesAreGlobal()) return false;
    // Those that are named after the table follow it by themselves.
    return context.dialect().renamed(table, name(table.name())).constraints().contains(constraint);
  }
}
