package dev.underpin.schema.declared;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The reference rows that migrations have written: what a later plan may delete. A row that was in
 * the table before, and that no migration has changed, is not among them.
 *
 * @param tables by the names that tables and columns had after the last of these migrations
 */
public record SeededRows(Map<QualifiedName, Seed> tables) {
  /** No row. */
  public static final SeededRows NONE = new SeededRows(Map.of());

  private static final Location NOWHERE = new Location("", 0, 0, "");

  public SeededRows {
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
  }

  /**
   * What one migration does to one row.
   *
   * @param key the columns that tell the rows of the table apart
   * @param gone true where the row is no longer a reference row; it has its key alone then
   */
  public record Entry(QualifiedName table, List<String> key, Seed.Row row, boolean gone) {
    public Entry {
      key = List.copyOf(key);
    }
  }

  /** A row of these values. */
  public static Seed.Row row(Map<String, SeedValue> values) {
    return new Seed.Row(values, NOWHERE);
  }

  /** Rows of a table. */
  public static Seed seed(QualifiedName table, List<String> key, List<Seed.Row> rows) {
    return new Seed(table, key, rows, false, NOWHERE);
  }

  /** The rows of a table. */
  public Optional<Seed> of(QualifiedName table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** What is left after a migration. */
  public SeededRows after(Collection<Entry> entries) {
    if (entries.isEmpty()) return this;
    TreeMap<QualifiedName, Seed> after = new TreeMap<>(tables);
    Map<QualifiedName, Map<List<SeedValue>, Seed.Row>> rows = new TreeMap<>();
    for (Entry entry : entries) {
      Seed known = after.get(entry.table());
      Seed seed =
          known == null || !known.key().equals(entry.key())
              ? seed(entry.table(), entry.key(), List.of())
              : known;
      if (known != seed) {
        after.put(entry.table(), seed);
        rows.remove(entry.table());
      }
      Map<List<SeedValue>, Seed.Row> its =
          rows.computeIfAbsent(entry.table(), table -> byIdentity(seed));
      List<SeedValue> identity = seed.identity(entry.row());
      if (entry.gone()) its.remove(identity);
      else its.put(identity, entry.row());
    }
    rows.forEach(
        (table, its) ->
            after.put(
                table,
                seed(
                    table,
                    Objects.requireNonNull(after.get(table)).key(),
                    List.copyOf(its.values()))));
    after.values().removeIf(seed -> seed.rows().isEmpty());
    return new SeededRows(after);
  }

  /** The rows by what tells them apart, in their order. */
  public static Map<List<SeedValue>, Seed.Row> byIdentity(Seed seed) {
    Map<List<SeedValue>, Seed.Row> rows = new java.util.LinkedHashMap<>();
    for (Seed.Row row : seed.rows()) rows.put(seed.identity(row), row);
    return rows;
  }

  /** The entries of a migration that leads from these rows to others. */
  public List<Entry> to(SeededRows later) {
    List<Entry> entries = new ArrayList<>();
    for (Seed seed : tables.values()) {
      Optional<Seed> then = later.of(seed.table()).filter(t -> t.key().equals(seed.key()));
      Set<List<SeedValue>> kept =
          then.map(t -> (Set<List<SeedValue>>) new HashSet<>(byIdentity(t).keySet()))
              .orElse(Set.of());
      for (Seed.Row row : seed.rows())
        if (!kept.contains(seed.identity(row)))
          entries.add(new Entry(seed.table(), seed.key(), onlyKey(seed, row), true));
    }
    for (Seed seed : later.tables().values()) {
      Map<List<SeedValue>, Seed.Row> before =
          of(seed.table())
              .filter(t -> t.key().equals(seed.key()))
              .map(SeededRows::byIdentity)
              .orElse(Map.of());
      for (Seed.Row row : seed.rows()) {
        Seed.Row known = before.get(seed.identity(row));
        if (known == null || !known.values().equals(row.values()))
          entries.add(new Entry(seed.table(), seed.key(), row, false));
      }
    }
    return entries;
  }

  private static Seed.Row onlyKey(Seed seed, Seed.Row row) {
    Map<String, SeedValue> values = new TreeMap<>(row.values());
    values.keySet().retainAll(seed.key());
    return row(values);
  }
}
