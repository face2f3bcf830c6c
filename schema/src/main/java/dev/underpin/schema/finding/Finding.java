package dev.underpin.schema.finding;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something that a person should know before a plan is run: a hazard, the reason of a refusal, what
 * a data check looks for.
 *
 * @param arguments what it is about, by name, in the order of the text
 * @param text the words
 */
public record Finding(FindingCode code, Map<String, String> arguments, String text) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  public Finding {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /**
   * A finding whose text is made from a template.
   *
   * @param template such as {@code The values of {column} cannot be restored.}
   * @param values the arguments, in the order in which the template first names each
   */
  public static Finding of(FindingCode code, String template, Object... values) {
    Map<String, String> arguments = new LinkedHashMap<>();
    int next = 0;
    for (Matcher place = PLACE.matcher(template); place.find(); ) {
      if (!arguments.containsKey(place.group(1)))
        arguments.put(place.group(1), text(values[next++]));
    }
    if (next != values.length) throw new IllegalArgumentException(template);
    String text =
        PLACE
            .matcher(template)
            .replaceAll(
                p -> Matcher.quoteReplacement(arguments.getOrDefault(p.group(1), p.group())));
    return new Finding(code, arguments, text);
  }

  /** A finding of which only the text was kept. */
  public static Finding recorded(String code, String text) {
    return new Finding(FindingCode.of(code).orElse(FindingCode.RECORDED), Map.of(), text);
  }

  private static String text(Object value) {
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : value.toString();
  }

  /** The words with the code behind them, as they are printed. */
  public String labelled() {
    return code.after(text);
  }
}
