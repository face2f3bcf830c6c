package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
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
    boolean wanted = context.options().copyByTool() && blocks(method) && context.isLarge(table);
    if (!wanted) return false;
    Optional<String> why = obstacle(harmless);
    why.ifPresent(w -> steps.sink.note(table, "is not copied by pt-online-schema-change: " + w));
    return why.isEmpty();
  }

  /** True where a person wants the tool for a column that says {@code online: true}. */
  public boolean isWantedInUse(AlterMethod method, boolean harmless) {
    return context.options().copyByTool() && method.copies() && obstacle(harmless).isEmpty();
  }

  /**
   * The same for a column that says {@code online: true} and cannot change through a second column:
   * where the tool cannot make it either, the plan says so.
   */
  public boolean makesInUse(AlterMethod method, boolean harmless, Column before, Column after) {
    if (!method.locks().stopsWritersForLong()) return false;
    Optional<String> why =
        method.copies() ? obstacle(harmless) : Optional.of("the server changes it in place");
    why.ifPresent(w -> refuse(before, after, harmless, w));
    return why.isEmpty();
  }

  private void refuse(Column before, Column after, boolean harmless, String why) {
    Optional<String> obstacle =
        new TypeObstacles(steps, steps.oldTable(), before, after)
            .first()
            .filter(o -> harmless && !o.equals(why));
    String both =
        obstacle
            .map(o -> "a second column cannot replace it, since " + o + "; and")
            .orElse("writers wait for the server, and");
    String all = both + " pt-online-schema-change cannot make it, since " + why;
    steps.sink.refuse(
        harmless && steps.oldTable().primaryKey().isPresent() && isInForeignKey(before)
            ? InUseRefusals.keyTypeChange(table, after, all)
            : InUseRefusals.typeChange(table, after, all));
  }

  private boolean isInForeignKey(Column column) {
    return RenameObstacles.renaming(steps.oldTable(), column.name(), context)
        == Operation.RENAME_REFERENCED_COLUMN;
  }

  private static boolean blocks(AlterMethod method) {
    return method.locks().stopsWritersForLong() && method.copies();
  }

  private Optional<String> obstacle(boolean harmless) {
    Stream<Optional<String>> reasons =
        harmless ? reasons() : Stream.of(reason(true, "the change might alter or lose values"));
    return reasons.flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> reason(boolean applies, String reason) {
    return applies ? Optional.of(reason) : Optional.empty();
  }

  private Stream<Optional<String>> reasons() {
    QualifiedName live = context.live(table);
    String database = live.schema().isEmpty() ? context.catalog().database() : live.schema();
    boolean plain = PLAIN.matcher(live.name()).matches() && PLAIN.matcher(database).matches();
    boolean sameKey = keys(steps.oldTable()).equals(keys(steps.newTable()));
    return Stream.of(
            Stream.of(steps.oldTable(), steps.newTable()).flatMap(OnlineSchemaChange::ofTable),
            Stream.of(reason(!sameKey, "the primary key changes in the same plan")),
            Stream.of(context.renamed(), context.target()).flatMap(this::ofSchema),
            Stream.of(
                reason(!live.equals(table), "the table is renamed in the same plan"),
                reason(!plain, "its name has characters that the tool does not accept")))
        .flatMap(s -> s);
  }

  private static Stream<Optional<String>> ofTable(Table table) {
    boolean foreignKeys = !table.constraintsOf(ForeignKey.class).isEmpty();
    boolean checks = !table.constraintsOf(CheckConstraint.class).isEmpty();
    boolean generated = table.columns().stream().anyMatch(c -> c.generated().isPresent());
    String engine = table.options().getOrDefault(TableOptions.ENGINE, "InnoDB");
    return Stream.of(
        reason(table.primaryKey().isEmpty(), "the table has no primary key"),
        reason(foreignKeys, "the tool renames the foreign keys of the table"),
        reason(checks, "the tool renames the checks of the table"),
        reason(generated, "the table has generated columns"),
        reason(!engine.equalsIgnoreCase("InnoDB"), "its storage engine is " + engine));
  }

  private Stream<Optional<String>> ofSchema(Schema schema) {
    Optional<String> referenced =
        schema.tables().values().stream()
            .filter(
                t ->
                    t.constraintsOf(ForeignKey.class).stream()
                        .anyMatch(k -> k.references().equals(table)))
            .map(t -> "foreign keys of " + t.name() + " reference the table")
            .findFirst();
    boolean triggers =
        schema.objects().values().stream()
            .filter(o -> o.kind() == SchemaObject.Kind.TRIGGER)
            .anyMatch(o -> o.table().filter(table::equals).isPresent());
    return Stream.of(referenced, reason(triggers, "the table has triggers"));
  }

  private static List<IndexKey> keys(Table table) {
    return table.primaryKey().map(PrimaryKey::keys).orElse(List.of());
  }
}
