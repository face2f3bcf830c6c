package dev.underpin.dialect.mysql.traits;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.dialect.mysql.references.NameReferences;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of a table decides how a server can change it. */
public enum TableTrait {
  /** It has a full text index, and with it a hidden column. */
  FULL_TEXT(Matters.ON_BOTH),
  /** Its pages are compressed. */
  COMPRESSED(Matters.ON_BOTH),
  /** It has a column that is computed when it is read. */
  VIRTUAL_COLUMN(Matters.ON_BOTH),
  /** Such a column is part of a key. */
  VIRTUAL_KEY(Matters.ON_MARIADB),
  /** It has a column whose computed value is stored. */
  STORED_COLUMN(Matters.ON_MARIADB),
  /** An index is on an expression, and with it a hidden column. */
  EXPRESSION_KEY(Matters.ON_MYSQL),
  /** An enforced check is on a type that MySQL always takes for changed. */
  RECHECKED(Matters.ON_MYSQL),
  /** The server may fail to drop a column instantly, because of its name ({@link InstantDrops}). */
  LONG_COLUMN_NAME(Matters.ON_MYSQL),
  /** Its rows change with those that they refer to. */
  CHANGED_BY_FOREIGN_KEY(Matters.ON_MARIADB),
  /**
   * A unique key is too long for an index, for which MariaDB has a hidden column, or is without
   * overlaps: nearly every change copies the table.
   */
  HASH_KEY(Matters.ON_MARIADB),
  /** Its storage engine is not InnoDB. */
  OTHER_ENGINE(Matters.ON_BOTH);

  /**
   * Found by trying each type on 8.0 and 9.7: times, enums, sets, and texts and blobs of another
   * length than the usual.
   */
  private static final Pattern SEEM_CHANGED =
      Pattern.compile("date|time|datetime|timestamp|enum|set|(tiny|medium|long)(text|blob)");

  /** On which of the two a change is made in another way because of it. */
  private enum Matters {
    ON_MYSQL,
    ON_MARIADB,
    ON_BOTH
  }

  private final Matters matters;

  TableTrait(Matters matters) {
    this.matters = matters;
  }

  /** The traits that the table has in one of these states. */
  public static Set<TableTrait> of(List<Table> states, MysqlFlavor flavor) {
    EnumSet<TableTrait> traits = EnumSet.noneOf(TableTrait.class);
    for (Table table : states) {
      for (TableTrait trait : values())
        if (trait.matters(flavor) && !trait.parts(table).isEmpty()) traits.add(trait);
    }
    return traits;
  }

  /**
   * The traits of a table, one a line. MySQL keeps hidden and virtual columns in an order, and a
   * plan drops the checks that it knows before it renames a column: there the names count too.
   */
  public static String text(Table table, MysqlFlavor flavor) {
    List<String> lines = new ArrayList<>();
    for (TableTrait trait : values()) {
      Set<String> parts = trait.matters(flavor) ? trait.parts(table) : Set.of();
      boolean named =
          !flavor.isMariaDb()
              && (trait == VIRTUAL_COLUMN || trait == EXPRESSION_KEY || trait == RECHECKED);
      if (!parts.isEmpty())
        lines.add(trait.name().toLowerCase(Locale.ROOT) + (named ? " " + parts : ""));
    }
    return String.join("\n", lines);
  }

  private boolean matters(MysqlFlavor flavor) {
    return matters == Matters.ON_BOTH || flavor.isMariaDb() == (matters == Matters.ON_MARIADB);
  }

  private static boolean isWithoutOverlaps(Constraint constraint) {
    return constraint.options().containsKey(IndexOptions.WITHOUT_OVERLAPS);
  }

  /** The names of the parts because of which the table has the trait. */
  private Set<String> parts(Table table) {
    Set<String> parts = new TreeSet<>();
    switch (this) {
      case FULL_TEXT ->
          table.indexes().stream()
              .filter(i -> i.method().equals(IndexOptions.FULLTEXT))
              .forEach(i -> parts.add(i.name()));
      case COMPRESSED -> {
        if ("compressed".equals(table.options().get(TableOptions.ROW_FORMAT)))
          parts.add(TableOptions.ROW_FORMAT);
        if (table.options().containsKey(TableOptions.KEY_BLOCK_SIZE))
          parts.add(TableOptions.KEY_BLOCK_SIZE);
      }
      case VIRTUAL_COLUMN -> generated(table, false).forEach(parts::add);
      case VIRTUAL_KEY ->
          generated(table, false).filter(keyColumns(table)::contains).forEach(parts::add);
      case STORED_COLUMN -> generated(table, true).forEach(parts::add);
      case EXPRESSION_KEY -> {
        table.indexes().stream()
            .filter(i -> isOnExpression(i.keys()))
            .forEach(i -> parts.add(i.name()));
        table.constraintsOf(UniqueConstraint.class).stream()
            .filter(c -> isOnExpression(c.keys()))
            .forEach(c -> parts.add(name(c)));
      }
      case RECHECKED ->
          table.constraintsOf(CheckConstraint.class).stream()
              .filter(c -> isRechecked(table, c))
              .forEach(c -> parts.add(name(c)));
      case LONG_COLUMN_NAME ->
          table.columns().stream()
              .map(Column::name)
              .filter(InstantDrops::mayFailInTrash)
              .forEach(parts::add);
      case CHANGED_BY_FOREIGN_KEY ->
          table.constraintsOf(ForeignKey.class).stream()
              .filter(TableTrait::changesRows)
              .forEach(c -> parts.add(name(c)));
      case HASH_KEY ->
          table.constraints().stream()
              .filter(c -> KeyLength.isHashed(table, c) || isWithoutOverlaps(c))
              .forEach(c -> parts.add(name(c)));
      case OTHER_ENGINE -> {
        if (table.options().containsKey(TableOptions.ENGINE)) parts.add(TableOptions.ENGINE);
      }
    }
    return parts;
  }

  private static String name(Constraint constraint) {
    return constraint.name().orElse("");
  }

  private static Stream<String> generated(Table table, boolean stored) {
    return table.columns().stream()
        .filter(c -> c.generated().filter(g -> g.stored() == stored).isPresent())
        .map(Column::name);
  }

  private static Set<String> keyColumns(Table table) {
    Set<String> columns = new HashSet<>();
    for (Index index : table.indexes()) columns.addAll(index.columns());
    for (Constraint constraint : table.constraints()) columns.addAll(constraint.columns());
    return columns;
  }

  /** True where one of the keys is an expression. */
  public static boolean isOnExpression(List<IndexKey> keys) {
    return keys.stream().anyMatch(k -> k.expression().isPresent());
  }

  /** True for a check because of which a column that is restated costs a copy. */
  public static boolean isRechecked(Table table, CheckConstraint check) {
    return !CheckOptions.isNotEnforced(check)
        && table.columns().stream()
            .filter(c -> TypeName.parse(c.type()).filter(TableTrait::seemsChanged).isPresent())
            .anyMatch(c -> NameReferences.ofColumn(check.expression().written(), c.name()));
  }

  private static boolean seemsChanged(TypeName type) {
    return SEEM_CHANGED.matcher(type.base()).matches();
  }

  /** True for a key by which a change of its parent changes its rows. */
  public static boolean changesRows(ForeignKey key) {
    return key.onDelete().changesRows() || key.onUpdate().changesRows();
  }
}
