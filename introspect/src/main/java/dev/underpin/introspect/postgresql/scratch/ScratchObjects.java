package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The types, collations and routines that tables name and that are not there as they are to be.
 * Copies of them are made in the temporary namespace before the tables, whose texts name the
 * copies.
 */
final class ScratchObjects {
  private static final Set<Kind> KINDS =
      EnumSet.of(
          Kind.COLLATION,
          Kind.DOMAIN,
          Kind.COMPOSITE_TYPE,
          Kind.RANGE_TYPE,
          Kind.FUNCTION,
          Kind.AGGREGATE,
          Kind.CAST,
          Kind.TEXT_SEARCH_DICTIONARY,
          Kind.TEXT_SEARCH_CONFIGURATION);

  private final Schema desired;
  private final Schema there;
  private final ScratchTypes types;
  private final ScratchNames names;
  private final List<SchemaObject> changed;

  ScratchObjects(Schema desired, Schema there, String searched, ScratchTypes types) {
    this.desired = desired;
    this.there = there;
    this.types = types;
    this.names = new ScratchNames(searched);
    this.changed =
        desired.objects().values().stream()
            .filter(o -> KINDS.contains(o.kind()))
            .filter(o -> !o.equals(there.objects().get(o.key())))
            .filter(o -> o.kind() != Kind.CAST || !there.objects().containsKey(o.key()))
            .toList();
  }

  /** True for a kind of which copies are made. */
  static boolean isCopied(Kind kind) {
    return KINDS.contains(kind);
  }

  /** The enums to copy. */
  List<EnumType> enums() {
    return types.copies();
  }

  /** The names of what is not there as it is to be, without namespace and arguments. */
  Set<String> changed() {
    Set<String> plain = new HashSet<>();
    for (SchemaObject object : changed)
      plain.add(ScratchNames.plain(object.kind(), object.name()).name());
    return plain;
  }

  /**
   * Makes what some tables name, in a temporary namespace that is searched first. Gives what the
   * server does not take; a note names it when the objects are compiled.
   */
  List<SchemaObject> create(Connection connection, List<Table> tables) throws SQLException {
    Set<String> words = new HashSet<>();
    for (Table table : tables) TableWords.of(table, words);
    List<SchemaObject> named =
        changed.stream()
            .filter(
                o ->
                    o.kind() == Kind.CAST
                        || words.contains(ScratchNames.plain(o.kind(), o.name()).name()))
            .toList();
    if (named.isEmpty()) return List.of();
    List<SchemaObject> all =
        new CompiledWorld(desired, there, named)
            .objects().stream().filter(o -> KINDS.contains(o.kind())).toList();
    all.forEach(names::add);
    ScratchItems items = new ScratchItems(connection, names, types);
    List<SchemaObject> failed =
        items.create(all.stream().map(items::of).toList()).keySet().stream()
            .flatMap(item -> item.object().stream())
            .toList();
    items.namespace();
    return failed;
  }

  /** A text of the desired schema, with the names of the copies. */
  String toScratch(String text) {
    return types.toScratch(names.toScratch(text));
  }

  /** The collation of a column or key of the desired schema, with the name of the copy. */
  String collationToScratch(String dotted) {
    return names.collationToScratch(dotted);
  }

  /** The collation of a column or key that was read back. */
  String collationFromScratch(String dotted) {
    return names.collationFromScratch(dotted);
  }

  /** A text that was read back, with the names of the copies replaced. */
  String fromScratch(String text) {
    return names.fromScratch(types.fromScratch(text));
  }
}
