package dev.underpin.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows which migrations the database has run. */
@Mojo(name = "status", threadSafe = true)
public class StatusMojo extends CommandMojo {
  /** The folder of saved migrations. */
  @Parameter(property = "underpin.migrations")
  @Nullable String migrations;

  /** text or json. */
  @Parameter(property = "underpin.format")
  @Nullable String format;

  /** Fail the build where a migration is pending, partially applied, edited or missing. */
  @Parameter(property = "underpin.failOnPending")
  boolean failOnPending;

  @Override
  Arguments arguments() {
    return new Arguments("status").with("--migrations", migrations).with("--format", format);
  }

  @Override
  @Nullable String different() {
    return failOnPending ? "Not all migrations are applied. The lines above say which." : null;
  }
}
