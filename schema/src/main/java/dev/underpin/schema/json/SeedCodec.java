package dev.underpin.schema.json;

import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a migration does to reference rows as text: a line of JSON for each row. */
public final class SeedCodec {
  private static final String SCHEMA = "schema";
  private static final String TABLE = "table";
  private static final String KEY = "key";
  private static final String ROW = "row";
  private static final String GONE = "gone";

  private SeedCodec() {}

  /** The text; empty where there is no row. */
  public static String write(List<SeededRows.Entry> entries) {
    return entries.stream().map(SeedCodec::line).collect(Collectors.joining("\n"));
  }

  private static String line(SeededRows.Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!entry.table().schema().isEmpty()) json.put(SCHEMA, entry.table().schema());
    json.put(TABLE, entry.table().name());
    json.put(KEY, entry.key());
    Map<String, Object> values = new LinkedHashMap<>();
    entry
        .row()
        .values()
        .forEach(
            (column, value) ->
                values.put(
                    column, List.of(value.kind().name().toLowerCase(Locale.ROOT), value.text())));
    json.put(entry.gone() ? GONE : ROW, values);
    return Json.compact(json);
  }

  /** Read it. */
  public static List<SeededRows.Entry> read(String text) {
    return text.lines().filter(line -> !line.isBlank()).map(SeedCodec::entry).toList();
  }

  private static SeededRows.Entry entry(String line) {
    try {
      Map<?, ?> json = (Map<?, ?>) Json.read(line);
      boolean gone = json.containsKey(GONE);
      Map<String, SeedValue> values = new LinkedHashMap<>();
      ((Map<?, ?>) found(json, gone ? GONE : ROW))
          .forEach((column, value) -> values.put((String) column, value((List<?>) value)));
      Object schema = json.get(SCHEMA);
      return new SeededRows.Entry(
          new QualifiedName(schema == null ? "" : (String) schema, (String) found(json, TABLE)),
          ((List<?>) found(json, KEY)).stream().map(String.class::cast).toList(),
          SeededRows.row(values),
          gone);
    } catch (ClassCastException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw UnderpinException.failed("This is no reference row of a migration: " + line);
    }
  }

  private static Object found(Map<?, ?> json, String key) {
    Object value = json.get(key);
    if (value == null) throw new IllegalArgumentException(key);
    return value;
  }

  private static SeedValue value(List<?> value) {
    String kind = (String) value.get(0);
    return new SeedValue(
        SeedValue.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), (String) value.get(1));
  }
}
