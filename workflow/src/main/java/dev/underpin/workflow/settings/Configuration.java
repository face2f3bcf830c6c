package dev.underpin.workflow.settings;

import dev.underpin.planner.lint.LintSettings;
import dev.underpin.schema.catalog.Version;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code underpin.yaml} says.
 *
 * @param directory the folder that its relative paths start from
 * @param top what holds where the environment says nothing
 * @param project {@code project}: the name by which the history keeps apart the migrations of
 *     several projects in one database; empty for none
 * @param onlyListed {@code manage: listed}: tables that the schema does not list are left alone
 * @param ignore patterns of tables that are not seen at all, beside the built-in ones
 * @param largeTable from how many bytes on a rewrite under a lock must be allowed
 * @param copyByTool {@code online: pt-osc}: large tables are copied by pt-online-schema-change
 * @param compat per engine id: the oldest version that saved files must run on
 * @param batchSize how many rows a backfill's batch begins with
 * @param lint what is said of the rules of lint
 */
public record Configuration(
    Path directory,
    Environment top,
    SortedMap<String, Environment> environments,
    String project,
    boolean onlyListed,
    List<String> ignore,
    OptionalLong largeTable,
    boolean copyByTool,
    Map<String, Version> compat,
    OptionalInt batchSize,
    LintSettings lint) {
  public Configuration {
    environments = Collections.unmodifiableSortedMap(new TreeMap<>(environments));
    ignore = List.copyOf(ignore);
    compat = Map.copyOf(compat);
  }

  /** No file. */
  public static Configuration none(Path directory) {
    return new Configuration(
        directory,
        Environment.EMPTY,
        new TreeMap<>(),
        "",
        false,
        List.of(),
        OptionalLong.empty(),
        false,
        Map.of(),
        OptionalInt.empty(),
        LintSettings.USUAL);
  }

  /** The environment of that name. */
  public Optional<Environment> environment(String name) {
    return Optional.ofNullable(environments.get(name));
  }
}
