package dev.underpin.planner.recipe;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the recipes of one engine may ask while one plan is made; nothing in it changes. Recipes
 * speak of everything by its new name. Data checks run before the plan begins, when renames have
 * not happened yet, so they need the live names.
 */
public abstract class PlanningContext {
  private final PlanningInput input;
  private final SqlTemplate template;
  private final Map<QualifiedName, QualifiedName> liveTables = new HashMap<>();
  private final Map<QualifiedName, Map<String, String>> liveColumns = new HashMap<>();

  private @Nullable BackfillReads backfillReads;

  protected PlanningContext(PlanningInput input, List<Change> changes) {
    this.input = input;
    this.template = input.dialect().template(input.catalog().defaultNamespace());
    for (Change change : changes) {
      if (change instanceof Change.RenameTable r) {
        liveTables.put(r.table(), liveTables.getOrDefault(r.from(), r.from()));
      } else if (change instanceof Change.RenameColumn r) {
        Map<String, String> names =
            liveColumns.computeIfAbsent(r.table(), t -> new LinkedHashMap<>());
        names.put(r.to(), names.getOrDefault(r.from(), r.from()));
      }
    }
  }

  // --- what the plan begins with and leads to

  public Dialect dialect() {
    return input.dialect();
  }

  /** The live catalog. */
  public final Catalog catalog() {
    return input.catalog();
  }

  /** The live schema after the renames of the plan. */
  public final Schema renamed() {
    return input.renamed();
  }

  /** The desired schema. */
  public final Schema target() {
    return input.target();
  }

  public final Hints hints() {
    return input.hints();
  }

  public final PlanOptions options() {
    return input.options();
  }

  /** Eight hexadecimal digits that no other plan has. */
  public final String token() {
    return input.token();
  }

  /** The name under which something is in the trash. */
  public final String trashName(String name) {
    return input.trashName(name);
  }

  // --- how the engine says it

  /** A table's name in SQL. */
  public String name(QualifiedName name) {
    return dialect().quote(name);
  }

  /** A statement by template; see {@link SqlTemplate}. */
  public final String sql(@CompileTimeConstant String text, Object... arguments) {
    return template.sql(text, arguments);
  }

  /** A part of a statement by template. */
  public final SqlText fragment(@CompileTimeConstant String text, Object... arguments) {
    return template.fragment(text, arguments);
  }

  public final String quote(String identifier) {
    return dialect().quote(identifier);
  }

  // --- the live side

  /** The table's name as it is before the plan begins. */
  public final QualifiedName live(QualifiedName table) {
    return liveTables.getOrDefault(table, table);
  }

  /** The column's name as it is before the plan begins. */
  public final String live(QualifiedName table, String column) {
    return liveColumns.getOrDefault(table, Map.of()).getOrDefault(column, column);
  }

  /** The columns that the plan renames: the live name of each, by its new name. */
  public final Map<String, String> renamedColumns(QualifiedName table) {
    Map<String, String> names = new LinkedHashMap<>(liveColumns.getOrDefault(table, Map.of()));
    names.keySet().removeIf(c -> renamed().table(table).flatMap(t -> t.column(c)).isEmpty());
    return names;
  }

  /** The column as it is before the plan begins; absent where the plan adds it. */
  public final Optional<Column> liveColumn(QualifiedName table, String column) {
    return catalog().schema().table(live(table)).flatMap(t -> t.column(live(table, column)));
  }

  /**
   * The expression as it has to be asked before the plan begins; absent where it speaks of columns
   * that do not exist yet.
   */
  public final Optional<String> live(QualifiedName table, SqlText expression) {
    Optional<Table> live = catalog().schema().table(live(table));
    if (live.isEmpty()) return Optional.empty();
    SqlText text = expression;
    for (String column : mentioned(table, expression)) {
      String old = live(table, column);
      if (live.get().column(old).isEmpty()) return Optional.empty();
      if (!old.equals(column)) text = dialect().renameColumn(text, column, old);
    }
    return Optional.of(text.written());
  }

  public final TableFacts facts(QualifiedName table) {
    return catalog().facts(live(table));
  }

  /** True where the table is new in this plan, or known to hold no row where the plan will run. */
  public final boolean isEmpty(QualifiedName table) {
    if (renamed().table(table).isEmpty()) return true;
    return facts(table).empty() && !options().planForUnknownRows();
  }

  /** True where the table is new in this plan, or holds no row in the database of the catalog. */
  public final boolean isEmptyHere(QualifiedName table) {
    return renamed().table(table).isEmpty() || facts(table).empty();
  }

  /** True where a column is to change its type while others read and write its table. */
  public final boolean changesInUse(QualifiedName table, Column before, Column after) {
    return hints().online().contains(new ColumnRef(table, after.name()))
        && !isEmpty(table)
        && !before.type().equals(after.type());
  }

  /** True where a column is to have both names until the new application runs everywhere. */
  public final boolean renamesInUse(Change.RenameColumn change) {
    return hints().renamedInUse().contains(new ColumnRef(change.table(), change.to()))
        && !isEmpty(change.table());
  }

  /** True where a table is to have both names until the new application runs everywhere. */
  public final boolean renamesInUse(Change.RenameTable change) {
    return hints().tablesRenamedInUse().contains(change.table());
  }

  public final boolean isLarge(QualifiedName table) {
    return facts(table).bytes() >= options().largeTable();
  }

  // --- what goes, and what things mention

  /** True for a constraint that this plan drops. */
  public boolean isDropped(QualifiedName table, Constraint constraint) {
    return target().table(table).stream().noneMatch(t -> t.constraints().contains(constraint));
  }

  /** The table before and after, under its new name. */
  public final List<Table> sides(QualifiedName table) {
    List<Table> sides = new ArrayList<>(2);
    renamed().table(table).ifPresent(sides::add);
    target().table(table).ifPresent(sides::add);
    return sides;
  }

  /** The columns of a table, before or after, that an expression mentions. */
  public final Set<String> mentioned(QualifiedName table, SqlText expression) {
    Set<String> names = new LinkedHashSet<>();
    for (Table t : sides(table)) {
      for (Column column : t.columns()) {
        if (dialect().mentionsColumn(expression, column.name())) names.add(column.name());
      }
    }
    return names;
  }

  public final Set<String> mentioned(QualifiedName table, Constraint constraint) {
    Set<String> names = new LinkedHashSet<>(constraint.columns());
    names.addAll(
        constraint.match(
            PrimaryKey::include,
            UniqueConstraint::include,
            foreign -> Set.<String>of(),
            check -> mentioned(table, check.expression()),
            exclusion -> mentioned(table, exclusion.definition())));
    for (IndexKey key : constraint.keys())
      key.expression().ifPresent(e -> names.addAll(mentioned(table, e)));
    return names;
  }

  public final Set<String> mentioned(QualifiedName table, Index index) {
    Set<String> names = new LinkedHashSet<>(index.columns());
    index.keys().forEach(k -> k.expression().ifPresent(e -> names.addAll(mentioned(table, e))));
    index.where().ifPresent(w -> names.addAll(mentioned(table, w)));
    return names;
  }

  /** The declared value of a dropped column that a rollback gives to rows written since. */
  public final Optional<SqlText> backfillDown(QualifiedName table, String column) {
    return hints().backfillDown(table, column);
  }

  /**
   * The name, before it gets that of the trash, of a column that is NULL in rows that were written
   * since another column was dropped: a row that has NULL in both was written since, a row that has
   * NULL in the dropped one alone had it before.
   */
  public final String keptMark(QualifiedName table, String column) {
    StringBuilder mark = new StringBuilder(column).append("_kept");
    while (hasColumn(renamed(), table, mark) || hasColumn(target(), table, mark)) mark.append('_');
    return mark.toString();
  }

  private static boolean hasColumn(Schema schema, QualifiedName table, CharSequence name) {
    return schema.table(table).stream()
        .flatMap(t -> t.columns().stream())
        .anyMatch(c -> c.name().equalsIgnoreCase(name.toString()));
  }

  /** What the backfills of the plan read. */
  public final BackfillReads backfillReads() {
    BackfillReads known = backfillReads;
    if (known == null) backfillReads = known = new BackfillReads(this);
    return known;
  }

  // --- names

  /**
   * The name of a temporary object of its own: eight digits that depend on the plan and on what it
   * is for.
   */
  public final String temporary(String kind, String... parts) {
    int hash = (token() + "\n" + String.join("\n", parts)).hashCode();
    return "underpin_" + String.format(Locale.ROOT, "%08x", hash) + "_" + kind;
  }

  /** Where a column stands in the YAML, as a person would look for it. */
  public final String inYaml(QualifiedName table, String column) {
    return ObjectRef.table(table).column(column).without(catalog().defaultNamespace()).key();
  }
}
