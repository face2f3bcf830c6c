package dev.underpin.schema.json;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How a value is written as plain data, and read from it.
 *
 * @param expected what is missing where the value is not there, for messages
 * @param writer makes plain data of the value
 * @param reader makes the value of plain data; its second argument is the path, for messages
 */
record Form<V>(String expected, Function<V, Object> writer, BiFunction<Object, String, V> reader) {
  static final Form<String> TEXT = plain(String.class, "a text");
  static final Form<Boolean> FLAG = plain(Boolean.class, "true or false");
  static final Form<Long> NUMBER = plain(Long.class, "a number");

  static final Form<QualifiedName> NAME =
      new Form<>("a name", name -> NameParser.of(name, ""), Form::name);

  /** One text where both spellings are the same. */
  static final Form<SqlText> SQL = new Form<>("SQL", Form::sql, Form::sql);

  static final Form<SortedMap<String, String>> OPTIONS =
      new Form<>("a mapping", options -> options, Form::options);

  private static final Form<SqlText> BOTH_SPELLINGS =
      mapping(
          f ->
              SqlText.of(
                  f.required("written", TEXT, SqlText::written),
                  f.required("canonical", TEXT, SqlText::canonical)));

  /** A word of an enum. */
  static <E extends Enum<E>> Form<E> word(Class<E> type) {
    String expected = "one of " + List.of(type.getEnumConstants());
    return new Form<>(
        expected,
        Enum::name,
        (value, path) -> {
          try {
            return Enum.valueOf(type, TEXT.read(value, path));
          } catch (IllegalArgumentException e) {
            throw damaged(path, expected);
          }
        });
  }

  static <V> Form<List<V>> list(Form<V> item) {
    return new Form<>(
        "a list",
        values -> values.stream().map(item.writer).toList(),
        (value, path) -> {
          if (!(value instanceof List<?> items)) throw damaged(path, "a list");
          List<V> values = new ArrayList<>(items.size());
          for (Object i : items) values.add(item.read(i, path + "[" + values.size() + "]"));
          return values;
        });
  }

  /** The keys of a mapping, each named once for writing and for reading. */
  interface Keys<T> {
    T of(Fields<T> fields);
  }

  static <T> Form<T> mapping(Keys<T> keys) {
    return new Form<>(
        "a mapping",
        model -> {
          Map<String, Object> written = new LinkedHashMap<>();
          keys.of(new Fields<>(model, written, Map.of(), ""));
          return written;
        },
        (value, path) ->
            keys.of(new Fields<>(null, new LinkedHashMap<>(), map(value, path), path)));
  }

  Object write(V value) {
    return writer.apply(value);
  }

  V read(Object value, String path) {
    return reader.apply(value, path);
  }

  static UnderpinException damaged(String path, String expected) {
    return UnderpinException.failed(
        "This is not a schema as Underpin writes it: %s was expected at %s."
            .formatted(expected, path));
  }

  private static <V> Form<V> plain(Class<V> type, String expected) {
    return new Form<>(
        expected,
        value -> value,
        (value, path) -> {
          if (type.isInstance(value)) return type.cast(value);
          throw damaged(path, expected);
        });
  }

  private static Map<?, ?> map(Object value, String path) {
    if (value instanceof Map<?, ?> map) return map;
    throw damaged(path, "a mapping");
  }

  private static QualifiedName name(Object value, String path) {
    try {
      return NameParser.parse(TEXT.read(value, path), "");
    } catch (SqlTextException e) {
      throw damaged(path, "a name");
    }
  }

  private static Object sql(SqlText sql) {
    return sql.written().equals(sql.canonical()) ? sql.written() : BOTH_SPELLINGS.write(sql);
  }

  private static SqlText sql(Object value, String path) {
    return value instanceof String text ? SqlText.of(text) : BOTH_SPELLINGS.read(value, path);
  }

  private static SortedMap<String, String> options(Object value, String path) {
    SortedMap<String, String> options = new TreeMap<>();
    map(value, path).forEach((k, v) -> options.put(k.toString(), TEXT.read(v, path + "." + k)));
    return Options.copy(options);
  }
}
