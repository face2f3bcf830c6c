package dev.underpin.workflow.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code targets} as {@code underpin.yaml} has it.
 *
 * @param texts of {@link Targets.Kind#URLS} all URLs; else the one pattern, command or query
 */
public record WrittenTargets(Targets.Kind kind, List<Environment.Text> texts) {
  public WrittenTargets {
    texts = List.copyOf(texts);
  }

  /** The texts of one kind; empty where they are named otherwise. */
  List<Environment.Text> of(Targets.Kind wanted) {
    return kind == wanted ? texts : List.of();
  }

  /**
   * With the variables replaced. A command and a query are left as they are, as commands of hooks
   * are.
   *
   * @param url that of the place where the targets are written
   * @param directory where relative paths start, and where a command runs
   */
  Targets resolved(Optional<Environment.Text> url, Variables variables, Path directory) {
    boolean expands =
        switch (kind) {
          case URLS, FILES -> true;
          case COMMAND, QUERY -> false;
        };
    return new Targets(
        kind,
        texts.stream().map(t -> expands ? variables.expand(t) : t.written()).toList(),
        kind == Targets.Kind.QUERY ? url.map(variables::expand).orElse("") : "",
        directory);
  }
}
