package dev.underpin.runner.session;

import java.util.Set;

/**
 * The project that works on a database, which other projects may use too.
 *
 * @param name as {@code underpin.yaml} has it; empty where it has none
 * @param onlyListed true where only what the project declares belongs to it
 * @param saved the ids of the migrations in its folder
 */
public record Project(String name, boolean onlyListed, Set<String> saved) {
  /** The only one on its database. */
  public static final Project ONLY = new Project("", false, Set.of());

  public Project {
    saved = Set.copyOf(saved);
  }

  /**
   * True where an entry of the history is one of the project's.
   *
   * @param project the name that the entry was written with; empty for none
   * @param id the entry's migration
   */
  public boolean has(String project, String id) {
    return project.equals(name) || project.isEmpty() && saved.contains(id);
  }
}
