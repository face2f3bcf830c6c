package dev.underpin.runner.history;

import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Project;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TrashItem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads from the history which project has made what. */
public final class ProjectReader {
  private static final String MINE = "\0mine";
  static final String ALL = "%";

  private ProjectReader() {}

  /** An entry of any project. */
  private record Entry(String seq, String id, HistoryEntry.State state, String token) {}

  /** What belongs to the project that works on the database. */
  public static Ownership ownership(Database database) {
    return database.asking(() -> read(database));
  }

  private static Ownership read(Database database) throws SQLException {
    Project project = database.project();
    Ownership nothing = new Ownership(true, Set.of(), new TreeMap<>());
    if (!database.engineRunner().historyExists(database.connection()))
      return project.onlyListed() ? nothing : Ownership.EVERYTHING;
    Map<String, String> names = names(database);
    if (!project.onlyListed() && project.name().isEmpty() && names.isEmpty())
      return Ownership.EVERYTHING;
    Map<String, String> changed = values(database, HistoryTables.changed(ALL));
    Map<SchemaPart, String> owners = new HashMap<>();
    boolean complete = true;
    for (Entry entry : entries(database)) {
      if (entry.state() == HistoryEntry.State.ROLLED_BACK) continue;
      String name = names.getOrDefault(HistoryTables.project(entry.seq()), "");
      boolean own = project.has(name, entry.id());
      Optional<PartMarks> marks =
          Optional.ofNullable(changed.get(HistoryTables.changed(entry.seq())))
              .map(PartMarks::parse);
      if (marks.isEmpty() && own && project.onlyListed())
        marks = EarlierEntries.changed(database, entry.seq());
      if (marks.isEmpty()) complete &= !own;
      else follow(marks.get(), own ? MINE : name, entry.state(), owners);
    }
    Set<SchemaPart> own = new HashSet<>();
    TreeMap<SchemaPart, String> others = new TreeMap<>();
    owners.forEach(
        (part, owner) -> {
          if (owner.equals(MINE)) own.add(part);
          else others.put(part, owner);
        });
    // Of some entries of earlier versions nobody knows what they have made.
    return new Ownership(project.onlyListed() && complete, own, others);
  }

  /** Until a migration is applied, what it drops may still be there. */
  private static void follow(
      PartMarks changed, String owner, HistoryEntry.State state, Map<SchemaPart, String> owners) {
    changed
        .marks()
        .forEach(
            (part, mark) -> {
              if (mark.isAbsent() && state != HistoryEntry.State.PARTIAL) owners.remove(part);
              else owners.put(part, owner);
            });
  }

  /** What entries of the project have changed that do not say so yet, by the entry's number. */
  public static Map<Long, PartMarks> unsaid(Database database) {
    return database.asking(
        () -> {
          Map<Long, PartMarks> unsaid = new TreeMap<>();
          if (!database.project().onlyListed()) return unsaid;
          Set<String> said = values(database, HistoryTables.changed(ALL)).keySet();
          for (String seq : ownEntries(database)) {
            if (said.contains(HistoryTables.changed(seq))) continue;
            EarlierEntries.changed(database, seq)
                .ifPresent(marks -> unsaid.put(Long.valueOf(seq), marks));
          }
          return unsaid;
        });
  }

  /** How many migrations other projects have in force, by the name of the project. */
  public static SortedMap<String, Integer> others(Database database) {
    return database.asking(
        () -> {
          TreeMap<String, Integer> numbers = new TreeMap<>();
          if (!database.engineRunner().historyExists(database.connection())) return numbers;
          Map<String, String> names = names(database);
          for (Entry entry : entries(database)) {
            String name = names.getOrDefault(HistoryTables.project(entry.seq()), "");
            boolean inForce = entry.state() != HistoryEntry.State.ROLLED_BACK;
            if (inForce && !database.project().has(name, entry.id()))
              numbers.merge(name, 1, Integer::sum);
          }
          return numbers;
        });
  }

  /** The numbers of the entries of the project. */
  static List<String> ownEntries(Database database) throws SQLException {
    Map<String, String> names = names(database);
    return entries(database).stream()
        .filter(
            e -> {
              String name = names.getOrDefault(HistoryTables.project(e.seq()), "");
              return database.project().has(name, e.id());
            })
        .map(Entry::seq)
        .toList();
  }

  /** A catalog without what other projects have put into the trash. */
  public static Catalog withOwnTrash(Database database, Catalog catalog) {
    if (catalog.trash().isEmpty()) return catalog;
    Set<String> others = database.asking(() -> otherTokens(database));
    if (others.isEmpty()) return catalog;
    Predicate<TrashItem> own =
        item ->
            TrashNames.token(item.column().orElse(item.table().name()))
                .filter(others::contains)
                .isEmpty();
    return catalog.withTrash(catalog.trash().stream().filter(own).toList());
  }

  private static Set<String> otherTokens(Database database) throws SQLException {
    if (!database.engineRunner().historyExists(database.connection())) return Set.of();
    Map<String, String> names = names(database);
    if (names.isEmpty() && database.project().name().isEmpty()) return Set.of();
    Set<String> own = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Entry entry : entries(database)) {
      String name = names.getOrDefault(HistoryTables.project(entry.seq()), "");
      Set<String> tokens = database.project().has(name, entry.id()) ? own : others;
      tokens.add(entry.token());
      tokens.add(TrashNames.backToken(entry.token()));
    }
    others.removeAll(own);
    return others;
  }

  /** The names of the projects, by the key of the entry; nothing for one without a name. */
  static Map<String, String> names(Database database) throws SQLException {
    return values(database, HistoryTables.project(ALL));
  }

  static Map<String, String> values(Database database, String key) throws SQLException {
    HistoryTables tables = new HistoryTables(database);
    String sql =
        tables.select(tables.models(), List.of("hash", "model"))
            + " WHERE hash LIKE '%s'".formatted(key);
    Map<String, String> values = new HashMap<>();
    for (List<Optional<String>> row :
        new DamagedHistory(database)
            .asking(tables.models(), () -> Sql.rows(database.connection(), sql)))
      values.put(row.get(0).orElse(""), row.get(1).orElse(""));
    return values;
  }

  private static List<Entry> entries(Database database) throws SQLException {
    HistoryTables tables = new HistoryTables(database);
    String sql =
        tables.select(tables.migrations(), List.of("seq", "id", "state", "token"))
            + " ORDER BY "
            + tables.column("seq");
    DamagedHistory damage = new DamagedHistory(database);
    List<Entry> entries = new ArrayList<>();
    for (List<Optional<String>> row :
        damage.asking(tables.migrations(), () -> Sql.rows(database.connection(), sql))) {
      List<String> texts = row.stream().map(value -> value.orElse("")).toList();
      String named = "seq %s (%s)".formatted(texts.get(0), texts.get(1));
      entries.add(damage.reading(tables.migrations(), named, () -> entry(texts)));
    }
    return entries;
  }

  private static Entry entry(List<String> row) {
    HistoryEntry.State state = HistoryEntry.State.valueOf(row.get(2).toUpperCase(Locale.ROOT));
    return new Entry(row.get(0), row.get(1), state, row.get(3));
  }
}
