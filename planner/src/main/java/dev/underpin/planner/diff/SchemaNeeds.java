package dev.underpin.planner.diff;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a table or an object may name. A word of its text that is the name of something counts, so
 * it is rather too much than too little.
 *
 * @param references the tables that foreign keys reference
 * @param words the words of types and expressions, or of an object's text
 * @param ofObject true where the words may be tables too
 */
record SchemaNeeds(Set<QualifiedName> references, Set<String> words, boolean ofObject) {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");

  /** All that a schema has, by what declares it. */
  static Map<ObjectRef, Object> items(Schema schema) {
    Map<ObjectRef, Object> items = new LinkedHashMap<>();
    schema.tables().forEach((name, table) -> items.put(ObjectRef.table(name), table));
    schema.enums().forEach((name, type) -> items.put(ObjectRef.enumType(name), type));
    schema.sequences().forEach((name, sequence) -> items.put(ObjectRef.sequence(name), sequence));
    schema.objects().values().forEach(object -> items.put(ObjectRef.object(object), object));
    return items;
  }

  /** What a table or an object names; types and sequences name nothing. */
  static SchemaNeeds of(Object item) {
    Set<QualifiedName> references = new HashSet<>();
    Set<String> words = new HashSet<>();
    if (item instanceof Table table) {
      table.constraintsOf(ForeignKey.class).forEach(key -> references.add(key.references()));
      add(table, words);
    }
    if (item instanceof SchemaObject object) {
      references.addAll(object.dependsOn());
      object.table().ifPresent(references::add);
      add(object.create().written(), words);
    }
    return new SchemaNeeds(references, words, item instanceof SchemaObject);
  }

  private static void add(Table table, Set<String> words) {
    table
        .columns()
        .forEach(
            column -> {
              add(column.type(), words);
              add(column.defaultValue(), words);
              column.generated().ifPresent(g -> add(g.expression().written(), words));
            });
    table.constraintsOf(CheckConstraint.class).forEach(c -> add(c.expression().written(), words));
    table
        .constraintsOf(ExclusionConstraint.class)
        .forEach(c -> add(c.definition().written(), words));
    table
        .indexes()
        .forEach(
            index -> {
              add(index.where(), words);
              index.keys().forEach(key -> add(key.expression(), words));
            });
  }

  private static void add(Optional<SqlText> text, Set<String> words) {
    text.ifPresent(t -> add(t.written(), words));
  }

  private static void add(String text, Set<String> words) {
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) words.add(matcher.group().toLowerCase(Locale.ROOT));
  }

  /** A routine's name without its arguments. */
  static QualifiedName plain(QualifiedName name) {
    int arguments = name.name().indexOf('(');
    return arguments < 0 ? name : name.withName(name.name().substring(0, arguments));
  }

  /** Whether it may name this table, type or object. */
  boolean mentions(ObjectRef other) {
    if (!other.name().isEmpty()) return false;
    if (references.contains(other.object())) return true;
    boolean mayBe = ofObject || !other.section().equals("tables");
    return mayBe && mentionsWord(plain(other.object()).name());
  }

  /** Whether a word of it is this name, or it has all words of it. */
  boolean mentionsWord(String name) {
    Set<String> parts = new HashSet<>();
    add(name, parts);
    return !parts.isEmpty() && words.containsAll(parts);
  }
}
