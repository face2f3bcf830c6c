package dev.underpin.languageserver;

import dev.underpin.workflow.settings.Overrides;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the language server is started with.
 *
 * @param overrides what the command line says of the configuration
 * @param engine the engine of the schema, where neither a URL nor a saved migration says it
 * @param variables the process's environment
 * @param log a file for what the server does; nothing is logged without one
 */
public record ServerOptions(
    Overrides overrides,
    Optional<String> engine,
    Map<String, String> variables,
    Optional<Path> log,
    String version) {
  public ServerOptions {
    variables = Map.copyOf(variables);
  }
}
