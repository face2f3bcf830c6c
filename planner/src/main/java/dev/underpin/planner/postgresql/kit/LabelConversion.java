package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Schema;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of a column's type between an enum and text, or from an enum to another. A value that
 * fits has the same text before and after, so nothing of it is lost.
 */
public record LabelConversion(PostgresContext context, Column before, Column after) {
  private static final Pattern TEXT = Pattern.compile("text|character varying(?:\\((\\d+)\\))?");

  /** True where each value that fits keeps its text. */
  public boolean keepsText() {
    Optional<EnumType> from = type(context.renamed(), before);
    Optional<EnumType> to = type(context.target(), after);
    if (from.isEmpty()) return to.filter(labels -> takes(before.type(), labels)).isPresent();
    return to.isPresent() || takes(after.type(), from.get());
  }

  /** True for a type of text with room for each label. */
  private static boolean takes(String type, EnumType labels) {
    Matcher text = TEXT.matcher(type);
    if (!text.matches()) return false;
    int longest =
        labels.labels().stream().mapToInt(l -> l.codePointCount(0, l.length())).max().orElse(0);
    return text.group(1) == null || Integer.parseInt(text.group(1)) >= longest;
  }

  private Optional<EnumType> type(Schema schema, Column column) {
    if (column.type().endsWith("[]")) return Optional.empty();
    return schema.enums().values().stream()
        .filter(type -> context.isOf(column, type.name()))
        .findFirst();
  }
}
