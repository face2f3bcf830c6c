package dev.underpin.planner.lint;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.FindingCode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule on a declared schema.
 *
 * @param level the usual one
 * @param text the words of a finding, with the names of its arguments in braces
 * @param remedy what to do instead
 * @param finder what breaks the rule
 */
public record SchemaRule(
    FindingCode code,
    LintLevel level,
    String text,
    String remedy,
    Function<LintedSchema, Stream<Hit>> finder) {
  /**
   * What breaks a rule.
   *
   * @param values the arguments of the rule's text, in their order
   */
  public record Hit(ObjectRef where, List<Object> values) {
    public Hit {
      values = List.copyOf(values);
    }

    /** Of something, with the arguments. */
    public static Hit of(ObjectRef where, Object... values) {
      return new Hit(where, List.of(values));
    }
  }
}
