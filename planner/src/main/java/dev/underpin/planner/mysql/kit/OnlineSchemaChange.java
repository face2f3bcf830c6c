package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether pt-online-schema-change makes a copy of a table, in place of the server: where a person
 * wants that, the table is large, and the tool does it to the letter. It gives other names to
 * constraints, moves no triggers, and skips rows that a key refuses, so tables with these are the
 * server's.
 */
public final class OnlineSchemaChange {
  /** Names that it takes as they are. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$]+");

  private final TableSteps steps;
  private final MysqlContext context;
  private final QualifiedName table;

  public OnlineSchemaChange(TableSteps steps) {
    this.steps = steps;
    this.context = steps.context;
    this.table = steps.table;
  }

  /**
   * True where the tool makes it. Where it is wanted and cannot be, a note says why.
   *
   * @param harmless false where the tool would let values or rows go that the server stops at
   */
  public boolean makes(AlterMethod method, boolean harmless) {
    boolean wanted =
        context.options().copyByTool()
            && method.locks().stopsWritersForLong()
            && method.copies()
            && context.isLarge(table);
    if (!wanted) return false;
    Optional<String> why =
        harmless ? whyNot() : Optional.of("the change might alter or lose values");
    why.ifPresent(w -> steps.sink.note(table, "is not copied by pt-online-schema-change: " + w));
    return why.isEmpty();
  }

  private Optional<String> whyNot() {
    return Stream.of(steps.oldTable(), steps.newTable())
        .flatMap(t -> ofTable(t).stream())
        .findFirst()
        .or(this::ofPlan);
  }

  private static Optional<String> ofTable(Table table) {
    if (table.primaryKey().isEmpty()) return Optional.of("the table has no primary key");
    if (!table.constraintsOf(ForeignKey.class).isEmpty())
      return Optional.of("the tool renames the foreign keys of the table");
    if (!table.constraintsOf(CheckConstraint.class).isEmpty())
      return Optional.of("the tool renames the checks of the table");
    if (table.columns().stream().anyMatch(c -> c.generated().isPresent()))
      return Optional.of("the table has generated columns");
    String engine = table.options().getOrDefault(TableOptions.ENGINE, "InnoDB");
    return engine.equalsIgnoreCase("InnoDB")
        ? Optional.empty()
        : Optional.of("its storage engine is " + engine);
  }

  private Optional<String> ofPlan() {
    if (!keys(steps.oldTable()).equals(keys(steps.newTable())))
      return Optional.of("the primary key changes in the same plan");
    Optional<String> other =
        Stream.of(context.renamed(), context.target())
            .flatMap(s -> ofSchema(s).stream())
            .findFirst();
    if (other.isPresent()) return other;
    QualifiedName live = context.live(table);
    if (!live.equals(table)) return Optional.of("the table is renamed in the same plan");
    String database = live.schema().isEmpty() ? context.catalog().database() : live.schema();
    return PLAIN.matcher(live.name()).matches() && PLAIN.matcher(database).matches()
        ? Optional.empty()
        : Optional.of("its name has characters that the tool does not accept");
  }

  private Optional<String> ofSchema(Schema schema) {
    for (Table other : schema.tables().values()) {
      if (other.constraintsOf(ForeignKey.class).stream()
          .anyMatch(k -> k.references().equals(table)))
        return Optional.of("foreign keys of " + other.name() + " reference the table");
    }
    boolean triggers =
        schema.objects().values().stream()
            .anyMatch(
                o ->
                    o.kind() == SchemaObject.Kind.TRIGGER
                        && o.table().filter(table::equals).isPresent());
    return triggers ? Optional.of("the table has triggers") : Optional.empty();
  }

  private static List<IndexKey> keys(Table table) {
    return table.primaryKey().map(PrimaryKey::keys).orElse(List.of());
  }
}
