package dev.underpin.introspect;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A catalog that was read of a part ({@link Scope#only}). Put into the whole that was read before,
 * it is the whole as it is now, where nothing else changed.
 *
 * @param part what was read
 * @param only what was looked at
 */
public record CatalogPart(Catalog part, Scope.Only only) {
  /** The whole: the tables that were read, and of all others what is known of them. */
  public Catalog into(Catalog whole, Dialect dialect) {
    Schema before = whole.schema();
    Schema now = part.schema();
    Schema schema =
        new Schema(
            now.namespaces(),
            with(before.tables(), this::isRead, now.tables()),
            now.enums(),
            with(sequencesOfOthers(before), name -> false, now.sequences()),
            only.objects() ? now.objects() : before.objects(),
            with(before.access(), isReadAccess(before, dialect), now.access()),
            now.namespaceComments(),
            before.unmanaged());
    return new Catalog(
        whole.engine(),
        whole.database(),
        whole.defaultNamespace(),
        dialect.normalizeObjects(schema),
        facts(whole),
        trash(whole),
        whole.notes(),
        part.collations(),
        whole.broken(),
        whole.roles(),
        whole.namespaces());
  }

  private boolean isRead(QualifiedName table) {
    return only.tables().contains(table.name());
  }

  private static <K, V> TreeMap<K, V> with(
      SortedMap<K, V> before, Predicate<K> isRead, SortedMap<K, V> now) {
    TreeMap<K, V> all = new TreeMap<>(before);
    all.keySet().removeIf(isRead);
    all.putAll(now);
    return all;
  }

  private SortedMap<QualifiedName, Sequence> sequencesOfOthers(Schema before) {
    TreeMap<QualifiedName, Sequence> others = new TreeMap<>(before.sequences());
    others
        .values()
        .removeIf(
            s ->
                isRead(s.name())
                    || s.owner().filter(o -> only.tables().contains(o.table())).isPresent());
    return others;
  }

  /** Access to views is always read, and that to tables and sequences as these are. */
  private Predicate<Access.Key> isReadAccess(Schema before, Dialect dialect) {
    Set<QualifiedName> sequences = new HashSet<>();
    for (Sequence sequence : before.sequences().values())
      if (sequence.owner().filter(o -> only.tables().contains(o.table())).isPresent())
        sequences.add(sequence.name());
    for (Table table : before.tables().values())
      if (isRead(table.name())) sequences.addAll(sequences(table, dialect));
    return key ->
        switch (key.word()) {
          case Access.TABLE -> isRead(key.name()) || isView(before, key.name());
          case Access.SEQUENCE -> isRead(key.name()) || sequences.contains(key.name());
          default -> true;
        };
  }

  private static boolean isView(Schema before, QualifiedName name) {
    for (Kind kind : List.of(Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.FOREIGN_TABLE))
      if (before.objects().containsKey(new SchemaObject.Key(kind, "", name))) return true;
    return false;
  }

  private static Set<QualifiedName> sequences(Table table, Dialect dialect) {
    Set<QualifiedName> sequences = new HashSet<>();
    table
        .columns()
        .forEach(
            column -> {
              Optional<Identity> identity = column.identity();
              identity
                  .flatMap(i -> i.sequence().name())
                  .or(
                      () ->
                          identity.flatMap(
                              i -> dialect.defaultSequenceName(table.name(), column.name(), i)))
                  .ifPresent(sequences::add);
            });
    return sequences;
  }

  private Map<QualifiedName, TableFacts> facts(Catalog whole) {
    Map<QualifiedName, TableFacts> facts = new HashMap<>(whole.tables());
    facts.keySet().removeIf(this::isRead);
    facts.putAll(part.tables());
    return facts;
  }

  private List<TrashItem> trash(Catalog whole) {
    List<TrashItem> trash = new ArrayList<>(part.trash());
    Set<QualifiedName> read = new HashSet<>();
    part.trash().forEach(item -> read.add(item.table()));
    for (TrashItem item : whole.trash())
      if (!isRead(item.table()) && !read.contains(item.table())) trash.add(item);
    return trash;
  }
}
