package dev.underpin.workflow.rehearsal;

import dev.underpin.planner.Plan;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.NameWords;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of a schema that a plan changes, with what it references, what references it and what
 * names it.
 *
 * @param tables the tables
 * @param objects the views, triggers and routines
 */
record AffectedSchema(Set<QualifiedName> tables, Set<SchemaObject.Key> objects) {

  static AffectedSchema of(Plan plan, Catalog catalog) {
    AffectedSchema affected = new AffectedSchema(new HashSet<>(), new HashSet<>());
    affected.addChanged(plan.from(), plan.to());
    affected.addChanged(plan.to(), plan.from());
    // Rows change in tables that stay as they are.
    for (Step step : plan.steps())
      if (step.effects().isEmpty()) affected.tables.add(step.subject());
    Set<QualifiedName> invalid =
        catalog.broken().stream().map(object -> object.name()).collect(Collectors.toSet());
    for (SchemaObject object : plan.from().objects().values())
      if (invalid.contains(object.name())) affected.objects.add(object.key());
    Set<QualifiedName> changed = Set.copyOf(affected.tables);
    for (Schema schema : new Schema[] {plan.from(), plan.to()}) {
      for (Table table : schema.tables().values())
        if (references(table).anyMatch(changed::contains)) affected.tables.add(table.name());
    }
    // What names what is named, until nothing more is found.
    int before;
    do {
      before = affected.tables.size() + affected.objects.size();
      affected.follow(plan.from());
      affected.follow(plan.to());
    } while (affected.tables.size() + affected.objects.size() > before);
    return affected;
  }

  private void addChanged(Schema one, Schema other) {
    one.tables()
        .forEach(
            (name, table) -> {
              if (!table.equals(other.tables().get(name))) tables.add(name);
            });
    one.objects()
        .forEach(
            (key, object) -> {
              if (!object.equals(other.objects().get(key))) objects.add(key);
            });
  }

  private void follow(Schema schema) {
    for (QualifiedName name : Set.copyOf(tables)) {
      schema.table(name).stream().flatMap(AffectedSchema::references).forEach(tables::add);
    }
    for (SchemaObject object : schema.objects().values()) {
      Set<QualifiedName> named = new HashSet<>(object.dependsOn());
      object.table().ifPresent(named::add);
      boolean is =
          objects.contains(object.key())
              || named.stream().anyMatch(n -> tables.contains(n) || isObject(n));
      if (!is) continue;
      objects.add(object.key());
      named.addAll(mentioned(object, schema));
      tables.addAll(named);
      for (SchemaObject other : schema.objects().values())
        if (named.contains(other.name())) objects.add(other.key());
    }
  }

  /** What is not declared is known by its name alone, in the text of what names it. */
  private static Set<QualifiedName> mentioned(SchemaObject object, Schema schema) {
    NameWords words = new NameWords(object.create().written());
    return Stream.concat(
            schema.tables().keySet().stream(),
            schema.objects().keySet().stream().map(SchemaObject.Key::name))
        .filter(name -> words.mentions(name.name()))
        .collect(Collectors.toSet());
  }

  private boolean isObject(QualifiedName name) {
    return objects.stream()
        .anyMatch(o -> o.name().equals(name) && o.kind() != SchemaObject.Kind.TRIGGER);
  }

  private static Stream<QualifiedName> references(Table table) {
    return table.constraintsOf(ForeignKey.class).stream().map(ForeignKey::references);
  }

  /** That part of a schema; types and sequences are all in it. */
  Schema of(Schema schema) {
    return only(schema, tables::contains, objects::contains);
  }

  static Schema only(
      Schema schema, Predicate<QualifiedName> table, Predicate<SchemaObject.Key> object) {
    return schema
        .withTables(kept(schema.tables(), table))
        .withObjects(kept(schema.objects(), object));
  }

  private static <K, V> Map<K, V> kept(Map<K, V> all, Predicate<K> keep) {
    return all.entrySet().stream()
        .filter(e -> keep.test(e.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
