package dev.underpin.schema;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a migration needs and leaves: the parts that differ before and after it, and what its
 * statements mention beside those.
 *
 * <p>A table that is created, dropped, renamed or copied is needed as a whole. Of a table that is
 * changed only the parts that change are needed, the columns that the statements mention, and that
 * nobody else uses what goes or becomes something else.
 */
public final class PartComparison {
  private final Fingerprint before;
  private final Fingerprint after;
  private final Set<Kind> kinds;
  private final TreeMap<SchemaPart, Mark> needs = new TreeMap<>();
  private final TreeMap<SchemaPart, Mark> leaves = new TreeMap<>();

  /**
   * Compare.
   *
   * @param kinds the kinds of objects that the migration promises something about
   * @param copied tables of which a step makes a copy
   * @param touched objects that a step touches, though they may be the same in the end
   */
  public PartComparison(
      Fingerprint before,
      Fingerprint after,
      Set<Kind> kinds,
      Set<QualifiedName> copied,
      Set<SchemaPart> touched) {
    this.before = before;
    this.after = after;
    this.kinds = kinds;
    Set<QualifiedName> tables = new TreeSet<>(before.tables());
    tables.addAll(after.tables());
    tables.forEach(table -> compare(table, copied.contains(table)));
    Set<SchemaPart> alone = new TreeSet<>(before.types());
    alone.addAll(after.types());
    alone.removeIf(type -> before.mark(type).equals(after.mark(type)));
    alone.addAll(touched);
    alone.forEach(this::put);
    for (SchemaPart part : List.copyOf(needs.keySet())) users(part);
    // What is managed counts in every comparison, also where it does not change.
    for (Fingerprint side : List.of(before, after))
      side.access().forEach(key -> needs.putIfAbsent(SchemaPart.of(key), Mark.EXISTS));
  }

  private void compare(QualifiedName table, boolean copied) {
    Map<SchemaPart, ?> was = before.parts(table);
    Map<SchemaPart, ?> is = after.parts(table);
    if (copied || was.isEmpty() || is.isEmpty()) {
      if (copied || !was.equals(is)) put(SchemaPart.of(SchemaPart.TABLE, table));
      return;
    }
    if (was.equals(is)) return;
    Set<SchemaPart> parts = new TreeSet<>(was.keySet());
    parts.addAll(is.keySet());
    parts.removeIf(part -> before.mark(part).equals(after.mark(part)));
    parts.forEach(this::put);
  }

  private void put(SchemaPart part) {
    needs.put(part, before.mark(part));
    leaves.put(part, after.mark(part));
  }

  /** Nobody else may have begun to use what goes or becomes something else. */
  private void users(SchemaPart part) {
    if (before.mark(part).isAbsent() || part.accessKey().isPresent()) return;
    boolean stays = !after.mark(part).isAbsent();
    switch (part.kind()) {
      case SchemaPart.TABLE -> {
        if (stays) changedColumns(part.owner()).forEach(this::users);
        else needUsers(SchemaPart.of(SchemaPart.TABLE_USERS, part.owner()));
      }
      case SchemaPart.COLUMN ->
          needUsers(SchemaPart.of(SchemaPart.COLUMN_USERS, part.owner(), part.name()));
      case SchemaPart.ATTRIBUTES, SchemaPart.CONSTRAINT, SchemaPart.INDEX -> {}
      default -> {
        boolean named = part.objectKey().map(SchemaObject.Key::table).orElse("").isEmpty();
        if (named) needUsers(SchemaPart.of(SchemaPart.TYPE_USERS, part.owner()));
      }
    }
  }

  /** The columns of a table that is needed as a whole, as far as they are something else after. */
  private Set<SchemaPart> changedColumns(QualifiedName table) {
    Set<SchemaPart> columns = new TreeSet<>(before.parts(table).keySet());
    columns.removeIf(
        part ->
            !part.kind().equals(SchemaPart.COLUMN) || before.mark(part).equals(after.mark(part)));
    return columns;
  }

  private void needUsers(SchemaPart part) {
    needs.put(part, before.mark(part));
  }

  /**
   * Nothing may have come to a table because of which the server would refuse a statement.
   *
   * @param tables those that are changed in a way that not every table allows
   */
  public PartComparison changing(Set<QualifiedName> tables) {
    for (QualifiedName table : tables) {
      Mark whole = needs.get(SchemaPart.of(SchemaPart.TABLE, table));
      boolean covered = whole != null && !whole.equals(Mark.EXISTS);
      SchemaPart traits = SchemaPart.of(SchemaPart.TRAITS, table);
      Mark mark = before.mark(traits);
      if (!covered && !mark.isAbsent()) needs.put(traits, mark);
    }
    return this;
  }

  /**
   * What statements mention has to exist, and columns have to be as they were.
   *
   * @param statements the words of the statements of each step
   */
  public PartComparison mentioning(List<NameWords> statements) {
    Names names = new Names();
    before.tables().forEach(table -> names.add(SchemaPart.of(SchemaPart.TABLE, table)));
    before.types().forEach(names::add);
    before.objects().keys().stream()
        .filter(key -> key.table().isEmpty())
        .forEach(key -> names.add(SchemaPart.of(key)));
    for (NameWords words : statements)
      for (SchemaPart part : names.mentioned(words)) mention(part, words);
    return this;
  }

  private void mention(SchemaPart part, NameWords words) {
    Mark known = needs.get(part);
    if (known != null && !known.equals(Mark.EXISTS)) return;
    needs.put(part, Mark.EXISTS);
    if (!part.kind().equals(SchemaPart.TABLE)) return;
    before
        .parts(part.owner())
        .keySet()
        .forEach(
            column -> {
              if (column.kind().equals(SchemaPart.COLUMN) && words.mentions(column.name()))
                needs.putIfAbsent(column, before.mark(column));
            });
  }

  /** What the migration needs. */
  public PartMarks needs() {
    return new PartMarks(kinds, needs);
  }

  /** What it leaves of all that it changes. */
  public PartMarks leaves() {
    return new PartMarks(kinds, leaves);
  }

  /** Parts by their names, so that a text is not searched for each of ten thousand. */
  private static final class Names {
    private final Map<String, List<SchemaPart>> byWord = new HashMap<>();
    private final List<SchemaPart> others = new ArrayList<>();

    void add(SchemaPart part) {
      String name = SchemaUsers.plain(part.name()).toLowerCase(Locale.ROOT);
      if (NameWords.isWord(name)) byWord.computeIfAbsent(name, n -> new ArrayList<>()).add(part);
      else others.add(part);
    }

    Set<SchemaPart> mentioned(NameWords words) {
      Set<SchemaPart> found = new TreeSet<>();
      words.all().forEach(word -> found.addAll(byWord.getOrDefault(word, List.of())));
      others.stream().filter(part -> words.mentions(part.name())).forEach(found::add);
      return found;
    }
  }
}
