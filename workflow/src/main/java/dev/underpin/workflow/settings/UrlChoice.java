package dev.underpin.workflow.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the places that may name a database does: {@code --url}; else the environment that
 * {@code --env} names; without one, a variable of the process; else the top level of {@code
 * underpin.yaml}.
 *
 * @param saidByFile true where it is {@code underpin.yaml}, whose relative paths start beside it
 */
record UrlChoice(Optional<String> text, boolean saidByFile) {
  /** No text names it. */
  static final UrlChoice NONE = new UrlChoice(Optional.empty(), false);

  private static final List<String> NAMES = List.of("UNDERPIN_URL", "DATABASE_URL");

  static UrlChoice choose(
      Overrides overrides,
      Map<String, String> variables,
      Environment environment,
      Environment top,
      Variables text) {
    if (overrides.url().isPresent()) return new UrlChoice(overrides.url(), false);
    if (overrides.environment().isEmpty()) {
      for (String name : NAMES) {
        String value = variables.getOrDefault(name, "");
        if (!value.isEmpty()) return new UrlChoice(Optional.of(value), false);
      }
    }
    return new UrlChoice(environment.url().or(top::url).map(text::expand), true);
  }
}
