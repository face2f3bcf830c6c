package dev.underpin.languageserver;

import dev.underpin.languageserver.text.YamlText;
import dev.underpin.planner.lint.LintFinding;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.lint.SchemaCheck;
import dev.underpin.workflow.settings.ConfigurationFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** What {@code validate} and {@code lint} say, as diagnostics of the files. */
final class Diagnoser {
  static final String SOURCE = "underpin";

  private static final Pattern MEANT = Pattern.compile("did you mean \"([^\"]+)\"\\?");

  private final OpenFiles files;

  Diagnoser(OpenFiles files) {
    this.files = files;
  }

  /** The diagnostics of every file of a schema, also of those that have none. */
  Map<Path, List<Diagnostic>> schema(Project project) {
    Map<Path, List<Diagnostic>> found = new LinkedHashMap<>();
    for (Path file : project.files()) found.put(file, new ArrayList<>());
    SchemaCheck check;
    try {
      check = SchemaCheck.of(project.schema(), project.engine(), project.lint(), files.texts());
    } catch (UnderpinException e) {
      add(
          found,
          project.schema(),
          new Diagnostic(start(), Projects.firstLine(e), DiagnosticSeverity.Error, SOURCE));
      return found;
    }
    Path first = found.keySet().stream().findFirst().orElse(project.schema());
    for (Problem problem : check.problems()) problem(found, first, problem);
    for (LintFinding finding : check.findings()) finding(found, first, finding);
    return found;
  }

  /** The diagnostics of a configuration. */
  List<Diagnostic> configuration(Path file) {
    Optional<YamlText> yaml = files.yaml(file);
    if (yaml.isEmpty()) return List.of();
    List<Diagnostic> found = new ArrayList<>();
    for (Problem problem : ConfigurationFile.problems(file, yaml.get().lines().text()))
      found.add(diagnostic(yaml, problem));
    return found;
  }

  private void problem(Map<Path, List<Diagnostic>> found, Path first, Problem problem) {
    Path file = problem.location().map(Diagnoser::file).orElse(first);
    add(found, file, diagnostic(files.yaml(file), problem));
  }

  private static Path file(Location location) {
    return Path.of(location.file()).toAbsolutePath().normalize();
  }

  private static void add(Map<Path, List<Diagnostic>> found, Path file, Diagnostic diagnostic) {
    if (Files.isDirectory(file)) return;
    found.computeIfAbsent(file, f -> new ArrayList<>()).add(diagnostic);
  }

  private static Diagnostic diagnostic(Optional<YamlText> yaml, Problem problem) {
    DiagnosticSeverity severity =
        switch (problem.severity()) {
          case ERROR -> DiagnosticSeverity.Error;
          case WARNING -> DiagnosticSeverity.Warning;
        };
    String hint = problem.hint().map(h -> "\n" + h).orElse("");
    Diagnostic diagnostic =
        new Diagnostic(range(yaml, problem.location()), problem.message() + hint, severity, SOURCE);
    problem.code().map(FindingCode::id).ifPresent(diagnostic::setCode);
    meant(hint).ifPresent(diagnostic::setData);
    return diagnostic;
  }

  /** The word that was probably meant, where a hint says one. */
  static Optional<String> meant(String message) {
    Matcher word = MEANT.matcher(message);
    return word.find() ? Optional.of(word.group(1)) : Optional.empty();
  }

  private void finding(Map<Path, List<Diagnostic>> found, Path first, LintFinding finding) {
    DiagnosticSeverity severity;
    switch (finding.level()) {
      case ERROR -> severity = DiagnosticSeverity.Error;
      case WARNING -> severity = DiagnosticSeverity.Warning;
      case INFO -> severity = DiagnosticSeverity.Information;
      default -> {
        return;
      }
    }
    Path file = finding.place().map(Diagnoser::file).orElse(first);
    String remedy = finding.remedy().isEmpty() ? "" : "\n" + finding.remedy();
    Diagnostic diagnostic =
        new Diagnostic(
            range(files.yaml(file), finding.place()),
            finding.finding().text() + remedy,
            severity,
            SOURCE);
    diagnostic.setCode(finding.code().id());
    add(found, file, diagnostic);
  }

  private static Range range(Optional<YamlText> yaml, Optional<Location> place) {
    if (yaml.isEmpty() || place.isEmpty()) return start();
    return yaml.get().range(place.get());
  }

  private static Range start() {
    return new Range(new Position(0, 0), new Position(0, 0));
  }
}
