package dev.underpin.cli.prisma;

import dev.underpin.cli.prisma.PrismaKeys.Key;
import dev.underpin.dialect.PrismaType;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One table as a model. */
final class PrismaModel {
  private final PrismaText text;
  private final Table table;
  private final PrismaKeys keys;
  private final PrismaNames<String> names = new PrismaNames<>("field", false);
  private final List<List<String>> fields = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private final List<String> attributes = new ArrayList<>();

  PrismaModel(PrismaText text, Table table) {
    this.text = text;
    this.table = table;
    this.keys = text.keys(table);
  }

  void write(StringBuilder out) {
    table.columns().forEach(c -> names.add("column " + c.name(), c.name()));
    table.columns().forEach(this::column);
    for (PrismaRelation relation : text.relations()) {
      if (relation.child().name().equals(table.name())) forward(relation);
      if (relation.parent().name().equals(table.name())) back(relation);
    }
    keys.primary().filter(k -> !k.isOfColumn()).ifPresent(this::block);
    keys.unique().stream().filter(k -> !k.isOfColumn()).forEach(this::block);
    keys.indexes().forEach(this::block);
    String model = text.model(table.name());
    if (!model.equals(table.name().name()))
      attributes.add("@@map(" + PrismaText.quoted(table.name().name()) + ")");
    if (text.isIgnored(table)) attributes.add("@@ignore");
    text.namespace(table.name()).ifPresent(attributes::add);

    out.append('\n');
    table.comment().ifPresent(c -> text.comment(c, ""));
    if (text.isIgnored(table))
      text.comment("Nothing tells its rows apart, so the client cannot use it.", "");
    out.append("model ").append(model).append(" {\n");
    fields(out);
    if (!attributes.isEmpty()) out.append('\n');
    attributes.forEach(line -> out.append("  ").append(line).append('\n'));
    List<String> without = without();
    if (!without.isEmpty()) out.append("\n  // Prisma has no words for:\n");
    without.forEach(
        line -> out.append("  // ").append(line.replaceAll("\\s*\\R\\s*", " ")).append('\n'));
    out.append("}\n");
  }

  private void fields(StringBuilder out) {
    int widest = fields.stream().mapToInt(f -> f.get(0).length()).max().orElse(0);
    int type = fields.stream().mapToInt(f -> f.get(1).length()).max().orElse(0);
    for (int i = 0; i < fields.size(); i++) {
      List<String> field = fields.get(i);
      if (!comments.get(i).isEmpty()) text.comment(comments.get(i), "  ");
      String line = "%-" + widest + "s %-" + type + "s %s";
      out.append("  ")
          .append(line.formatted(field.get(0), field.get(1), field.get(2)).stripTrailing())
          .append('\n');
    }
  }

  private void add(String name, String type, List<String> parts, String comment) {
    fields.add(List.of(name, type, String.join(" ", parts)));
    comments.add(comment);
  }

  private void column(Column column) {
    Optional<PrismaType> type = text.type(table, column.name());
    List<String> parts = new ArrayList<>();
    keys.primary()
        .filter(k -> isOf(k, column))
        .ifPresent(k -> parts.add("@id" + map(k, table.name().name() + "_pkey")));
    keys.unique().stream()
        .filter(k -> isOf(k, column))
        .findFirst()
        .ifPresent(k -> parts.add("@unique" + map(k, usual(k, "key"))));
    PrismaDefault.of(
            column,
            type,
            type.map(t -> text.values(table, column, t)).orElseGet(Map::of),
            text.types().isNumbered(table, column))
        .ifPresent(parts::add);
    String name = names.of("column " + column.name());
    if (!name.equals(column.name())) parts.add("@map(" + PrismaText.quoted(column.name()) + ")");
    type.filter(t -> !t.attribute().isEmpty()).ifPresent(t -> parts.add("@db." + t.attribute()));
    String word =
        type.map(t -> text.word(table, column, t))
            .orElseGet(() -> "Unsupported(" + PrismaText.quoted(column.type()) + ")");
    add(name, word + suffix(column, type), parts, column.comment().orElse(""));
  }

  private String suffix(Column column, Optional<PrismaType> type) {
    if (type.filter(PrismaType::list).isPresent()) return "[]";
    return isOptional(column) ? "?" : "";
  }

  /** A column of the primary key has a value, whatever is said of it. */
  private boolean isOptional(Column column) {
    return column.nullable()
        && keys.primary().filter(k -> k.columns().contains(column.name())).isEmpty();
  }

  private static boolean isOf(Key key, Column column) {
    return key.isOfColumn() && key.columns().equals(List.of(column.name()));
  }

  // --- keys

  private void block(Key key) {
    String fields = key.keys().stream().map(this::part).collect(Collectors.joining(", "));
    String ending =
        switch (key.word()) {
          case "id" -> "pkey";
          case "unique" -> "key";
          default -> "idx";
        };
    String usual = key.word().equals("id") ? table.name().name() + "_pkey" : usual(key, ending);
    String type = key.type().isEmpty() ? "" : ", type: " + key.type();
    attributes.add("@@%s([%s]%s%s)".formatted(key.word(), fields, named(key, usual, ", "), type));
  }

  private String part(IndexKey key) {
    List<String> settings = new ArrayList<>();
    key.prefixLength().ifPresent(length -> settings.add("length: " + length));
    if (key.descending()) settings.add("sort: Desc");
    String field = names.of("column " + key.column().orElseThrow());
    return settings.isEmpty() ? field : field + "(" + String.join(", ", settings) + ")";
  }

  private String usual(Key key, String ending) {
    return table.name().name() + "_" + String.join("_", key.columns()) + "_" + ending;
  }

  private String map(Key key, String usual) {
    String named = named(key, usual, "");
    return named.isEmpty() ? "" : "(" + named + ")";
  }

  private String named(Key key, String usual, String before) {
    if (key.word().equals("id") && !text.types().namesPrimaryKeys()) return "";
    return key.name()
        .filter(name -> !name.equals(usual))
        .map(name -> before + "map: " + PrismaText.quoted(name))
        .orElse("");
  }

  // --- relations

  private void forward(PrismaRelation relation) {
    ForeignKey key = relation.key();
    String name = names.add("forward " + relation, text.model(relation.parent().name()));
    boolean optional =
        key.columnList().stream()
            .anyMatch(c -> table.column(c).filter(this::isOptional).isPresent());
    List<String> settings = new ArrayList<>();
    if (!relation.name().isEmpty()) settings.add(PrismaText.quoted(relation.name()));
    settings.add("fields: [" + fields(table, key.columnList()) + "]");
    settings.add("references: [" + fields(relation.parent(), relation.referenced()) + "]");
    settings.add("onDelete: " + action(key.onDelete()));
    settings.add("onUpdate: " + action(key.onUpdate()));
    String usual = table.name().name() + "_" + String.join("_", key.columnList()) + "_fkey";
    if (text.types().namesForeignKeys())
      key.name()
          .filter(n -> !n.equals(usual))
          .ifPresent(n -> settings.add("map: " + PrismaText.quoted(n)));
    List<String> parts = new ArrayList<>(List.of("@relation(" + String.join(", ", settings) + ")"));
    ignored(relation.parent(), parts);
    add(name, text.model(relation.parent().name()) + (optional ? "?" : ""), parts, "");
  }

  private void back(PrismaRelation relation) {
    String model = text.model(relation.child().name());
    String name = names.add("back " + relation, model);
    List<String> parts = new ArrayList<>();
    if (!relation.name().isEmpty())
      parts.add("@relation(" + PrismaText.quoted(relation.name()) + ")");
    ignored(relation.child(), parts);
    add(name, model + (relation.one() ? "?" : "[]"), parts, "");
  }

  /** What leads to a model that the client cannot use is left out of it too. */
  private void ignored(Table other, List<String> parts) {
    if (text.isIgnored(other) && !text.isIgnored(table)) parts.add("@ignore");
  }

  private String fields(Table of, List<String> columns) {
    if (of.name().equals(table.name()))
      return columns.stream().map(c -> names.of("column " + c)).collect(Collectors.joining(", "));
    PrismaNames<String> others = new PrismaNames<>("field", false);
    of.columns().forEach(c -> others.add(c.name(), c.name()));
    return columns.stream().map(others::of).collect(Collectors.joining(", "));
  }

  private static String action(ReferentialAction action) {
    return switch (action) {
      case UNSAID, NO_ACTION -> "NoAction";
      case RESTRICT -> "Restrict";
      case CASCADE -> "Cascade";
      case SET_NULL -> "SetNull";
      case SET_DEFAULT -> "SetDefault";
    };
  }

  private List<String> without() {
    List<String> lines = new ArrayList<>(keys.without());
    for (Constraint constraint : table.constraints()) {
      String name = constraint.name().map(n -> " " + n).orElse("");
      if (constraint instanceof CheckConstraint check)
        lines.add("check" + name + " (" + check.expression().written() + ")");
      if (constraint instanceof ExclusionConstraint) lines.add("exclusion constraint" + name);
      if (constraint instanceof ForeignKey key
          && text.relations().stream()
              .noneMatch(r -> r.child().name().equals(table.name()) && r.key().equals(key)))
        lines.add("foreign key" + name + " to " + key.references());
    }
    return lines;
  }
}
