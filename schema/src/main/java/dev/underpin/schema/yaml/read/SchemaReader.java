package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads schemas in YAML. It never throws for what is in a file: every error and warning is a {@link
 * Problem} with its place.
 *
 * <p>A scalar is the text that was written, never a value that YAML makes of it: {@code no}, {@code
 * 010}, {@code 1_000} and {@code 2001-01-01} stay what they are. The keys are those of {@code
 * docs/yaml.md}; keys that begin with {@code x-} are the writer's own.
 */
public final class SchemaReader {
  private final EngineWords engines;
  private final Map<Path, String> unsaved;

  /** A reader for an engine, or for none. */
  public SchemaReader(EngineWords engines) {
    this(engines, Map.of());
  }

  /**
   * A reader that takes some texts from elsewhere than from the files.
   *
   * @param unsaved the texts of files that an editor has open, by their absolute paths
   */
  public SchemaReader(EngineWords engines, Map<Path, String> unsaved) {
    this.engines = engines;
    this.unsaved = Map.copyOf(unsaved);
  }

  /**
   * Read files, and folders with every {@code *.yaml} and {@code *.yml} in them that declares
   * something, as one schema.
   */
  public ReadResult read(List<Path> filesOrFolders) {
    ProblemCollector problems = new ProblemCollector();
    List<SourceText> sources = new ArrayList<>();
    for (Path path : filesOrFolders) sources.addAll(SourceFiles.of(path, unsaved, problems));
    return read(sources, problems);
  }

  /** The files that a schema is read from: the file itself, or those of the folder by name. */
  public static List<Path> files(Path fileOrFolder) {
    return SourceFiles.files(fileOrFolder);
  }

  /** True for the text of a file that is a part of the schema of its folder. */
  public static boolean declares(String text) {
    return SourceFiles.declares(text);
  }

  /** Read a text as a file of that name. */
  public ReadResult readString(String name, String text) {
    ProblemCollector problems = new ProblemCollector();
    String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return read(List.of(new SourceText(name, withoutMark)), problems);
  }

  private ReadResult read(List<SourceText> sources, ProblemCollector problems) {
    List<Document> documents = new ArrayList<>();
    for (SourceText source : sources) documents.addAll(documents(source, problems));
    AtomicBoolean sawChoice = new AtomicBoolean();
    DeclarationBuilder draft = run(documents, engines.target(), problems, sawChoice);
    if (engines.target().isEmpty() && sawChoice.get()) checkEveryBranch(documents, problems);
    List<Problem> found = problems.inOrder();
    Optional<Declared> declared =
        problems.hasErrors() ? Optional.empty() : Optional.of(draft.finish());
    return new ReadResult(declared, found);
  }

  private void checkEveryBranch(List<Document> documents, ProblemCollector problems) {
    for (String word : engines.all().stream().sorted().toList()) {
      run(documents, List.of(word), problems, new AtomicBoolean());
    }
  }

  private DeclarationBuilder run(
      List<Document> documents,
      List<String> target,
      ProblemCollector problems,
      AtomicBoolean sawChoice) {
    boolean probing = engines.target().isEmpty();
    DeclarationBuilder draft = new DeclarationBuilder();
    for (Document document : documents) {
      ReadOptions reading =
          new ReadOptions(
              document.source(),
              engines.withTarget(target),
              problems,
              probing,
              sawChoice,
              draft.ignores);
      DocumentReader.read(new YamlValue(reading, document.node(), ""), draft);
    }
    ReferenceChecks.check(draft);
    return draft;
  }

  private static List<Document> documents(SourceText source, ProblemCollector problems) {
    boolean hadErrors = problems.hasErrors();
    List<Node> nodes = YamlDocuments.of(source, problems);
    Stream<Node> filled = nodes.stream().filter(n -> !SourceFiles.isEmpty(n));
    List<Document> documents = filled.map(n -> new Document(source, n)).toList();
    if (documents.isEmpty() && problems.hasErrors() == hadErrors) {
      problems.error(
          "the file declares nothing",
          source.start(),
          "",
          Optional.of("write  tables: {}  where no table is meant"));
    }
    return documents;
  }

  private record Document(SourceText source, Node node) {}
}
