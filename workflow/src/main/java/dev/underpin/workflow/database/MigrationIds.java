package dev.underpin.workflow.database;

import java.util.List;
import java.util.Optional;

/**
 * Migrations as people name them: by the whole id, or by the name behind the time where that is
 * only one's.
 */
public final class MigrationIds {
  private MigrationIds() {}

  /** The one id that is meant, where there is exactly one. */
  public static Optional<String> find(String named, List<String> ids) {
    if (ids.contains(named)) return Optional.of(named);
    List<String> alike = ids.stream().distinct().filter(id -> id.endsWith("_" + named)).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }
}
