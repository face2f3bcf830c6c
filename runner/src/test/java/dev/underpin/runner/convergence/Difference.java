package dev.underpin.runner.convergence;

import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What two schemas differ in, in the words of the model. */
final class Difference {
  private final List<String> found = new ArrayList<>();

  private Difference() {}

  /** Empty where they are the same. */
  static String between(Schema expected, Schema actual) {
    Difference difference = new Difference();
    difference.maps("enum", expected.enums(), actual.enums());
    difference.maps("sequence", expected.sequences(), actual.sequences());
    if (!expected.namespaces().equals(actual.namespaces())) {
      difference.found.add(
          "namespaces: expected " + expected.namespaces() + ", found " + actual.namespaces());
    }
    // A server writes a text in its own words: until it has, only the names can be compared.
    if (!expected.objects().keySet().equals(actual.objects().keySet())) {
      difference.maps("object", texts(expected), texts(actual));
    }
    TreeSet<dev.underpin.schema.model.QualifiedName> names =
        new TreeSet<>(expected.tables().keySet());
    names.addAll(actual.tables().keySet());
    for (var name : names)
      difference.table(
          name.toString(), expected.table(name).orElse(null), actual.table(name).orElse(null));
    return String.join("\n  ", difference.found);
  }

  /** The same for two schemas that were both read from the server, whose words are the same. */
  static String betweenRead(Schema expected, Schema actual) {
    Difference difference = new Difference();
    difference.maps("object", texts(expected), texts(actual));
    return between(expected, actual) + String.join("", difference.found);
  }

  private static TreeMap<SchemaObject.Key, String> texts(Schema schema) {
    TreeMap<SchemaObject.Key, String> texts = new TreeMap<>();
    schema.objects().forEach((key, object) -> texts.put(key, object.create().written()));
    return texts;
  }

  private void table(
      String name,
      @org.jspecify.annotations.Nullable Table expected,
      @org.jspecify.annotations.Nullable Table actual) {
    if (expected == null || actual == null) {
      found.add(
          "table " + name + (expected == null ? " is there, and should not be" : " is missing"));
      return;
    }
    if (expected.equals(actual)) return;
    if (!expected.comment().equals(actual.comment()))
      found.add(name + ": comment " + expected.comment() + " / " + actual.comment());
    if (!expected.options().equals(actual.options()))
      found.add(name + ": options " + expected.options() + " / " + actual.options());
    items(name, expected.columns(), actual.columns());
    items(name, expected.constraints(), actual.constraints());
    items(name, expected.indexes(), actual.indexes());
  }

  private void items(String table, Collection<?> expected, Collection<?> actual) {
    List<Object> missing = new ArrayList<>(expected);
    actual.forEach(missing::remove);
    List<Object> surplus = new ArrayList<>(actual);
    expected.forEach(surplus::remove);
    missing.forEach(m -> found.add(table + ": expected " + m));
    surplus.forEach(s -> found.add(table + ": found    " + s));
  }

  private void maps(String what, Map<?, ?> expected, Map<?, ?> actual) {
    if (expected.equals(actual)) return;
    Map<Object, Object> missing = new TreeMap<>(expected);
    missing.entrySet().removeAll(actual.entrySet());
    Map<Object, Object> surplus = new TreeMap<>(actual);
    surplus.entrySet().removeAll(expected.entrySet());
    found.add(what + "s: expected " + missing + ", found " + surplus);
  }
}
