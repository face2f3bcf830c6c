package dev.underpin.schema.yaml;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes the model of plain data; the inverse of {@link TreeWriter}. */
final class TreeReader {
  private TreeReader() {}

  static Table table(Tree tree) {
    return new Table(
        tree.name("name"),
        tree.trees("columns").stream().map(TreeReader::column).toList(),
        tree.trees("constraints").stream().map(TreeReader::constraint).toList(),
        tree.trees("indexes").stream().map(TreeReader::index).toList(),
        tree.optionalText("comment"),
        tree.options("options"));
  }

  static EnumType enumType(Tree tree) {
    return new EnumType(tree.name("name"), tree.texts("labels"), tree.optionalText("comment"));
  }

  static Sequence sequence(Tree tree) {
    return new Sequence(tree.name("name"), settings(tree), tree.optionalText("comment"));
  }

  static SchemaObject object(Tree tree) {
    Set<QualifiedName> dependsOn = new HashSet<>();
    tree.texts("dependsOn").forEach(n -> dependsOn.add(tree.parse(n, "dependsOn")));
    return new SchemaObject(
        tree.optionalWord("kind", SchemaObject.Kind.class)
            .orElseThrow(() -> Tree.damaged(tree.path() + ".kind", "a kind")),
        tree.name("name"),
        tree.optionalName("table"),
        tree.requiredSql("create"),
        tree.optionalText("drop").orElse(""),
        dependsOn,
        Map.of(),
        tree.options("options"));
  }

  private static Column column(Tree tree) {
    return new Column(
        tree.text("name"),
        tree.text("type"),
        tree.flag("nullable", true),
        tree.sql("default"),
        tree.tree("identity").map(TreeReader::identity),
        tree.tree("generated")
            .map(g -> new Generated(g.requiredSql("expression"), g.flag("stored"))),
        tree.optionalText("collation"),
        tree.optionalText("comment"),
        tree.options("options"));
  }

  private static Identity identity(Tree tree) {
    return new Identity(
        tree.word("kind", Identity.Kind.class, Identity.Kind.BY_DEFAULT), settings(tree));
  }

  private static SequenceOptions settings(Tree owner) {
    Optional<Tree> settings = owner.tree("settings");
    if (settings.isEmpty()) return SequenceOptions.DEFAULT;
    Tree tree = settings.get();
    return new SequenceOptions(
        tree.optionalName("name"),
        tree.optionalText("type"),
        tree.number("start"),
        tree.number("increment"),
        tree.number("min"),
        tree.number("max"),
        tree.number("cache"),
        tree.flag("cycle"));
  }

  private static Constraint constraint(Tree tree) {
    Optional<String> name = tree.optionalText("name");
    return switch (tree.text("kind")) {
      case "primaryKey" ->
          new PrimaryKey(
              name,
              keys(tree),
              tree.texts("include"),
              deferrability(tree),
              tree.options("options"));
      case "unique" ->
          new UniqueConstraint(
              name,
              keys(tree),
              tree.texts("include"),
              tree.flag("nullsNotDistinct"),
              deferrability(tree),
              tree.options("options"));
      case "foreignKey" -> foreignKey(name, tree);
      case "check" ->
          new CheckConstraint(
              name,
              tree.requiredSql("expression"),
              tree.flag("noInherit"),
              tree.flag("notValid"),
              tree.options("options"));
      case "exclusion" ->
          new ExclusionConstraint(name, tree.requiredSql("definition"), tree.options("options"));
      default -> throw Tree.damaged(tree.path() + ".kind", "a kind of constraint");
    };
  }

  private static ForeignKey foreignKey(Optional<String> name, Tree tree) {
    return new ForeignKey(
        name,
        tree.texts("columns"),
        tree.name("references"),
        tree.texts("referencedColumns"),
        tree.word("onDelete", ReferentialAction.class, ReferentialAction.NO_ACTION),
        tree.word("onUpdate", ReferentialAction.class, ReferentialAction.NO_ACTION),
        tree.optionalText("match").orElse("SIMPLE"),
        deferrability(tree),
        tree.flag("notValid"),
        tree.texts("setColumns"),
        tree.options("options"));
  }

  private static Index index(Tree tree) {
    return new Index(
        tree.text("name"),
        tree.flag("unique"),
        tree.optionalText("method").orElse(""),
        keys(tree),
        tree.texts("include"),
        tree.sql("where"),
        tree.flag("nullsNotDistinct"),
        tree.options("storage"),
        tree.options("options"));
  }

  private static List<IndexKey> keys(Tree tree) {
    List<IndexKey> keys = new ArrayList<>();
    for (Object item : tree.items("keys")) {
      keys.add(
          item instanceof String column
              ? IndexKey.column(column)
              : key(Tree.of(item, tree.path() + ".keys[" + keys.size() + "]")));
    }
    return keys;
  }

  private static IndexKey key(Tree tree) {
    Optional<Long> prefix = tree.number("prefixLength");
    if (tree.optionalText("column").isPresent() == tree.sql("expression").isPresent()) {
      throw Tree.damaged(tree.path(), "a column or an expression");
    }
    return new IndexKey(
        tree.optionalText("column"),
        tree.sql("expression"),
        tree.flag("descending"),
        tree.optionalWord("nulls", IndexKey.Nulls.class),
        tree.optionalText("collation"),
        tree.optionalText("operatorClass"),
        prefix.isPresent() ? OptionalInt.of(Math.toIntExact(prefix.get())) : OptionalInt.empty());
  }

  private static Deferrability deferrability(Tree tree) {
    return tree.word("deferrability", Deferrability.class, Deferrability.NOT_DEFERRABLE);
  }
}
