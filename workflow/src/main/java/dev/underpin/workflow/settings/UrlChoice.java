package dev.underpin.workflow.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the places that may name a database does.
 *
 * @param saidByFile true where it is {@code underpin.yaml}, whose relative paths start beside it
 */
record UrlChoice(Optional<String> text, boolean saidByFile, List<String> remarks) {
  private static final List<String> NAMES = List.of("UNDERPIN_URL", "DATABASE_URL");

  static UrlChoice choose(
      Overrides overrides,
      Map<String, String> variables,
      Environment environment,
      Environment top,
      Variables text) {
    if (overrides.url().isPresent()) return new UrlChoice(overrides.url(), false, List.of());
    for (String name : NAMES) {
      String value = variables.getOrDefault(name, "");
      if (value.isEmpty()) continue;
      return new UrlChoice(Optional.of(value), false, remarks(name, overrides, environment));
    }
    return new UrlChoice(environment.url().or(top::url).map(text::expand), true, List.of());
  }

  /**
   * A variable that wins over an environment asked for by name is what somebody would want to be
   * told of.
   */
  private static List<String> remarks(
      String variable, Overrides overrides, Environment environment) {
    if (overrides.environment().isEmpty() || environment.url().isEmpty()) return List.of();
    return List.of(
        "%s is set and decides the database; the url of environment \"%s\" is not used."
            .formatted(variable, overrides.environment().get()));
  }
}
