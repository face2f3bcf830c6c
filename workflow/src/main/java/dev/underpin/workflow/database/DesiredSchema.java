package dev.underpin.workflow.database;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the YAML asks for, in an engine's own words.
 *
 * @param declared lowered and normalised
 * @param warnings what was found doubtful
 * @param enumTables the tables that have columns of an enum, by its name, where the engine keeps an
 *     enum with its columns
 */
public record DesiredSchema(
    Declared declared, List<Problem> warnings, Map<String, Set<QualifiedName>> enumTables) {
  /** Of an engine's own words. */
  public DesiredSchema(Declared declared, List<Problem> warnings) {
    this(declared, warnings, Map.of());
  }

  /** Read, lower and normalise; every error that is found is in the message. */
  public static DesiredSchema of(Path schema, Dialect dialect, String namespace) {
    return of(read(schema, Optional.of(dialect.engine().id())), dialect, namespace);
  }

  /** The same of the schema that the settings name, which may be a text and no file. */
  public static DesiredSchema of(Settings settings, Dialect dialect, String namespace) {
    if (settings.schemaText().isEmpty()) return of(settings.schema(), dialect, namespace);
    ReadResult read =
        reader(Optional.of(dialect.engine().id()), Map.of())
            .readString(settings.schema().toString(), settings.schemaText().get());
    return of(read, dialect, namespace);
  }

  private static DesiredSchema of(ReadResult read, Dialect dialect, String namespace) {
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.declared().isEmpty()) throw broken(problems);
    Declared lowered = dialect.lower(read.declared().get(), namespace, problems::add);
    if (problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR))
      throw broken(problems);
    return new DesiredSchema(
        lowered
            .withSchema(dialect.normalize(lowered.schema()))
            .withSeeds(seeds(read.declared().get().seeds(), namespace)),
        problems,
        lowered.schema().enums().isEmpty() ? enumTables(read.declared().get().schema()) : Map.of());
  }

  private static List<Seed> seeds(List<Seed> declared, String namespace) {
    return declared.stream()
        .map(
            seed ->
                seed.table().schema().isEmpty()
                    ? seed.withTable(new QualifiedName(namespace, seed.table().name()))
                    : seed)
        .toList();
  }

  private static Map<String, Set<QualifiedName>> enumTables(Schema declared) {
    Map<String, Set<QualifiedName>> tables = new TreeMap<>();
    for (QualifiedName type : declared.enums().keySet()) {
      String name = type.toString();
      Set<String> written = Set.of(name, "\"" + name + "\"", "`" + name + "`");
      for (Table table : declared.tables().values())
        if (table.columns().stream().anyMatch(c -> written.contains(c.type())))
          tables.computeIfAbsent(name, n -> new TreeSet<>()).add(table.name());
    }
    return tables;
  }

  /** Read the YAML, for one engine or for none. */
  public static ReadResult read(Path schema, Optional<String> engineId) {
    return read(schema, engineId, Map.of());
  }

  /**
   * Read the YAML, for one engine or for none.
   *
   * @param unsaved the texts of files that an editor has open, by their absolute paths
   */
  public static ReadResult read(Path schema, Optional<String> engineId, Map<Path, String> unsaved) {
    if (!Files.exists(schema) && !unsaved.containsKey(schema.toAbsolutePath().normalize())) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          """
          There is no schema at %s. Name one with --schema FILE_OR_FOLDER, or write one from a live \
          database: underpin init --url URL"""
              .formatted(schema));
    }
    return reader(engineId, unsaved).read(List.of(schema));
  }

  private static SchemaReader reader(Optional<String> engineId, Map<Path, String> unsaved) {
    Set<String> all = Dialects.yamlWords();
    EngineWords any = EngineWords.any(all);
    EngineWords words = engineId.map(id -> words(id, all)).orElse(any);
    return new SchemaReader(words, unsaved);
  }

  private static EngineWords words(String engineId, Set<String> all) {
    DialectProvider provider = Dialects.provider(engineId);
    Dialect dialect = provider.create(provider.baseline());
    return new EngineWords(
        provider.yamlWords(),
        all,
        Dialects.missingKeys(engineId),
        dialect::quote,
        dialect.overloadsRoutines());
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

  /** All errors of a YAML as one. */
  public static UnderpinException broken(List<Problem> problems) {
    List<Problem> errors =
        problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    String all = errors.stream().map(Problem::render).collect(Collectors.joining("\n\n"));
    String count = errors.size() == 1 ? "1 error." : errors.size() + " errors.";
    return UnderpinException.failed(all + "\n\n" + count).about(errors);
  }
}
