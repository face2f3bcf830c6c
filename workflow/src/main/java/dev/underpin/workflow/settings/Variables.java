package dev.underpin.workflow.settings;

import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the environment's variables where {@code ${NAME}} is written. A variable that is not set is
 * an error, never empty.
 */
record Variables(Map<String, String> values) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

  /** The text, absent where one of its variables is not set. */
  Optional<String> expandIfSet(Environment.Text text) {
    boolean set =
        REFERENCE
            .matcher(text.written())
            .results()
            .allMatch(m -> !values.getOrDefault(m.group(1), "").isEmpty());
    return set ? Optional.of(expand(text)) : Optional.empty();
  }

  String expand(Environment.Text text) {
    Matcher reference = REFERENCE.matcher(text.written());
    StringBuilder expanded = new StringBuilder();
    while (reference.find()) {
      String name = reference.group(1);
      String value = values.get(name);
      if (value == null || value.isEmpty()) throw missing(name, text);
      reference.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return reference.appendTail(expanded).toString();
  }

  private static UnderpinException missing(String name, Environment.Text text) {
    Problem problem =
        Problem.error("the variable " + name + " is not set", text.location(), text.path())
            .withHint("Set it (export " + name + "=…), or write the value.");
    return new UnderpinException(
        UnderpinException.Kind.USAGE, ConfigurationReader.withoutSecrets(problem.render()));
  }
}
