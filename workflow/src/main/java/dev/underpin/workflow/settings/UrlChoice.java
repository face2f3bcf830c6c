package dev.underpin.workflow.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the places that may name a database does: {@code --url}; else the environment that
 * {@code --env} names; without one, a variable of the process; else the top level of {@code
 * underpin.yaml}. The file may name many databases in place of one.
 *
 * @param saidByFile the part of {@code underpin.yaml} that names it, whose relative paths start
 *     beside the file
 */
record UrlChoice(Optional<String> text, Optional<Environment> saidByFile) {
  /** No text names it. */
  static final UrlChoice NONE = new UrlChoice(Optional.empty(), Optional.empty());

  private static final List<String> NAMES = List.of("UNDERPIN_URL", "DATABASE_URL");

  static UrlChoice choose(
      Overrides overrides,
      Map<String, String> variables,
      Environment environment,
      Environment top,
      Variables text) {
    if (overrides.url().isPresent()) return new UrlChoice(overrides.url(), Optional.empty());
    if (overrides.environment().isEmpty()) {
      for (String name : NAMES) {
        String value = variables.getOrDefault(name, "");
        if (!value.isEmpty()) return new UrlChoice(Optional.of(value), Optional.empty());
      }
    }
    Environment part = environment.namesDatabase() ? environment : top;
    boolean isOne = part.targets().isEmpty();
    return new UrlChoice(
        isOne ? part.url().map(text::expand) : Optional.empty(), Optional.of(part));
  }

  /** True where {@code underpin.yaml} names it. */
  boolean isFromFile() {
    return saidByFile.isPresent();
  }

  /** What says which databases there are, where the file names many. */
  Optional<Targets> targets(Variables text, Configuration file) {
    return saidByFile.flatMap(
        part -> part.targets().map(t -> t.resolved(part.url(), text, file.directory())));
  }
}
