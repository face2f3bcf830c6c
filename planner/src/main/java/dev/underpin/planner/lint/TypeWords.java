package dev.underpin.planner.lint;

import java.util.Locale;
import java.util.Set;

/**
 * A type as a rule reads it.
 *
 * @param base its words in small letters, without what is in parentheses
 * @param arguments what is in the first parentheses; empty where there are none
 */
public record TypeWords(String base, String arguments) {
  private static final Set<String> NARROW =
      Set.of(
          "int",
          "integer",
          "int4",
          "serial",
          "serial4",
          "smallint",
          "int2",
          "smallserial",
          "mediumint",
          "tinyint");
  private static final Set<String> FLOATING =
      Set.of("real", "float", "float4", "float8", "double", "double precision");

  /** Of a type as it is written. */
  public static TypeWords of(String type) {
    String text = type.strip().toLowerCase(Locale.ROOT);
    int open = text.indexOf('(');
    int close = text.indexOf(')', open);
    if (open < 0 || close < 0) return new TypeWords(text, "");
    String base = (text.substring(0, open) + " " + text.substring(close + 1)).strip();
    return new TypeWords(base.replaceAll("\\s+", " "), text.substring(open + 1, close).strip());
  }

  /** True for an integer of 32 bits or fewer. */
  public boolean isNarrowInteger() {
    return NARROW.contains(base.replace(" unsigned", "").replace(" zerofill", ""));
  }

  public boolean isFloating() {
    return FLOATING.contains(base.replace(" unsigned", ""));
  }

  /** True for text of a fixed length. */
  public boolean isChar() {
    return base.equals("char") || base.equals("character") || base.equals("bpchar");
  }

  public boolean isVarchar() {
    return base.equals("varchar") || base.equals("character varying");
  }
}
