package dev.underpin.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Looks for what makes trouble in the schema and in saved migrations, without a database. */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public class LintMojo extends CommandMojo {
  /** YAML and SQL files, and folders of them. Default: the schema and the saved migrations. */
  @Parameter(property = "underpin.paths")
  @Nullable List<String> paths;

  /** A YAML file, or a folder of them. */
  @Parameter(property = "underpin.schema")
  @Nullable String schema;

  /** Check for this engine too: postgresql, mysql, mariadb or sqlite. */
  @Parameter(property = "underpin.engine")
  @Nullable String engine;

  /** The level from which on the build fails: error or warning. */
  @Parameter(property = "underpin.failOn")
  @Nullable String failOn;

  /** text, json, sarif, junit, github, gitlab, prometheus or html. */
  @Parameter(property = "underpin.format")
  @Nullable String format;

  @Override
  Arguments arguments() {
    return new Arguments("lint")
        .each(paths)
        .with("--schema", schema)
        .with("--engine", engine)
        .with("--fail-on", failOn)
        .with("--format", format);
  }

  @Override
  @Nullable String different() {
    return null;
  }
}
