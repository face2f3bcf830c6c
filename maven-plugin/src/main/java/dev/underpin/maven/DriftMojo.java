package dev.underpin.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Compares the database with what the last run has left, or with the YAML. */
@Mojo(name = "drift", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class DriftMojo extends CommandMojo {
  /** The folder of saved migrations. */
  @Parameter(property = "underpin.migrations")
  @Nullable String migrations;

  /** Compare with this YAML file or folder instead of the history. */
  @Parameter(property = "underpin.driftSchema")
  @Nullable String driftSchema;

  /** Another server of the same kind, which is asked for the canonical form. */
  @Parameter(property = "underpin.scratchUrl")
  @Nullable String scratchUrl;

  /** Check every environment of underpin.yaml. */
  @Parameter(property = "underpin.all")
  boolean all;

  /** text, json, sarif, junit, github, gitlab, prometheus or html. */
  @Parameter(property = "underpin.format")
  @Nullable String format;

  /** Fail the build where there is drift. */
  @Parameter(property = "underpin.failOnDrift", defaultValue = "true")
  boolean failOnDrift = true;

  @Override
  Arguments arguments() {
    return new Arguments("drift")
        .with("--migrations", migrations)
        .with("--schema", driftSchema)
        .with("--scratch-url", scratchUrl)
        .with("--all", all)
        .with("--format", format);
  }

  @Override
  @Nullable String different() {
    return failOnDrift ? "There is drift. The lines above say what differs." : null;
  }
}
