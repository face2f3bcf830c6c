package dev.underpin.spring;

import dev.underpin.workflow.Phase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings below {@code underpin} in {@code application.yaml}.
 *
 * @param enabled Whether Underpin does anything in this application.
 * @param mode What happens at the start, before beans use the database.
 * @param migrations Where the saved migrations are. A location that begins with "classpath:", or a
 *     folder.
 * @param schema The declared schema, a YAML file or a folder of them. With it, drift is what
 *     differs from this schema; without it, what has changed since the last run.
 * @param configuration An underpin.yaml whose settings hold. No other file of settings is read.
 * @param environment The environment of underpin.yaml whose settings hold.
 * @param url The database as "underpin --url" takes it, for connections of another user than that
 *     of the application. Without it the DataSource of the application is used.
 * @param allow Words of "--allow", for what is refused without them.
 * @param phase The last phase whose steps run at the start.
 * @param patience How long to wait for another run, for locks, or for the server to come up.
 * @param health Settings of the health indicator.
 */
@ConfigurationProperties("underpin")
public record UnderpinProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("apply") Mode mode,
    @DefaultValue("classpath:migrations") String migrations,
    @Nullable String schema,
    @Nullable String configuration,
    @Nullable String environment,
    @Nullable String url,
    @DefaultValue List<String> allow,
    @DefaultValue("contract") Phase phase,
    @Nullable Duration patience,
    @DefaultValue Health health) {
  public UnderpinProperties {
    allow = List.copyOf(allow);
  }

  /** What happens at the start. */
  public enum Mode {
    /** Pending migrations run. */
    APPLY,
    /** Nothing is changed. Where migrations are pending, or there is drift, the start fails. */
    VALIDATE,
    /** Nothing. */
    NONE
  }

  /**
   * Settings of the health indicator.
   *
   * @param cache How long an answer holds. Each new one reads the catalog of the database.
   * @param driftStatus The status of the health where there is drift.
   */
  public record Health(
      @DefaultValue("5m") Duration cache, @DefaultValue("UNKNOWN") String driftStatus) {}
}
