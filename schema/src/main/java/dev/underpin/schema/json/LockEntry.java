package dev.underpin.schema.json;

import dev.underpin.schema.error.UnderpinException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a lock file: a table without its parts, a column, a view. Each names all that it
 * belongs to, so that a line means the same wherever it stands.
 *
 * @param kind {@code namespace}, {@code namespace_comment}, {@code enum}, {@code sequence}, {@code
 *     access}, {@code table}, {@code column}, {@code constraint}, {@code index} or {@code object}
 * @param table the table that it is part of, as {@link SchemaCodec} names it; else empty
 * @param value as {@link SchemaCodec} has it
 */
public record LockEntry(String kind, String table, Object value) {
  private static final String OF = "of";
  private static final String NAME = "name";

  /** Entries of a schema that stand alone, by the key of the list that {@link SchemaCodec} has. */
  private static final Map<String, String> ALONE =
      ordered(
          "namespaces",
          "namespace",
          "namespaceComments",
          "namespace_comment",
          "enums",
          "enum",
          "sequences",
          "sequence",
          "access",
          "access");

  /** Parts of a table, likewise. */
  private static final Map<String, String> PARTS =
      ordered("columns", "column", "constraints", "constraint", "indexes", "index");

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
    return map;
  }

  /** The entries of a schema's data. */
  public static List<LockEntry> of(Object tree) {
    List<LockEntry> entries = new ArrayList<>();
    ALONE.forEach((list, kind) -> items(tree, list).forEach(v -> add(entries, kind, "", v)));
    for (Object table : items(tree, "tables")) {
      Map<String, Object> own = new LinkedHashMap<>(map(table));
      PARTS.keySet().forEach(own::remove);
      String name = String.valueOf(own.get(NAME));
      add(entries, "table", "", own);
      PARTS.forEach((list, kind) -> items(table, list).forEach(v -> add(entries, kind, name, v)));
    }
    items(tree, "objects").forEach(v -> add(entries, "object", "", v));
    return entries;
  }

  private static void add(List<LockEntry> entries, String kind, String table, Object value) {
    entries.add(new LockEntry(kind, table, value));
  }

  /** A schema's data of its entries; a part of a table that is missing is left out. */
  public static Object tree(List<LockEntry> entries) {
    Map<String, Object> tree = new LinkedHashMap<>();
    ALONE.forEach((list, kind) -> put(tree, list, values(entries, kind)));
    Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
    for (LockEntry entry : entries)
      if (entry.kind.equals("table"))
        tables.put(
            String.valueOf(map(entry.value).get(NAME)), new LinkedHashMap<>(map(entry.value)));
    for (LockEntry entry : entries) {
      Map<String, Object> table = tables.get(entry.table);
      if (table == null) continue;
      PARTS.forEach(
          (list, kind) -> {
            if (kind.equals(entry.kind)) put(table, list, appended(table.get(list), entry.value));
          });
    }
    put(tree, "tables", List.copyOf(tables.values()));
    put(tree, "objects", values(entries, "object"));
    return tree;
  }

  private static List<Object> values(List<LockEntry> entries, String kind) {
    return entries.stream().filter(e -> e.kind.equals(kind)).map(LockEntry::value).toList();
  }

  private static List<Object> appended(@Nullable Object list, Object item) {
    List<Object> all = new ArrayList<>();
    if (list instanceof List<?> items) all.addAll(items);
    all.add(item);
    return all;
  }

  private static void put(Map<String, Object> into, String key, List<?> items) {
    if (!items.isEmpty()) into.put(key, items);
  }

  /** Two entries with the same identity are versions of the same thing. */
  public List<Object> identity() {
    Object name = value instanceof Map<?, ?> map && map.containsKey(NAME) ? name(map) : value;
    return List.of(kind, table, name);
  }

  private static Object name(Map<?, ?> map) {
    boolean hasKinds = map.containsKey("create") || map.containsKey(OF);
    return List.of(
        String.valueOf(map.get(NAME)),
        String.valueOf(map.get("table")),
        String.valueOf(map.get(OF)),
        hasKinds ? String.valueOf(map.get("kind")) : "");
  }

  /** The file's lines. */
  public static String write(List<LockEntry> entries) {
    return LockYaml.write(entries.stream().map(LockEntry::line).toList());
  }

  private Map<String, Object> line() {
    Map<String, Object> line = new LinkedHashMap<>();
    if (!table.isEmpty()) line.put(OF, table);
    line.put(kind, value);
    return line;
  }

  /**
   * Read the file's lines; what stands there twice is read once.
   *
   * @throws UnderpinException where they are not such lines
   */
  public static List<LockEntry> read(String file, String text) {
    Set<LockEntry> entries = new LinkedHashSet<>();
    for (Object line : text.isBlank() ? List.of() : list(file, LockYaml.read(file, text))) {
      Map<String, Object> entry = new LinkedHashMap<>(map(line));
      Object table = entry.remove(OF);
      if (entry.size() != 1) throw damaged(file);
      Map.Entry<String, Object> only = entry.entrySet().iterator().next();
      String of = table == null ? "" : String.valueOf(table);
      entries.add(new LockEntry(only.getKey(), of, only.getValue()));
    }
    return List.copyOf(entries);
  }

  private static List<?> list(String file, Object data) {
    if (data instanceof List<?> list) return list;
    throw damaged(file);
  }

  private static UnderpinException damaged(String file) {
    return UnderpinException.failed(
        file + " is not a lock file as Underpin writes it. Restore it from version control.");
  }

  private static List<?> items(Object tree, String list) {
    return map(tree).get(list) instanceof List<?> items ? items : List.of();
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries)
      entries.forEach((k, v) -> map.put(String.valueOf(k), (Object) v));
    return map;
  }
}
