package dev.underpin.languageserver;

import dev.underpin.languageserver.names.Occurrence;
import dev.underpin.languageserver.names.Symbol;
import dev.underpin.languageserver.text.TextLines;
import dev.underpin.languageserver.text.YamlText;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.write.ColumnText;
import dev.underpin.schema.yaml.write.YamlQuotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.TextEdit;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Writes {@code renamed_from} to a declaration. One that is there already stays, because the
 * database still has that name; one that names the new name goes, because nothing is renamed then.
 */
final class RenamedFrom {
  private static final String KEY = "renamed_from";

  private final YamlText text;
  private final Occurrence declaration;
  private final String newName;
  private final List<TextEdit> edits = new ArrayList<>();

  RenamedFrom(YamlText text, Occurrence declaration, String newName) {
    this.text = text;
    this.declaration = declaration;
    this.newName = newName;
  }

  List<TextEdit> edits() throws Renamer.Refused {
    if (text.start(declaration.declaration()) < text.start(declaration.node()))
      throw new Renamer.Refused(
          "%s is declared by an alias. Write it out, then rename.".formatted(declaration.symbol()));
    declared(declaration.declaration(), true);
    return edits;
  }

  private String oldName() {
    return declaration.symbol().ownName();
  }

  private String written() {
    boolean table = declaration.symbol().kind() == Symbol.Kind.TABLE;
    return YamlQuotes.key(table ? NameParser.of(new QualifiedName("", oldName()), "") : oldName());
  }

  private void declared(Node node, boolean mayBeChoice) throws Renamer.Refused {
    if (node instanceof ScalarNode shortForm) {
      shortForm(shortForm);
      return;
    }
    if (!(node instanceof MappingNode mapping)) return;
    boolean table = declaration.symbol().kind() == Symbol.Kind.TABLE;
    boolean branches = !table && mayBeChoice && entry(mapping, "type").isEmpty();
    if (branches && entry(mapping, "<<").isEmpty()) {
      for (NodeTuple branch : mapping.getValue()) declared(branch.getValueNode(), false);
      return;
    }
    Optional<NodeTuple> there = entry(mapping, KEY);
    if (there.isPresent()) {
      if (there.get().getValueNode() instanceof ScalarNode old && old.getValue().equals(newName))
        remove(mapping, there.get());
      return;
    }
    insert(mapping);
  }

  private static Optional<NodeTuple> entry(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(e -> e.getKeyNode() instanceof ScalarNode k && k.getValue().equals(key))
        .findFirst();
  }

  private void shortForm(ScalarNode node) throws Renamer.Refused {
    String line =
        ColumnText.renamed(newName, node.getValue(), oldName())
            .orElseThrow(
                () ->
                    new Renamer.Refused(
                        "The declaration of %s cannot be read. Correct it, then rename."
                            .formatted(declaration.symbol())));
    edits.add(new TextEdit(text.range(node), line));
  }

  private void insert(MappingNode mapping) {
    TextLines lines = text.lines();
    if (mapping.getValue().isEmpty()) {
      int inside = text.start(mapping) + 1;
      edits.add(new TextEdit(lines.range(inside, inside), " " + KEY + ": " + written() + " "));
      return;
    }
    if (mapping.getFlowStyle() == FlowStyle.FLOW) {
      NodeTuple last = mapping.getValue().get(mapping.getValue().size() - 1);
      int end = Math.max(text.end(last.getValueNode()), text.end(last.getKeyNode()));
      edits.add(new TextEdit(lines.range(end, end), ", " + KEY + ": " + written()));
      return;
    }
    int first = text.start(mapping.getValue().get(0).getKeyNode());
    int line = lines.lineOf(first);
    String indent = lines.text().substring(lines.lineStart(line), first);
    if (!indent.isBlank()) indent = " ".repeat(indent.length());
    edits.add(
        new TextEdit(lines.range(first, first), KEY + ": " + written() + lineEnd(line) + indent));
  }

  private String lineEnd(int line) {
    TextLines lines = text.lines();
    String end = lines.text().substring(lines.lineEnd(line), lines.lineStart(line + 1));
    return end.isEmpty() ? "\n" : end;
  }

  private void remove(MappingNode mapping, NodeTuple entry) {
    TextLines lines = text.lines();
    int from = text.start(entry.getKeyNode());
    int to = text.end(entry.getValueNode());
    if (mapping.getFlowStyle() == FlowStyle.FLOW) {
      int index = mapping.getValue().indexOf(entry);
      if (index > 0) {
        NodeTuple before = mapping.getValue().get(index - 1);
        from = Math.max(text.end(before.getValueNode()), text.end(before.getKeyNode()));
      } else if (mapping.getValue().size() > 1) {
        to = text.start(mapping.getValue().get(1).getKeyNode());
      }
      edits.add(new TextEdit(lines.range(from, to), ""));
      return;
    }
    int line = lines.lineOf(from);
    edits.add(
        new TextEdit(
            lines.range(lines.lineStart(line), lines.lineStart(lines.lineOf(to) + 1)), ""));
  }
}
