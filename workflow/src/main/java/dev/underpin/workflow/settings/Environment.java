package dev.underpin.workflow.settings;

import dev.underpin.schema.error.Location;
import java.util.Optional;

/**
 * One environment of {@code underpin.yaml}, or what stands at its top level.
 *
 * @param targets many databases in place of that of the URL
 * @param isProtected true where nothing may be reset and nothing may be run that is not in a
 *     reviewed file
 * @param allowReset true where {@code reset} may empty the database
 * @param guards what must hold before a migration runs
 * @param passwordCommand what says the password of its database
 * @param scratchPasswordCommand what says the password of its scratch server
 * @param operations what surrounds a run
 */
public record Environment(
    Optional<Text> url,
    Optional<WrittenTargets> targets,
    Optional<Text> scratchUrl,
    Optional<Text> schema,
    Optional<Text> migrations,
    boolean isProtected,
    boolean allowReset,
    Guards guards,
    Optional<Text> passwordCommand,
    Optional<Text> scratchPasswordCommand,
    Operations operations) {
  /** Says nothing. */
  public static final Environment EMPTY =
      new Environment(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Guards.NONE,
          Optional.empty(),
          Optional.empty(),
          Operations.EMPTY);

  /** True where it says which database, or which databases. */
  boolean namesDatabase() {
    return url.isPresent() || targets.isPresent();
  }

  /**
   * A value as it was written; {@code ${VARIABLE}} in it is replaced when the value is needed, so
   * that a variable that only production has is not missed elsewhere.
   *
   * @param path its YAML path
   */
  public record Text(String written, Location location, String path) {}
}
