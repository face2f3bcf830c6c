package dev.underpin.cli.prisma;

import dev.underpin.cli.prisma.PrismaKeys.Key;
import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.PrismaType;
import dev.underpin.dialect.PrismaTypes;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.json.Json;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A schema in the language of Prisma, as {@code prisma db pull} would write it. What that language
 * has no words for stands in comments.
 *
 * @see <a href="https://www.prisma.io/docs/orm/reference/prisma-schema-reference">its reference</a>
 */
public final class PrismaText {
  private final Catalog catalog;
  private final Schema schema;
  private final PrismaTypes types;
  private final PrismaNames<String> names = new PrismaNames<>("Model", true);
  private final List<Table> tables;
  private final Map<QualifiedName, PrismaKeys> keys = new HashMap<>();
  private final Map<String, String> enumNames = new HashMap<>();
  private final Map<String, Map<String, String>> values = new HashMap<>();
  private final List<PrismaRelation> relations = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  private PrismaText(Catalog catalog, Dialect dialect) {
    this.catalog = catalog;
    this.schema = catalog.schema();
    this.types = dialect.prismaTypes();
    this.tables = schema.tables().values().stream().filter(t -> t.partition().isEmpty()).toList();
  }

  /** The whole text. */
  public static String of(Catalog catalog, Dialect dialect) {
    return new PrismaText(catalog, dialect).text();
  }

  private String text() {
    for (Table table : tables) {
      names.add(table(table.name()), table.name().name());
      keys.put(table.name(), PrismaKeys.of(table, c -> type(table, c).isPresent()));
    }
    for (Table table : tables)
      for (ForeignKey key : table.constraintsOf(ForeignKey.class))
        relation(table, key).ifPresent(relations::add);
    relations.replaceAll(this::named);
    head();
    for (Table table : tables) new PrismaModel(this, table).write(out);
    for (EnumType type : schema.enums().values())
      if (!type.labels().isEmpty())
        enumeration(enumKey(type.name()), type.name(), type.labels(), type.comment());
    for (Table table : tables)
      for (Column column : table.columns())
        type(table, column.name())
            .filter(t -> !t.labels().isEmpty())
            .ifPresent(t -> labels(table, column, t.labels()));
    others();
    return out.toString();
  }

  private void head() {
    out.append("generator client {\n  provider = \"prisma-client\"\n");
    out.append("  output   = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = ");
    out.append(quoted(types.provider())).append('\n');
    List<String> namespaces = namespaces();
    if (!namespaces.isEmpty())
      out.append("  schemas  = [")
          .append(String.join(", ", namespaces.stream().map(PrismaText::quoted).toList()))
          .append("]\n");
    out.append("}\n");
  }

  /** The namespaces; none where all is in the usual one. */
  private List<String> namespaces() {
    TreeSet<String> used = new TreeSet<>();
    tables.forEach(t -> used.add(t.name().schema()));
    schema.enums().keySet().forEach(name -> used.add(name.schema()));
    used.remove("");
    return used.isEmpty() || used.equals(new TreeSet<>(List.of(catalog.defaultNamespace())))
        ? List.of()
        : List.copyOf(used);
  }

  private void labels(Table table, Column column, List<String> labels) {
    enumeration(
        enumKey(table.name(), column.name()),
        new QualifiedName("", table.name().name() + "_" + column.name()),
        labels,
        Optional.empty());
  }

  private void enumeration(
      String key, QualifiedName name, List<String> labels, Optional<String> comment) {
    out.append('\n');
    comment.ifPresent(text -> comment(text, ""));
    String given = enumName(key, name.name());
    Map<String, String> named = values(key, labels);
    out.append("enum ").append(given).append(" {\n");
    for (String label : labels) {
      String value = named.get(label);
      out.append("  ").append(value);
      if (!label.equals(value)) out.append(" @map(").append(quoted(label)).append(')');
      out.append('\n');
    }
    List<String> attributes = new ArrayList<>();
    // An enum of a column has no name in the database.
    if (!given.equals(name.name()) && schema.enums().containsKey(name))
      attributes.add("@@map(" + quoted(name.name()) + ")");
    namespace(name).ifPresent(attributes::add);
    if (!attributes.isEmpty()) out.append('\n');
    attributes.forEach(line -> out.append("  ").append(line).append('\n'));
    out.append("}\n");
  }

  /** The attribute of a model's or an enum's namespace, where there are several. */
  Optional<String> namespace(QualifiedName name) {
    return namespaces().isEmpty() || name.schema().isEmpty()
        ? Optional.empty()
        : Optional.of("@@schema(" + quoted(name.schema()) + ")");
  }

  private void others() {
    List<String> lines = new ArrayList<>();
    for (SchemaObject object : schema.objects().values())
      lines.add(object.kind().words() + " " + object.name().without(catalog.defaultNamespace()));
    for (EnumType type : schema.enums().values())
      if (type.labels().isEmpty()) lines.add("enum " + type.name() + " (no labels)");
    if (lines.isEmpty()) return;
    out.append("\n// Prisma has no words for:\n");
    lines.forEach(line -> out.append("// ").append(line.replaceAll("\\R", " ")).append('\n'));
  }

  // --- names

  private static String table(QualifiedName name) {
    return "table " + name;
  }

  private static String enumKey(QualifiedName name) {
    return "enum " + name;
  }

  private static String enumKey(QualifiedName table, String column) {
    return "column " + table + " " + column;
  }

  String model(QualifiedName table) {
    return names.of(table(table));
  }

  private String enumName(String key, String wanted) {
    return enumNames.computeIfAbsent(key, k -> names.add(k, wanted));
  }

  private Map<String, String> values(String key, List<String> labels) {
    return values.computeIfAbsent(
        key,
        k -> {
          PrismaNames<String> given = new PrismaNames<>("value", false);
          Map<String, String> all = new LinkedHashMap<>();
          for (String label : labels)
            all.put(label, given.add(label, label.isEmpty() ? "EMPTY_ENUM_VALUE" : label));
          return all;
        });
  }

  // --- types

  Optional<PrismaType> type(Table table, String column) {
    return table
        .column(column)
        .flatMap(c -> types.of(c, schema))
        .filter(t -> t.enumType().map(e -> !labels(e).isEmpty()).orElse(true));
  }

  /** A type's name, that of an enum included. */
  String word(Table table, Column column, PrismaType type) {
    if (type.enumType().isPresent()) {
      QualifiedName name = type.enumType().get();
      return enumName(enumKey(name), name.name());
    }
    return type.labels().isEmpty()
        ? type.name()
        : enumName(enumKey(table.name(), column.name()), table.name().name() + "_" + column.name());
  }

  /** The names of the values of an enum, by their labels. */
  Map<String, String> values(Table table, Column column, PrismaType type) {
    if (type.enumType().isPresent()) {
      QualifiedName name = type.enumType().get();
      return values(enumKey(name), labels(name));
    }
    return type.labels().isEmpty()
        ? Map.of()
        : values(enumKey(table.name(), column.name()), type.labels());
  }

  private List<String> labels(QualifiedName type) {
    return Optional.ofNullable(schema.enums().get(type)).map(EnumType::labels).orElse(List.of());
  }

  PrismaTypes types() {
    return types;
  }

  // --- keys and relations

  PrismaKeys keys(Table table) {
    return keys.getOrDefault(
        table.name(), new PrismaKeys(Optional.empty(), List.of(), List.of(), List.of()));
  }

  /** True for a table whose rows nothing tells apart: the client cannot use it. */
  boolean isIgnored(Table table) {
    PrismaKeys held = keys(table);
    return held.primary().isEmpty()
        && held.unique().stream().noneMatch(key -> isRequired(table, key));
  }

  private static boolean isRequired(Table table, Key key) {
    return key.columns().stream()
        .allMatch(c -> table.column(c).filter(column -> !column.nullable()).isPresent());
  }

  List<PrismaRelation> relations() {
    return relations;
  }

  private Optional<PrismaRelation> relation(Table child, ForeignKey key) {
    Optional<Table> parent = schema.table(key.references()).filter(t -> keys.containsKey(t.name()));
    if (parent.isEmpty()) return Optional.empty();
    List<String> referenced =
        key.referencedColumns().isEmpty()
            ? keys(parent.get()).primary().map(Key::columns).orElse(List.of())
            : key.referencedColumns();
    if (referenced.size() != key.columnList().size() || !keys(parent.get()).areUnique(referenced))
      return Optional.empty();
    for (int i = 0; i < referenced.size(); i++) {
      Optional<String> own = typeName(child, key.columnList().get(i));
      if (own.isEmpty() || !own.equals(typeName(parent.get(), referenced.get(i))))
        return Optional.empty();
    }
    boolean one = keys(child).areUnique(key.columnList());
    return Optional.of(new PrismaRelation(child, key, parent.get(), referenced, "", one));
  }

  private Optional<String> typeName(Table table, String column) {
    return type(table, column)
        .flatMap(t -> table.column(column).map(c -> word(table, c, t) + (t.list() ? "[]" : "")));
  }

  /** Of several between the same two tables each has a name. */
  private PrismaRelation named(PrismaRelation relation) {
    boolean alone =
        !relation.child().name().equals(relation.parent().name())
            && relations.stream().filter(relation::isBeside).count() == 1;
    if (alone) return relation;
    String columns = String.join("_", relation.key().columnList());
    return relation.withName(
        relation.key().name().orElse(relation.child().name().name() + "_" + columns));
  }

  // --- texts

  /** The lines of a comment that the client shows. */
  void comment(String text, String indent) {
    for (String line : text.split("\\R"))
      out.append(indent).append("/// ").append(line).append('\n');
  }

  static String quoted(String text) {
    return Json.compact(text);
  }
}
