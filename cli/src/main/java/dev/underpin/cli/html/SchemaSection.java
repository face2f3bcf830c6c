package dev.underpin.cli.html;

import dev.underpin.cli.text.HumanUnits;
import dev.underpin.cli.text.SchemaSize;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.report.DisplayNames;
import dev.underpin.workflow.report.SchemaPhrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema: its diagram, each table with its columns, and what else there is.
 *
 * @param summary what it has, in numbers
 * @param types enums and sequences: name and definition
 */
public record SchemaSection(
    String id,
    String heading,
    String summary,
    Diagram diagram,
    List<TableView> tables,
    List<Part> types,
    List<Part> objects)
    implements HtmlSection {

  /**
   * A table.
   *
   * @param id what links name
   * @param size rows and bytes, as far as they are known
   * @param partitionOf the table that it is a part of; empty for most
   */
  public record TableView(
      String id,
      String name,
      String comment,
      String size,
      String partitionOf,
      List<ColumnRow> columns,
      List<Part> parts,
      List<Link> referencedBy) {
    /** What a search looks at: the names of the table and of its columns. */
    public String words() {
      StringBuilder words = new StringBuilder(name);
      columns.forEach(column -> words.append(' ').append(column.name()));
      return words.toString();
    }
  }

  /** A column; its keys are such as {@code primary key}. */
  public record ColumnRow(String name, String text, String keys) {}

  /**
   * A constraint, index, type or other object.
   *
   * @param link the table that it references
   */
  public record Part(String kind, String name, String text, Optional<Link> link) {}

  /** A link to a table of the page. */
  public record Link(String id, String name) {}

  /** The schema of a database. */
  public static SchemaSection of(String id, String heading, Catalog catalog) {
    return new Views(catalog).section(id, heading);
  }

  private static final class Views {
    private final Catalog catalog;
    private final DisplayNames names;
    private final SchemaPhrases phrases;
    private final Map<QualifiedName, Link> links = new LinkedHashMap<>();
    private final Map<QualifiedName, List<Link>> referencing = new LinkedHashMap<>();

    Views(Catalog catalog) {
      this.catalog = catalog;
      this.names = new DisplayNames(catalog.defaultNamespace());
      this.phrases = new SchemaPhrases(names);
      for (QualifiedName name : catalog.schema().tables().keySet())
        links.put(name, new Link("table-" + (links.size() + 1), names.of(name)));
      catalog.schema().tables().values().forEach(this::references);
    }

    private void references(Table table) {
      Link link = links.getOrDefault(table.name(), new Link("", ""));
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        List<Link> list = referencing.computeIfAbsent(key.references(), k -> new ArrayList<>());
        if (!list.contains(link)) list.add(link);
      }
    }

    SchemaSection section(String id, String heading) {
      List<Part> types = new ArrayList<>();
      catalog
          .schema()
          .enums()
          .forEach((name, type) -> types.add(part("enum", names.of(name), phrases.enumType(type))));
      catalog
          .schema()
          .sequences()
          .forEach(
              (name, one) -> types.add(part("sequence", names.of(name), phrases.sequence(one))));
      List<Part> objects = new ArrayList<>();
      for (SchemaObject o : catalog.schema().objects().values())
        objects.add(
            part(
                o.kind().words(),
                o.table().map(t -> names.of(t) + ": ").orElse("") + names.of(o.name()),
                o.create().written()));
      return new SchemaSection(
          id,
          heading,
          SchemaSize.words(catalog.schema()),
          new DiagramLayout(catalog.schema(), names, links).diagram(),
          catalog.schema().tables().values().stream().map(this::view).toList(),
          types,
          objects);
    }

    private TableView view(Table table) {
      List<Part> parts = new ArrayList<>();
      for (Constraint c : table.constraints()) {
        Optional<Link> link =
            c instanceof ForeignKey key
                ? Optional.ofNullable(links.get(key.references()))
                : Optional.empty();
        parts.add(new Part(phrases.kind(c), c.name().orElse(""), phrases.constraint(c), link));
      }
      for (Index index : table.indexes())
        parts.add(part("index", index.name(), phrases.index(index)));
      if (!table.options().isEmpty())
        parts.add(part("options", "", phrases.options(table.options())));
      Link link = links.getOrDefault(table.name(), new Link("", ""));
      return new TableView(
          link.id(),
          link.name(),
          table.comment().orElse(""),
          HumanUnits.of(catalog.facts(table.name())),
          table.partition().map(p -> names.of(p.of())).orElse(""),
          table.columns().stream().map(c -> column(c, table)).toList(),
          parts,
          referencing.getOrDefault(table.name(), List.of()));
    }

    private ColumnRow column(Column column, Table table) {
      List<String> keys = new ArrayList<>();
      for (Constraint c : table.constraints()) {
        if (!c.columns().contains(column.name())) continue;
        if (c instanceof PrimaryKey) keys.add("primary key");
        else if (c instanceof ForeignKey) keys.add("foreign key");
      }
      return new ColumnRow(
          column.name(),
          phrases.column(column),
          String.join(", ", keys.stream().distinct().toList()));
    }

    private static Part part(String kind, String name, String text) {
      return new Part(kind, name, text, Optional.empty());
    }
  }
}
