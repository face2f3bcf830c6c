package dev.underpin.runner.convergence;

import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an engine in a version has, from which schemas are made. */
interface Flavour {
  /** A change of type that people make. */
  record Conversion(String from, String to, String using) {
    static Conversion plain(String from, String to) {
      return new Conversion(from, to, "");
    }
  }

  /** What only some engines have. */
  enum Feature {
    ENUMS,
    SEQUENCES,
    NAMESPACES,
    COMMENTS,
    COLLATION_CHANGES,
    DEFERRABLE,
    DEFERRABLE_KEYS,
    NULLS_NOT_DISTINCT,
    INCLUDE,
    NULLS_ORDER,
    INDEX_METHODS,
    VIRTUAL,
    INDEXED_VIRTUAL,
    MATCH_FULL,
    SET_COLUMNS,
    NOT_VALID,
    NO_INHERIT,
    STRICT,
    WITHOUT_ROWID,
    ADDED_IDENTITY,
    SEQUENCE_SETTINGS
  }

  Set<Feature> features();

  List<Kind> kinds();

  List<Conversion> conversions();

  List<String> collations();

  /** How a column of a primary key can be numbered. */
  List<Identity.Kind> numberings();

  /** An insert of explicit values, also into columns that are always numbered. */
  String insert(String table, List<String> columns, List<String> values);

  /** The table with something that only this engine has. */
  default Table special(Table table, Dice dice) {
    return table;
  }

  /** The table without what this engine no longer lets it have, after somebody has changed it. */
  default Table sound(Table table) {
    return table;
  }

  default boolean has(Feature feature) {
    return features().contains(feature);
  }

  /** The kind of a column's type; that of an enum is made from its labels. */
  default Optional<Kind> kind(Schema schema, String type) {
    for (EnumType e : schema.enums().values()) {
      if (type.equals(typeText(e.name()))) return Optional.of(enumKind(e));
    }
    return kinds().stream().filter(k -> k.type().equals(type)).findFirst();
  }

  /** An enum's name where a type is written. */
  static String typeText(QualifiedName name) {
    return name.schema().isEmpty()
        ? Names.written(name.name())
        : Names.written(name.schema()) + "." + Names.written(name.name());
  }

  private static Kind enumKind(EnumType type) {
    List<String> values =
        type.labels().stream().map(l -> "'" + l.replace("'", "''") + "'").toList();
    Kind kind = Kind.of(typeText(type.name()), values.toArray(String[]::new));
    return kind.defaults(values.get(0)).checks("@ <> " + values.get(values.size() - 1));
  }
}
