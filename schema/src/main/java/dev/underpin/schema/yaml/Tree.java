package dev.underpin.schema.yaml;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plain data with checked access: what is not as it must be is an error that says where.
 *
 * @param path where this mapping is, for messages
 */
record Tree(Map<?, ?> values, String path) {
  static Tree of(Object value, String path) {
    if (value instanceof Map<?, ?> map) return new Tree(map, path);
    throw damaged(path, "a mapping");
  }

  static UnderpinException damaged(String path, String expected) {
    return UnderpinException.failed(
        "This is not a schema as Underpin writes it: "
            + expected
            + " was expected at "
            + path
            + ".");
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> damaged(path + "." + key, "a text"));
  }

  Optional<String> optionalText(String key) {
    return get(key).map(v -> as(String.class, v, key, "a text"));
  }

  boolean flag(String key) {
    return flag(key, false);
  }

  boolean flag(String key, boolean otherwise) {
    return get(key).map(v -> as(Boolean.class, v, key, "true or false")).orElse(otherwise);
  }

  Optional<Long> number(String key) {
    return get(key).map(v -> as(Long.class, v, key, "a number"));
  }

  List<String> texts(String key) {
    return items(key).stream().map(i -> as(String.class, i, key, "a list of texts")).toList();
  }

  List<Tree> trees(String key) {
    List<Tree> trees = new ArrayList<>();
    for (Object item : items(key)) trees.add(of(item, path + "." + key + "[" + trees.size() + "]"));
    return trees;
  }

  List<?> items(String key) {
    return get(key).map(v -> (List<?>) as(List.class, v, key, "a list")).orElse(List.of());
  }

  Optional<Tree> tree(String key) {
    return get(key).map(v -> of(v, path + "." + key));
  }

  SortedMap<String, String> options(String key) {
    SortedMap<String, String> options = new TreeMap<>();
    tree(key)
        .ifPresent(
            t ->
                t.values
                    .keySet()
                    .forEach(k -> options.put(String.valueOf(k), t.text(String.valueOf(k)))));
    return Options.copy(options);
  }

  Optional<SqlText> sql(String key) {
    return get(key)
        .map(
            v -> {
              if (v instanceof String text) return SqlText.of(text);
              Tree both = of(v, path + "." + key);
              return SqlText.of(both.text("written"), both.text("canonical"));
            });
  }

  SqlText requiredSql(String key) {
    return sql(key).orElseThrow(() -> damaged(path + "." + key, "SQL"));
  }

  QualifiedName name(String key) {
    return parse(text(key), key);
  }

  Optional<QualifiedName> optionalName(String key) {
    return optionalText(key).map(t -> parse(t, key));
  }

  QualifiedName parse(String text, String key) {
    try {
      return NameText.parse(text, "");
    } catch (SqlTextException e) {
      throw damaged(path + "." + key, "a name");
    }
  }

  <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
    return optionalWord(key, type).orElse(otherwise);
  }

  <E extends Enum<E>> Optional<E> optionalWord(String key, Class<E> type) {
    return optionalText(key)
        .map(
            t -> {
              try {
                return Enum.valueOf(type, t);
              } catch (IllegalArgumentException e) {
                throw damaged(path + "." + key, "one of " + List.of(type.getEnumConstants()));
              }
            });
  }

  private Optional<?> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  private <T> T as(Class<T> type, Object value, String key, String expected) {
    if (type.isInstance(value)) return type.cast(value);
    throw damaged(path + "." + key, expected);
  }
}
