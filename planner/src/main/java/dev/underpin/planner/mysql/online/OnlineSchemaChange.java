package dev.underpin.planner.mysql.online;

import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether pt-online-schema-change makes a copy of a table, in place of the server: where a person
 * wants that, the table is large, and the tool does it to the letter. It gives other names to
 * constraints, moves no triggers, and skips rows that a key refuses, so tables with these are the
 * server's.
 */
public final class OnlineSchemaChange {
  /** What its way of naming a table takes as it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$]+");

  private final MysqlContext context;
  private final StepSink sink;
  private final Table was;
  private final Table becomes;

  public OnlineSchemaChange(MysqlContext context, StepSink sink, Table was, Table becomes) {
    this.context = context;
    this.sink = sink;
    this.was = was;
    this.becomes = becomes;
  }

  /**
   * True where the tool makes it. Where it is wanted and cannot be, a note says why.
   *
   * @param harmless false where the tool would let values or rows go that the server stops at
   */
  public boolean makes(AlterMethod way, boolean harmless) {
    boolean wanted =
        context.options().copyByTool()
            && way.locks().stopsWritersForLong()
            && way.copies()
            && context.isLarge(was.name());
    if (!wanted) return false;
    Optional<String> why =
        harmless ? whyNot() : Optional.of("the change might alter or lose values");
    why.ifPresent(w -> sink.note(becomes.name(), "is not copied by pt-online-schema-change: " + w));
    return why.isEmpty();
  }

  private Optional<String> whyNot() {
    QualifiedName live = context.live(was.name());
    for (Table table : List.of(was, becomes)) {
      if (table.primaryKey().isEmpty()) return Optional.of("the table has no primary key");
      if (!table.constraintsOf(ForeignKey.class).isEmpty())
        return Optional.of("the tool renames the foreign keys of the table");
      if (!table.constraintsOf(CheckConstraint.class).isEmpty())
        return Optional.of("the tool renames the checks of the table");
      if (table.columns().stream().anyMatch(c -> c.generated().isPresent()))
        return Optional.of("the table has generated columns");
      String engine = table.options().getOrDefault(TableOptions.ENGINE, "InnoDB");
      if (!engine.equalsIgnoreCase("InnoDB")) return Optional.of("its storage engine is " + engine);
    }
    if (!keys(was).equals(keys(becomes)))
      return Optional.of("the primary key changes in the same plan");
    for (var schema : List.of(context.renamed(), context.target())) {
      for (Table other : schema.tables().values()) {
        if (other.constraintsOf(ForeignKey.class).stream()
            .anyMatch(k -> k.references().equals(was.name())))
          return Optional.of("foreign keys of " + other.name() + " reference the table");
      }
      for (SchemaObject object : schema.objects().values()) {
        if (object.kind() == SchemaObject.Kind.TRIGGER
            && object.table().filter(was.name()::equals).isPresent())
          return Optional.of("the table has triggers");
      }
    }
    if (!live.equals(was.name())) return Optional.of("the table is renamed in the same plan");
    String database = live.schema().isEmpty() ? context.catalog().database() : live.schema();
    return PLAIN.matcher(live.name()).matches() && PLAIN.matcher(database).matches()
        ? Optional.empty()
        : Optional.of("its name has characters that the tool does not accept");
  }

  private static List<IndexKey> keys(Table table) {
    return table.primaryKey().map(PrimaryKey::keys).orElse(List.of());
  }
}
