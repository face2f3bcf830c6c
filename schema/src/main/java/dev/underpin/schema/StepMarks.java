package dev.underpin.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one step changes, whatever else the schema has: {@code +16 digits} of tables, enums and
 * sequences, and the objects that it touches. Put over the schema before the step it says what the
 * schema after it is.
 *
 * @param core what is added to the sum of tables, enums and sequences, as 16 digits
 * @param objects the objects that are touched, as they are after it
 */
public record StepMarks(String core, Map<SchemaPart, Mark> objects) {
  private static final Pattern FORM = Pattern.compile("(?s)\\+([0-9a-f]{16})((?:, .*)?)");
  private static final Pattern ENTRY =
      Pattern.compile("(?s), (\\w+ .*?) (-|\\*(?:-[0-9a-f]{16})?|[0-9a-f]{16})(?=, \\w+ |$)");

  public StepMarks {
    objects = new LinkedHashMap<>(objects);
  }

  /** Read one; empty where an earlier version wrote something else. */
  public static Optional<StepMarks> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) return Optional.empty();
    Map<SchemaPart, Mark> objects = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(form.group(2));
    while (entry.find()) {
      SchemaPart part = SchemaPart.parse(entry.group(1)).orElse(null);
      Mark mark = Mark.parse(entry.group(2)).orElse(null);
      if (part != null && mark != null) objects.put(part, mark);
    }
    return Optional.of(new StepMarks(form.group(1), objects));
  }

  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    texts.add("+" + core);
    objects.forEach((part, mark) -> texts.add(part + " " + mark));
    return String.join(", ", texts);
  }
}
