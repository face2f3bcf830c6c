package dev.underpin.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows the steps from the database to the declared schema, or saves them as a migration. */
@Mojo(name = "plan", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class PlanMojo extends CommandMojo {
  /** A YAML file, or a folder of them. */
  @Parameter(property = "underpin.schema")
  @Nullable String schema;

  /** The folder of saved migrations. */
  @Parameter(property = "underpin.migrations")
  @Nullable String migrations;

  /** Another server of the same kind, where plans are tried. */
  @Parameter(property = "underpin.scratchUrl")
  @Nullable String scratchUrl;

  /** Words of --allow, such as drop-column. */
  @Parameter(property = "underpin.allow")
  @Nullable List<String> allow;

  /** Refuse steps of a higher risk: low, medium or high. */
  @Parameter(property = "underpin.maxRisk")
  @Nullable String maxRisk;

  /** Save the plan as a migration with this name. */
  @Parameter(property = "underpin.save")
  @Nullable String save;

  /** Plan from schema.lock.yaml, without a database. */
  @Parameter(property = "underpin.offline")
  boolean offline;

  /** With offline, the engine of the first migration. */
  @Parameter(property = "underpin.engine")
  @Nullable String engine;

  /** text, sql, json, markdown, html, github, gitlab, sarif or junit. */
  @Parameter(property = "underpin.format")
  @Nullable String format;

  /** Fail the build where there are changes. */
  @Parameter(property = "underpin.failOnChanges")
  boolean failOnChanges;

  @Override
  Arguments arguments() {
    return new Arguments("plan")
        .with("--schema", schema)
        .with("--migrations", migrations)
        .with("--scratch-url", scratchUrl)
        .each("--allow", allow)
        .with("--max-risk", maxRisk)
        .with("--save", save)
        .with("--offline", offline)
        .with("--engine", engine)
        .with("--format", format)
        .with("--exit-code", failOnChanges);
  }

  @Override
  @Nullable String different() {
    return "The database is not as declared. The plan says what differs.";
  }
}
