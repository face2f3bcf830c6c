package dev.underpin.workflow.lint;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.Planner;
import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintedSchema;
import dev.underpin.planner.lint.schema.SchemaLint;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a review would point out. It asks no server and changes nothing. */
public record LintWorkflow(Settings settings) {
  /**
   * Look at the YAML.
   *
   * @param paths files and folders; the configured schema where there are none
   * @param engineId named on the command line; else the URL's is meant
   */
  public LintResult lint(List<Path> paths, Optional<String> engineId) {
    Optional<String> engine = engineId.or(() -> settings.url().map(u -> u.engineId()));
    List<LintFinding> found = new ArrayList<>();
    int tables = 0;
    for (Path schema : paths.isEmpty() ? List.of(settings.schema()) : paths)
      tables += schema(schema, engine, found);
    return new LintResult(
        found.stream().sorted(LintFinding.ORDER).toList(), StepNumbers.count(tables, "table"));
  }

  private int schema(Path path, Optional<String> engine, List<LintFinding> found) {
    Optional<DialectProvider> provider = engine.map(Dialects::provider);
    ReadResult read = DesiredSchema.read(path, engine);
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.declared().isEmpty()) throw DesiredSchema.broken(problems);
    Declared written = read.declared().get();
    Optional<Dialect> dialect = provider.map(p -> p.create(p.baseline()));
    Declared declared =
        dialect
            .map(d -> d.lower(written, d.defaultNamespace(), problems::add))
            .map(d -> d.withSchema(dialect.get().normalize(d.schema())))
            .orElse(written);
    if (problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR))
      throw DesiredSchema.broken(problems);
    EngineLint rules = engine.map(e -> Planner.recipes(e).lint()).orElse(EngineLint.NONE);
    found.addAll(
        SchemaLint.findings(new LintedSchema(written, declared, dialect, settings.lint()), rules));
    return written.schema().tables().size();
  }
}
