package dev.underpin.languageserver;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.languageserver.names.Occurrence;
import dev.underpin.languageserver.names.SchemaNames;
import dev.underpin.languageserver.text.YamlText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The projects of the open files, and the names in them. */
final class Workspace {
  private final OpenFiles files;
  private final Projects projects;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** The names of a schema, with the texts that they were found in. */
  private record Known(List<YamlText> texts, SchemaNames names) {}

  /** Where a request is about: a file of a project, and the names of that project. */
  record Place(Path file, Project project, SchemaNames names, YamlText text) {
    Optional<Occurrence> occurrence(int offset) {
      return names.at(file, offset);
    }
  }

  Workspace(OpenFiles files, Projects projects) {
    this.files = files;
    this.projects = projects;
  }

  OpenFiles files() {
    return files;
  }

  Projects projects() {
    return projects;
  }

  /** The project of a file; nothing where it is no part of a schema. */
  Optional<Project> project(Path file) {
    if (projects.isConfiguration(file)) return Optional.empty();
    return files.yaml(file).flatMap(yaml -> projects.of(file, yaml.lines().text()));
  }

  /** What is known of the document of a request. */
  Optional<Place> place(String uri) {
    Optional<Path> file = OpenFiles.path(uri);
    Optional<Project> project = file.flatMap(this::project);
    if (project.isEmpty()) return Optional.empty();
    return files
        .yaml(file.get())
        .map(text -> new Place(file.get(), project.get(), names(project.get()), text));
  }

  /** The names of a project. */
  SchemaNames names(Project project) {
    Map<Path, YamlText> texts = new LinkedHashMap<>();
    for (Path file : project.files()) files.yaml(file).ifPresent(text -> texts.put(file, text));
    Known before = known.get(project.schema());
    List<YamlText> current = List.copyOf(texts.values());
    if (before != null && isSame(before.texts(), current)) return before.names();
    String namespace = dialect(project).map(Dialect::defaultNamespace).orElse("");
    SchemaNames names = SchemaNames.of(texts, Dialects.yamlWords(), namespace);
    known.put(project.schema(), new Known(current, names));
    return names;
  }

  /** By identity: a text that was read again is another one. */
  private static boolean isSame(List<YamlText> one, List<YamlText> other) {
    if (one.size() != other.size()) return false;
    for (int i = 0; i < one.size(); i++) if (one.get(i) != other.get(i)) return false;
    return true;
  }

  /** The language of the project's engine, where that is known. */
  static Optional<Dialect> dialect(Project project) {
    Optional<DialectProvider> provider = project.engine().map(Dialects::provider);
    return provider.map(p -> p.create(p.baseline()));
  }
}
