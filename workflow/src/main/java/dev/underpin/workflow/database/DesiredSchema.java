package dev.underpin.workflow.database;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the YAML asks for, in an engine's own words.
 *
 * @param declared lowered and normalised
 * @param warnings what was found doubtful
 */
public record DesiredSchema(Declared declared, List<Problem> warnings) {

  /** Read, lower and normalise; every error that is found is in the message. */
  public static DesiredSchema of(Path schema, Dialect dialect, String namespace) {
    ReadResult read = read(schema, Optional.of(dialect.engine().id()));
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.declared().isEmpty()) throw broken(problems);
    Declared lowered = dialect.lower(read.declared().get(), namespace, problems::add);
    if (problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR))
      throw broken(problems);
    return new DesiredSchema(lowered.withSchema(dialect.normalize(lowered.schema())), problems);
  }

  /** Read the YAML, for one engine or for none. */
  public static ReadResult read(Path schema, Optional<String> engineId) {
    if (!Files.exists(schema)) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          """
          There is no schema at %s. Name one with --schema FILE_OR_FOLDER, or write one from a live \
          database: underpin init --url URL"""
              .formatted(schema));
    }
    Set<String> all = Dialects.yamlWords();
    EngineWords any = EngineWords.any(all);
    EngineWords words =
        engineId
            .map(
                id ->
                    new EngineWords(
                        Dialects.provider(id).yamlWords(), all, Dialects.missingKeys(id)))
            .orElse(any);
    return new SchemaReader(words).read(List.of(schema));
  }

  /** The names of all declared tables, which are seen whatever {@code ignore:} says. */
  Set<String> tableNames() {
    Set<String> names = new HashSet<>();
    for (QualifiedName name : declared.schema().tables().keySet()) names.add(name.name());
    return names;
  }

  /** The namespaces that the YAML speaks of. */
  Set<String> namespaces() {
    Set<String> namespaces = new TreeSet<>(declared.schema().namespaces());
    declared.schema().tables().keySet().forEach(t -> namespaces.add(t.schema()));
    declared.schema().enums().keySet().forEach(t -> namespaces.add(t.schema()));
    declared.schema().sequences().keySet().forEach(t -> namespaces.add(t.schema()));
    namespaces.remove("");
    return namespaces;
  }

  private static UnderpinException broken(List<Problem> problems) {
    List<Problem> errors =
        problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    String all = errors.stream().map(Problem::render).collect(Collectors.joining("\n\n"));
    String count = errors.size() == 1 ? "1 error." : errors.size() + " errors.";
    return UnderpinException.failed(all + "\n\n" + count);
  }
}
