package dev.underpin.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Checks the YAML, without a database. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public class ValidateMojo extends CommandMojo {
  /** A YAML file, or a folder of them. */
  @Parameter(property = "underpin.schema")
  @Nullable String schema;

  /** Check for this engine too: postgresql, mysql, mariadb or sqlite. */
  @Parameter(property = "underpin.engine")
  @Nullable String engine;

  @Override
  Arguments arguments() {
    return new Arguments("validate").with("--schema", schema).with("--engine", engine);
  }

  @Override
  @Nullable String different() {
    return null;
  }
}
