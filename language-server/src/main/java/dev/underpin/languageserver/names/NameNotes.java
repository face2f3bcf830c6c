package dev.underpin.languageserver.names;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Notes the names that one document declares, or that it uses. */
final class NameNotes {
  private final SchemaNames names;
  private final Path file;
  private final String usualNamespace;
  private final boolean declaring;
  private String namespace = "";

  /**
   * @param declaring true where only declarations are noted; false for all the rest
   */
  NameNotes(SchemaNames names, Path file, String usualNamespace, boolean declaring) {
    this.names = names;
    this.file = file;
    this.usualNamespace = usualNamespace;
    this.declaring = declaring;
  }

  /** The namespace of names in the document that have none. */
  void setNamespace(String name) {
    namespace = name;
  }

  Optional<QualifiedName> name(String text) {
    try {
      QualifiedName name = NameParser.parse(text, namespace);
      return Optional.of(
          name.schema().equals(usualNamespace) ? name.without(usualNamespace) : name);
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }

  static List<Node> items(Node value) {
    return value instanceof SequenceNode list ? list.getValue() : List.of(value);
  }

  void indexName(QualifiedName table, Node value) {
    if (value instanceof ScalarNode name) refer(Symbol.index(table, name.getValue()), name);
  }

  void columns(Node value, Optional<QualifiedName> table) {
    if (table.isEmpty()) return;
    for (Node item : items(value))
      if (item instanceof ScalarNode name) refer(Symbol.column(table.get(), name.getValue()), name);
  }

  void columnsAsKeys(MappingNode row, Optional<QualifiedName> table) {
    for (NodeTuple entry : row.getValue())
      if (entry.getKeyNode() instanceof ScalarNode name)
        table.ifPresent(t -> refer(Symbol.column(t, name.getValue()), name));
  }

  void tablesAsKeys(Node value) {
    if (!(value instanceof MappingNode mapping)) return;
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) continue;
      String text = name.getValue();
      int skip = text.startsWith("table ") ? "table ".length() : 0;
      String rest = text.substring(skip);
      name(rest)
          .filter(names.columns::containsKey)
          .ifPresent(table -> referObject(Symbol.table(table), name, skip));
    }
  }

  void indexKey(ScalarNode text, Optional<QualifiedName> table, String path) {
    Set<String> columns = table.map(t -> names.columns.getOrDefault(t, Set.of())).orElse(Set.of());
    Optional<NameSpans.Span> span = NameSpans.keyColumn(text.getValue(), columns);
    if (span.isPresent() && table.isPresent())
      refer(Symbol.column(table.get(), span.get().name()), text, span.get(), false);
    else sql(text, table, path);
  }

  void reference(Node node) {
    if (!(node instanceof ScalarNode text)) return;
    String value = text.getValue();
    Optional<QualifiedName> table = name(NameSpans.tableText(value));
    if (table.isEmpty()) return;
    refer(Symbol.table(table.get()), text, NameSpans.referencedTable(value), false);
    for (NameSpans.Span column : NameSpans.referencedColumns(value))
      refer(Symbol.column(table.get(), column.name()), text, column, false);
  }

  void table(Node node) {
    if (!(node instanceof ScalarNode text)) return;
    name(text.getValue()).ifPresent(table -> referObject(Symbol.table(table), text, 0));
  }

  void owner(Node node) {
    if (!(node instanceof ScalarNode text)) return;
    Optional<QualifiedName> owner = name(text.getValue());
    if (owner.isEmpty() || owner.get().schema().isEmpty()) return;
    NameSpans.Span column = NameSpans.last(text.getValue(), 0);
    String before = text.getValue().substring(0, Math.max(0, column.from() - 1));
    Optional<QualifiedName> table = name(before);
    if (table.isEmpty()) return;
    refer(Symbol.table(table.get()), text, NameSpans.last(before, 0), false);
    refer(Symbol.column(table.get(), column.name()), text, column, false);
  }

  void type(Node node) {
    if (node instanceof MappingNode choice) {
      for (NodeTuple branch : choice.getValue()) type(branch.getValueNode());
      return;
    }
    if (!(node instanceof ScalarNode text) || declaring) return;
    Optional<NameSpans.Span> span = NameSpans.type(text.getValue());
    if (span.isEmpty()) return;
    String written = text.getValue().substring(0, span.get().to());
    name(written)
        .filter(names.types::contains)
        .ifPresent(type -> refer(Symbol.type(type), text, span.get(), false));
  }

  void sql(Node value, Optional<QualifiedName> table, String path) {
    if (declaring) return;
    for (Node item : items(value))
      if (item instanceof ScalarNode text && !text.getValue().isEmpty())
        names.sql.add(new SqlPlace(file, text, table, path));
  }

  void declared(Symbol symbol, ScalarNode name, Node value) {
    if (declaring)
      names.occurrences.add(
          new Occurrence(symbol, file, name, 0, name.getValue().length(), true, value, true));
  }

  void declaredObject(Symbol symbol, ScalarNode name, Node value) {
    if (!declaring) return;
    NameSpans.Span span = NameSpans.last(name.getValue(), 0);
    names.occurrences.add(
        new Occurrence(symbol, file, name, span.from(), span.to(), false, value, true));
  }

  void referObject(Symbol symbol, ScalarNode text, int skip) {
    refer(symbol, text, NameSpans.last(text.getValue().substring(skip), skip), false);
  }

  void refer(Symbol symbol, ScalarNode name) {
    refer(symbol, name, new NameSpans.Span(0, name.getValue().length(), name.getValue()), true);
  }

  void refer(Symbol symbol, ScalarNode text, NameSpans.Span span, boolean alone) {
    if (declaring) return;
    names.occurrences.add(
        new Occurrence(symbol, file, text, span.from(), span.to(), alone, text, false));
  }
}
