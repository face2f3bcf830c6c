package dev.underpin.runner.convergence;

import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    INDEX_COLLATIONS,
    VIRTUAL,
    INDEXED_VIRTUAL,
    MATCH_FULL,
    SET_COLUMNS,
    NOT_VALID,
    NO_INHERIT,
    STRICT,
    WITHOUT_ROWID,
    ADDED_IDENTITY,
    SEQUENCE_SETTINGS,
    CHANGED_SPECIALS,
    TYPE_CHANGES_IN_USE
  }

  Set<Feature> features();

  List<Kind> kinds();

  List<Conversion> conversions();

  List<String> collations();

  /** How a column of a primary key can be numbered. */
  List<Identity.Kind> numberings();

  /** An insert of explicit values, also into columns that are always numbered. */
  String insert(String table, List<String> columns, List<String> values);

  /** What takes rows away that the server has let in against a constraint of the table. */
  default List<String> repairs(Table table) {
    return List.of();
  }

  /** What foreign keys can do when their parent changes; silence means NO ACTION. */
  default List<ReferentialAction> actions() {
    List<ReferentialAction> actions = new ArrayList<>(List.of(ReferentialAction.values()));
    actions.remove(ReferentialAction.NO_ACTION);
    return actions;
  }

  /** A column's name as a person would write it in SQL. */
  default String written(String name) {
    return Names.written(name);
  }

  /** Whether the catalog can keep this text, as a name or as a comment. */
  default boolean isKept(String text) {
    return true;
  }

  /** The values of a row as one text. */
  default String text(List<String> columns) {
    return columns.stream()
        .map(c -> "coalesce(cast(" + c + " as text), 'NULL')")
        .collect(Collectors.joining(" || '|' || "));
  }

  /** How many of a hundred tables have something that only this engine has. */
  default int specials() {
    return 0;
  }

  /** The table with something that only this engine has. */
  default Table special(Table table, Dice dice) {
    return table;
  }

  /** The schema without what this engine does not let it have, or no longer. */
  default Schema sound(Schema schema) {
    return schema;
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
