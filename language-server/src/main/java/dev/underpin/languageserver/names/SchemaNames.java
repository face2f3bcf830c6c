package dev.underpin.languageserver.names;

import dev.underpin.languageserver.text.YamlText;
import dev.underpin.schema.model.QualifiedName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;

/** The names in all files of a schema, the keys, and the texts of SQL. */
public final class SchemaNames {
  private final Map<Path, YamlText> files;
  final List<Occurrence> occurrences = new ArrayList<>();
  final List<KeyUse> keys = new ArrayList<>();
  final List<SqlPlace> sql = new ArrayList<>();
  final SortedMap<QualifiedName, Set<String>> columns = new TreeMap<>();
  final Set<QualifiedName> types = new LinkedHashSet<>();

  private SchemaNames(Map<Path, YamlText> files) {
    this.files = new LinkedHashMap<>(files);
  }

  /**
   * The names in these files.
   *
   * @param engines the words that mean an engine in a mapping of engine to value
   * @param usualNamespace the one that is meant where none is written
   */
  public static SchemaNames of(
      Map<Path, YamlText> files, Set<String> engines, String usualNamespace) {
    SchemaNames names = new SchemaNames(files);
    // What a foreign key or a seed names may be declared in a later file.
    for (boolean declaring : new boolean[] {true, false}) {
      files.forEach(
          (file, text) -> {
            for (Node document : text.documents())
              new NameWalk(names, file, engines, usualNamespace, declaring).document(document);
          });
    }
    return names;
  }

  /** The text of a file of the schema. */
  public Optional<YamlText> file(Path file) {
    return Optional.ofNullable(files.get(file));
  }

  public Set<Path> paths() {
    return files.keySet();
  }

  public List<Occurrence> occurrences() {
    return occurrences;
  }

  public List<SqlPlace> sql() {
    return sql;
  }

  /** The tables and partitions, with their columns. */
  public SortedMap<QualifiedName, Set<String>> tables() {
    return columns;
  }

  /** The enums, domains and other types. */
  public Set<QualifiedName> types() {
    return types;
  }

  /** All places of a thing, its declaration among them. */
  public List<Occurrence> of(Symbol symbol) {
    return occurrences.stream().filter(o -> o.symbol().equals(symbol)).toList();
  }

  /** Where a thing is declared. */
  public Optional<Occurrence> declaration(Symbol symbol) {
    return occurrences.stream()
        .filter(o -> o.isDeclaration() && o.symbol().equals(symbol))
        .findFirst();
  }

  /** The name at an offset of a file. */
  public Optional<Occurrence> at(Path file, int offset) {
    YamlText text = files.get(file);
    if (text == null) return Optional.empty();
    return occurrences.stream()
        .filter(o -> o.file().equals(file))
        .filter(o -> Scalars.holds(text, o, offset))
        .findFirst();
  }

  /** The key at an offset of a file. */
  public Optional<KeyUse> keyAt(Path file, int offset) {
    YamlText text = files.get(file);
    if (text == null) return Optional.empty();
    return keys.stream()
        .filter(k -> k.file().equals(file))
        .filter(k -> text.start(k.node()) <= offset && offset <= text.end(k.node()))
        .findFirst();
  }
}
