package dev.underpin.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Runs the saved migrations that the database has not run. It does not ask. */
@Mojo(name = "apply", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public class ApplyMojo extends CommandMojo {
  /** The folder of saved migrations. */
  @Parameter(property = "underpin.migrations")
  @Nullable String migrations;

  /** Plan from the YAML and run that, without files. */
  @Parameter(property = "underpin.direct")
  boolean direct;

  /** With direct: a YAML file, or a folder of them. */
  @Parameter(property = "underpin.schema")
  @Nullable String schema;

  /** With direct: another server of the same kind, where plans are tried. */
  @Parameter(property = "underpin.scratchUrl")
  @Nullable String scratchUrl;

  /** Words of --allow, such as drop-column. */
  @Parameter(property = "underpin.allow")
  @Nullable List<String> allow;

  /** Refuse steps of a higher risk: low, medium or high. */
  @Parameter(property = "underpin.maxRisk")
  @Nullable String maxRisk;

  /** Stop after this phase: expand, backfill, contract or all. */
  @Parameter(property = "underpin.phase")
  @Nullable String phase;

  /** Stop after this migration. */
  @Parameter(property = "underpin.to")
  @Nullable String to;

  /** Create the SQLite file where it does not exist. */
  @Parameter(property = "underpin.create")
  boolean create;

  /** Check everything and show what would run. Run nothing. */
  @Parameter(property = "underpin.dryRun")
  boolean dryRun;

  /** Kept in the history. */
  @Parameter(property = "underpin.message")
  @Nullable String message;

  @Override
  Arguments arguments() {
    return new Arguments("apply")
        .with("--yes", true)
        .with("--migrations", migrations)
        .with("--direct", direct)
        .with("--schema", direct ? schema : null)
        .with("--scratch-url", direct ? scratchUrl : null)
        .each("--allow", allow)
        .with("--max-risk", maxRisk)
        .with("--phase", phase)
        .with("--to", to)
        .with("--create", create)
        .with("--dry-run", dryRun)
        .with("--message", message);
  }

  @Override
  @Nullable String different() {
    return null;
  }
}
