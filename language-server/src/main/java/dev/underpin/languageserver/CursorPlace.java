package dev.underpin.languageserver;

import dev.underpin.dialect.Dialects;
import dev.underpin.languageserver.names.Under;
import dev.underpin.languageserver.text.Cursor;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.yaml.keys.KeyTable;
import dev.underpin.schema.yaml.keys.KeyTable.Key;
import dev.underpin.schema.yaml.keys.KeyTable.Shape;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the path of the cursor means: which keys may stand there, or which values. */
final class CursorPlace {
  /** What the keys of the mapping are. */
  enum Names {
    KEYS,
    TABLES,
    COLUMNS,
    FREE
  }

  /** What may be written as a value. */
  enum Values {
    WORDS,
    TYPES,
    INDEX_METHODS,
    TABLES,
    COLUMNS,
    REFERENCE,
    REFERENCED_COLUMNS
  }

  private static final KeyTable NO_KEYS = new KeyTable("none", Map.of());
  private static final Map<String, List<String>> WORDS_OF_KEYS =
      Map.of(
          "check_option", List.of("local", "cascaded"),
          "sql_security", List.of("definer", "invoker"),
          "algorithm", List.of("merge", "temptable", "undefined"),
          "on_conflict", List.of("abort", "fail", "ignore", "replace", "rollback"),
          "not_null_on_conflict", List.of("abort", "fail", "ignore", "replace", "rollback"),
          "replica_identity", List.of("full", "nothing", "using index"));

  private KeyTable keys = YamlKeys.FILE;

  /** The mapping that the key is one of. */
  private KeyTable inKeys = NO_KEYS;

  private Names names = Names.KEYS;
  private @Nullable Key key;
  private @Nullable Under under;
  private boolean isUnderName;
  private String table = "";
  private boolean known = true;

  private CursorPlace() {}

  static CursorPlace of(Cursor cursor) {
    CursorPlace place = new CursorPlace();
    Set<String> engines = Dialects.yamlWords();
    for (String word : cursor.path()) place.step(word, engines);
    return place;
  }

  private void step(String word, Set<String> engines) {
    if (!known) return;
    if (under == null || isUnderName && under.form() == Under.Form.NAMED) {
      Key next = keys.keys().get(word);
      if (next != null) {
        enter(next);
        return;
      }
      if (word.equals(Cursor.ITEM) && isUnderName) return;
      known = engines.contains(word);
      return;
    }
    switch (under.form()) {
      case NAMED -> {
        isUnderName = true;
        keys = under.keys();
        names = Names.KEYS;
        Shape shape = shape();
        if (shape == Shape.TABLES || shape == Shape.SEEDS) table = word;
      }
      case LIST, RECORD -> {
        Key next = under.keys().keys().get(word);
        if (word.equals(Cursor.ITEM)) {
          keys = under.keys();
          names = Names.KEYS;
        } else if (next != null) enter(next);
        else known = engines.contains(word);
      }
      case ROWS -> {
        names = Names.COLUMNS;
        if (!word.equals(Cursor.ITEM)) known = false;
      }
      case NAMED_VALUES -> known = false;
      case VALUE -> known = word.equals(Cursor.ITEM) || engines.contains(word);
    }
  }

  private void enter(Key next) {
    inKeys = keys;
    if (under != null && !isUnderName) inKeys = under.keys();
    key = next;
    under = Under.of(next.shape());
    isUnderName = false;
    keys = under.keys();
    names =
        switch (under.form()) {
          case RECORD, LIST -> Names.KEYS;
          case ROWS -> Names.FREE;
          case NAMED ->
              switch (next.shape()) {
                case SEEDS -> Names.TABLES;
                case PARTITION_COLUMNS -> Names.COLUMNS;
                default -> Names.FREE;
              };
          case NAMED_VALUES ->
              next.shape() == Shape.GRANTS || next.shape() == Shape.OWNERS
                  ? Names.TABLES
                  : Names.FREE;
          case VALUE -> Names.FREE;
        };
  }

  private @Nullable Shape shape() {
    return key == null ? null : key.shape();
  }

  Names names() {
    return known ? names : Names.FREE;
  }

  KeyTable keys() {
    return keys;
  }

  /** The table that it is in, as it is written; empty outside of tables. */
  String table() {
    return table;
  }

  /** True for an item of a list that may be a mapping. */
  boolean mayBeKey() {
    return known && under != null && names == Names.KEYS && isUnderName && isListOfMappings();
  }

  private boolean isListOfMappings() {
    Shape shape = shape();
    return shape == Shape.FOREIGN_KEYS || shape == Shape.CHECKS || shape == Shape.OBJECTS;
  }

  List<Values> values() {
    Key here = key;
    Under form = under;
    if (!known || here == null || form == null) return List.of();
    List<Values> found = new ArrayList<>();
    String word = here.word();
    if (!words().isEmpty()) found.add(Values.WORDS);
    boolean inColumnOrDomain = inKeys.name().equals("column") || inKeys.name().equals("domain");
    if (here.shape() == Shape.COLUMNS && isUnderName || word.equals("type") && inColumnOrDomain)
      found.add(Values.TYPES);
    if (word.equals("using") && inKeys.name().equals("index")) found.add(Values.INDEX_METHODS);
    if (here.shape() == Shape.REFERENCES) found.add(Values.REFERENCE);
    if (word.equals("table") && !inKeys.name().equals("file") || word.equals("depends_on"))
      found.add(Values.TABLES);
    if (inKeys.name().equals("references") && word.equals("columns"))
      found.add(Values.REFERENCED_COLUMNS);
    else if (namesColumns(here)) found.add(Values.COLUMNS);
    return found;
  }

  private boolean namesColumns(Key here) {
    return switch (here.shape()) {
      case KEYS, PRIMARY_KEY -> true;
      case UNIQUES, INDEXES -> isUnderName;
      case NAMES ->
          Set.of("columns", "set_columns", "include", "key").contains(here.word())
              && !inKeys.name().equals("view")
              && !inKeys.name().equals("materializedView");
      case TEXT -> here.word().equals("column");
      default -> false;
    };
  }

  /** The words of a closed set. */
  List<String> words() {
    Key here = key;
    if (!known || here == null || isUnderName && under != null && under.form() == Under.Form.NAMED)
      return List.of();
    return switch (here.shape()) {
      case FLAG -> List.of("true", "false");
      case ACTION ->
          Stream.of(ReferentialAction.values())
              .filter(a -> a != ReferentialAction.UNSAID)
              .map(a -> a.sql().toLowerCase(Locale.ROOT))
              .toList();
      case MATCH -> List.of("simple", "full", "partial");
      case DEFERRABLE -> List.of("true", "false", "initially immediate", "initially deferred");
      case DIRECTION -> List.of("asc", "desc");
      case NULLS -> List.of("first", "last");
      case STATE -> List.of("true", "false", "replica", "always");
      case IDENTITY -> List.of("true", "by default", "always", "serial", "autoincrement");
      case OBJECT_KIND ->
          Stream.of(SchemaObject.Kind.values()).map(SchemaObject.Kind::words).toList();
      case KINDS ->
          Stream.concat(
                  SchemaObject.Kind.OBJECTS.stream().map(SchemaObject.Kind::key),
                  Stream.of(YamlKeys.OTHER_NAMESPACES))
              .toList();
      default -> WORDS_OF_KEYS.getOrDefault(here.word(), List.of());
    };
  }
}
