package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sequence that numbers the rows of a column: an identity's, or a serial column's own. */
public record ColumnSequence(
    PostgresContext context, QualifiedName table, Column column, QualifiedName name) {
  public boolean isSerial() {
    return isSerial(column);
  }

  public static boolean isSerial(Column column) {
    return column.identity().filter(i -> i.kind() == Identity.Kind.SERIAL).isPresent();
  }

  /** A serial column's sequence goes to the trash without the column. */
  public List<String> in(Trash trash) {
    List<String> statements = new ArrayList<>(List.of(trash.create()));
    statements.add(ddl().ownedByNone(name));
    statements.addAll(trash.move(Trash.Kind.SEQUENCE, name));
    return statements;
  }

  /** A serial column's sequence comes from the trash, and numbers the column again. */
  public List<String> out() {
    List<String> statements = new ArrayList<>(context.trash().out(Trash.Kind.SEQUENCE, name));
    statements.addAll(numberRows());
    return statements;
  }

  /** A sequence becomes the column's own, and the column's default takes its next number. */
  public List<String> numberRows() {
    return List.of(
        ddl().ownedBy(name, table, column.name()),
        ddl().alterColumn(table, column.name(), "SET DEFAULT {}", next()));
  }

  /** The next number. */
  public SqlText next() {
    return ddl().fragment("nextval({}::regclass)", new Literal(ddl().name(name)));
  }

  /** The sequence gets another name in its namespace. */
  public static String rename(PostgresContext context, QualifiedName sequence, String to) {
    return context.ddl().sql("ALTER SEQUENCE {} RENAME TO {}", sequence, to);
  }

  /**
   * Where the sequence is said to end, the rows that are more than it has numbers, for a new
   * column.
   */
  public Optional<DataCheck> numbersEnd() {
    SequenceOptions options = column.identity().orElseThrow().sequence();
    long by = options.increment().orElse(1L);
    Optional<Long> last = by < 0 ? options.min() : options.max();
    if (last.isEmpty() || options.cycle() || context.isEmpty(table)) return Optional.empty();
    long numbers = (last.get() - first(options)) / by + 1;
    return Optional.of(
        new DataCheck(
            "numbers:" + table + "." + column.name(),
            table,
            CheckTexts.numbersEnd(column.name(), numbers),
            ddl().sql("SELECT ctid::text FROM {} OFFSET {}", table, numbers),
            CheckTexts.changeRowsOr("the sequence of " + column.name())));
  }

  /**
   * The next number is the sequence's next beyond those of the rows; where the sequence ends before
   * that, it is at its end.
   */
  public String advance(SequenceOptions options) {
    return advance(options, ddl().fragment("{}", first(options)));
  }

  /** The same, and not before the number that a sequence would give next. */
  public String advance(SequenceOptions options, QualifiedName after) {
    long by = options.increment().orElse(1L);
    return advance(
        options,
        ddl()
            .fragment(
                "(SELECT last_value + CASE WHEN is_called THEN {} ELSE 0 END FROM {})", by, after));
  }

  private static long first(SequenceOptions options) {
    boolean descending = options.increment().filter(i -> i < 0).isPresent();
    return options
        .start()
        .or(descending ? options::max : options::min)
        .orElse(descending ? -1L : 1L);
  }

  private String advance(SequenceOptions options, SqlText first) {
    long by = options.increment().orElse(1L);
    boolean descending = by < 0;
    long last =
        descending
            ? options.min().orElseGet(() -> TypeConversion.lowest(column.type()))
            : options.max().orElseGet(() -> TypeConversion.highest(column.type()));
    SqlText call =
        ddl()
            .fragment(
                descending
                    ? "setval({}::regclass, greatest(next, {})::bigint, next < {})"
                    : "setval({}::regclass, least(next, {})::bigint, next > {})",
                new Literal(ddl().name(name)),
                last,
                last);
    return ddl().sql("SELECT {} FROM ({}) AS numbers", call, numbers(by, first));
  }

  /** The next number after those of the rows, a whole number of increments from the first. */
  private SqlText numbers(long by, SqlText first) {
    String name = column.name();
    if (by == 1)
      return ddl()
          .fragment(
              "SELECT greatest(max({})::numeric + 1, {}) AS next FROM {}", name, first, table);
    if (by == -1)
      return ddl()
          .fragment("SELECT least(min({})::numeric - 1, {}) AS next FROM {}", name, first, table);
    return ddl()
        .fragment(
            by > 0
                ? "SELECT {} + {} * greatest(ceil((max({})::numeric + 1 - {}) / {}), 0) AS next FROM {}"
                : "SELECT {} + {} * greatest(ceil((min({})::numeric - 1 - {}) / {}), 0) AS next FROM {}",
            first,
            by,
            name,
            first,
            by,
            table);
  }

  private PostgresDdl ddl() {
    return context.ddl();
  }
}
