package dev.underpin.workflow.lint;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.Planner;
import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintSettings;
import dev.underpin.planner.lint.LintedSchema;
import dev.underpin.planner.lint.schema.SchemaLint;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.workflow.database.DesiredSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code validate} and {@code lint} say of a schema, with no database.
 *
 * @param problems what the YAML's reader and the engine's dialect found
 * @param findings what lint found; none where a problem is an error
 * @param declared as it is written; absent where a problem is an error
 * @param lowered in the words of the engine; as it is written where no engine is known
 */
public record SchemaCheck(
    List<Problem> problems,
    List<LintFinding> findings,
    Optional<Declared> declared,
    Optional<Declared> lowered) {
  public SchemaCheck {
    problems = List.copyOf(problems);
    findings = List.copyOf(findings);
  }

  /**
   * Check a file or a folder.
   *
   * @param engine absent where each engine's branch is only read
   * @param unsaved the texts of files that an editor has open, by their absolute paths
   */
  public static SchemaCheck of(
      Path schema, Optional<String> engine, LintSettings lint, Map<Path, String> unsaved) {
    ReadResult read = DesiredSchema.read(schema, engine, unsaved);
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.declared().isEmpty()) return broken(problems);
    Declared written = read.declared().get();
    Optional<DialectProvider> provider = engine.map(Dialects::provider);
    Optional<Dialect> dialect = provider.map(p -> p.create(p.baseline()));
    Declared lowered =
        dialect.map(d -> d.lower(written, d.defaultNamespace(), problems::add)).orElse(written);
    if (problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR))
      return broken(problems);
    Declared declared =
        dialect.map(d -> lowered.withSchema(d.normalize(lowered.schema()))).orElse(lowered);
    EngineLint rules = engine.map(e -> Planner.recipes(e).lint()).orElse(EngineLint.NONE);
    return new SchemaCheck(
        distinct(problems),
        SchemaLint.findings(new LintedSchema(written, declared, dialect, lint), rules),
        Optional.of(written),
        Optional.of(declared));
  }

  private static SchemaCheck broken(List<Problem> problems) {
    return new SchemaCheck(distinct(problems), List.of(), Optional.empty(), Optional.empty());
  }

  private static List<Problem> distinct(List<Problem> problems) {
    return problems.stream().distinct().toList();
  }
}
