package dev.underpin.schema.yaml.read;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.UniqueConstraint;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads the constraints of one table, each kind as a mapping by name or as a list of those without
 * one.
 */
final class ConstraintReader {
  private final String namespace;
  private final ColumnNames names;

  /**
   * A constraint, and where it is written.
   *
   * @param unresolved true for a foreign key that may refer to something that is missing
   */
  record Placed(Constraint constraint, YamlValue item, boolean unresolved) {
    Placed(Constraint constraint, YamlValue item) {
      this(constraint, item, false);
    }
  }

  ConstraintReader(Set<String> columns, String namespace) {
    this.namespace = namespace;
    this.names = new ColumnNames(columns);
  }

  Optional<Placed> primaryKey(YamlValue item) {
    if (!item.isMapping()) {
      return keys(item)
          .map(
              k ->
                  new PrimaryKey(
                      Optional.empty(), k, List.of(), Deferrability.NOT_DEFERRABLE, Options.none()))
          .map(k -> new Placed(k, item));
    }
    YamlFields fields = item.fields(YamlKeys.PRIMARY_KEY);
    return fields
        .require("columns")
        .flatMap(this::keys)
        .map(
            k ->
                new PrimaryKey(
                    fields.text("name"),
                    k,
                    include(fields),
                    deferrability(fields),
                    Options.copy(fields.options("options"))))
        .map(k -> new Placed(k, item));
  }

  List<Placed> uniques(YamlValue item) {
    if (item.isList()
        && !item.items().isEmpty()
        && item.items().stream().allMatch(YamlValue::isScalar)) {
      item.error(
          "it is not clear which columns belong together",
          "write a list of lists:  unique: [[a], [b, c]]");
      return List.of();
    }
    return all(item, this::unique);
  }

  List<Placed> foreignKeys(YamlValue item) {
    ForeignKeyReader reader = new ForeignKeyReader(names, namespace);
    return all(item, reader::read).stream()
        .map(p -> new Placed(p.constraint(), p.item(), reader.isUnresolved(p.constraint())))
        .toList();
  }

  List<Placed> checks(YamlValue item) {
    return all(item, this::check);
  }

  List<Placed> exclusions(YamlValue item) {
    return all(item, this::exclusion);
  }

  private static List<Placed> all(
      YamlValue item,
      BiFunction<Optional<String>, YamlValue, Optional<? extends Constraint>> reader) {
    List<Placed> found = new ArrayList<>();
    if (item.isList()) {
      for (YamlValue each : item.items()) {
        reader.apply(Optional.empty(), each).ifPresent(c -> found.add(new Placed(c, each)));
      }
      return found;
    }
    for (YamlEntries.Entry entry : item.entries()) {
      reader
          .apply(Optional.of(entry.name()), entry.value())
          .ifPresent(c -> found.add(new Placed(c, entry.key())));
    }
    return found;
  }

  /** The name from the key of the mapping, or from the key {@code name} of an item of a list. */
  static Optional<String> name(Optional<String> key, YamlFields fields) {
    Optional<String> inner = fields.text("name");
    if (key.isPresent() && inner.isPresent()) {
      fields
          .get("name")
          .orElseThrow()
          .error("the name is written twice", "it is the key already: " + key.get());
    }
    return key.or(() -> inner);
  }

  static Deferrability deferrability(YamlFields fields) {
    Optional<YamlValue> item = fields.get("deferrable");
    Optional<String> text = item.flatMap(YamlValue::text);
    if (text.isEmpty()) return Deferrability.NOT_DEFERRABLE;
    switch (text.get()) {
      case "false":
        return Deferrability.NOT_DEFERRABLE;
      case "true", "initially immediate":
        return Deferrability.INITIALLY_IMMEDIATE;
      case "initially deferred":
        return Deferrability.INITIALLY_DEFERRED;
      default:
        item.get()
            .error(
                "\"" + text.get() + "\" does not say when the constraint is checked",
                DidYouMean.hint(
                    text.get(),
                    List.of("true", "false", "initially immediate", "initially deferred")));
        return Deferrability.NOT_DEFERRABLE;
    }
  }

  private Optional<UniqueConstraint> unique(Optional<String> name, YamlValue value) {
    Optional<YamlValue> chosen = value.chosen(YamlKeys.UNIQUE);
    if (chosen.isEmpty()) return Optional.empty();
    YamlValue item = chosen.get();
    if (!item.isMapping()) {
      return keys(item)
          .map(
              k ->
                  new UniqueConstraint(
                      name, k, List.of(), false, Deferrability.NOT_DEFERRABLE, Options.none()));
    }
    YamlFields fields = item.fields(YamlKeys.UNIQUE);
    return fields
        .require("columns")
        .flatMap(this::keys)
        .map(
            k ->
                new UniqueConstraint(
                    name(name, fields),
                    k,
                    include(fields),
                    fields.flag("nulls_not_distinct"),
                    deferrability(fields),
                    Options.copy(fields.options("options"))));
  }

  private Optional<CheckConstraint> check(Optional<String> name, YamlValue value) {
    Optional<YamlValue> chosen = value.chosen(YamlKeys.CHECK);
    if (chosen.isEmpty()) return Optional.empty();
    YamlValue item = chosen.get();
    if (!item.isMapping()) return condition(item).map(e -> CheckConstraint.of(name, e));
    YamlFields fields = item.fields(YamlKeys.CHECK);
    return fields
        .require("expression")
        .flatMap(ConstraintReader::condition)
        .map(
            e ->
                new CheckConstraint(
                    name(name, fields),
                    e,
                    fields.flag("no_inherit"),
                    fields.flag("not_valid"),
                    Options.copy(fields.options("options"))));
  }

  private Optional<ExclusionConstraint> exclusion(Optional<String> name, YamlValue value) {
    Optional<YamlValue> chosen = value.chosen(YamlKeys.EXCLUSION);
    if (chosen.isEmpty()) return Optional.empty();
    YamlValue item = chosen.get();
    if (!item.isMapping())
      return condition(item).map(d -> new ExclusionConstraint(name, d, Options.none()));
    YamlFields fields = item.fields(YamlKeys.EXCLUSION);
    return fields
        .require("definition")
        .flatMap(ConstraintReader::condition)
        .map(
            d ->
                new ExclusionConstraint(
                    name(name, fields), d, Options.copy(fields.options("options"))));
  }

  private static Optional<SqlText> condition(YamlValue item) {
    if (item.isNull())
      item.error("the condition is missing", "write it as SQL, such as  total >= 0");
    return item.sql().map(SqlText::of);
  }

  private Optional<List<IndexKey>> keys(YamlValue item) {
    return new IndexKeyReader(names).read(item);
  }

  private List<String> include(YamlFields fields) {
    return fields.get("include").map(names::read).orElse(List.of());
  }
}
