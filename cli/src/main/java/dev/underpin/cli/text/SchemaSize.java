package dev.underpin.cli.text;

import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much there is of each kind of thing. */
public final class SchemaSize {
  private SchemaSize() {}

  /** {@code 3 tables, 1 enum and 2 views}; tables are named even where there are none. */
  public static String words(Schema schema) {
    List<String> parts = new ArrayList<>();
    parts.add(count(schema.tables().size(), "table"));
    if (!schema.enums().isEmpty()) parts.add(count(schema.enums().size(), "enum"));
    if (!schema.sequences().isEmpty()) parts.add(count(schema.sequences().size(), "sequence"));
    Map<SchemaObject.Kind, Integer> kinds = new EnumMap<>(SchemaObject.Kind.class);
    schema.objects().values().forEach(o -> kinds.merge(o.kind(), 1, Integer::sum));
    kinds.forEach((kind, number) -> parts.add(count(number, kind.words())));
    String last = parts.remove(parts.size() - 1);
    return parts.isEmpty() ? last : String.join(", ", parts) + " and " + last;
  }

  private static String count(int number, String one) {
    if (number == 1) return "1 " + one;
    String many = one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
    return String.format(Locale.ROOT, "%,d %s", number, many);
  }
}
