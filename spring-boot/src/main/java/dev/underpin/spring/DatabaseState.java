package dev.underpin.spring;

import dev.underpin.workflow.Drift;
import dev.underpin.workflow.Status;
import dev.underpin.workflow.Underpin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads how the database is. Changes nothing.
 *
 * @param schema the declared schema, where the settings name one
 */
record DatabaseState(Underpin underpin, Optional<Path> schema) {
  Status status() {
    return underpin.status();
  }

  /** What differs; empty where no run has said yet how the database should be. */
  Optional<Drift> drift(Status status) {
    if (schema.isPresent()) return Optional.of(underpin.drift(schema.get()));
    return isRecorded(status) ? Optional.of(underpin.drift()) : Optional.empty();
  }

  private static boolean isRecorded(Status status) {
    return status.migrations().stream()
        .anyMatch(
            migration ->
                switch (migration.state()) {
                  case PENDING, UNREADABLE -> false;
                  case APPLIED, BASELINE, SQUASHED, PARTIAL, EDITED, MISSING, ROLLED_BACK -> true;
                });
  }

  /** The ids of the migrations that the database has not had. */
  static List<String> pending(Status status) {
    return Stream.of(Status.State.PENDING, Status.State.UNREADABLE)
        .flatMap(state -> status.in(state).stream())
        .sorted()
        .toList();
  }

  /** What differs, one line each. */
  static List<String> lines(Drift drift) {
    return Stream.of(
            drift.changes().stream().map(Object::toString),
            drift.lost().stream(),
            drift.partial().stream())
        .flatMap(lines -> lines)
        .toList();
  }

  /** The same for a person. */
  static String sentence(Drift drift) {
    return lines(drift).stream()
        .collect(
            Collectors.joining(
                "\n  ", "There is drift from %s:\n  ".formatted(drift.compared()), ""));
  }
}
