package dev.underpin.runner.convergence;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gives a pair of schemas views, triggers, routines, policies and events over its tables. What uses
 * a column that gets another name says the new name afterwards; what uses one that leaves loses it,
 * or leaves too.
 */
final class ObjectMaker {
  /**
   * What an object of both schemas is about: some columns of a table, by their names before and
   * after.
   */
  private record Use(
      Table before, Table after, List<String> beforeNames, List<String> afterNames) {}

  private final Dialect dialect;
  private final Dice dice;
  private final Pair pair;
  private final TreeMap<SchemaObject.Key, SchemaObject> before = new TreeMap<>();
  private final TreeMap<SchemaObject.Key, SchemaObject> after = new TreeMap<>();
  private int number;

  private ObjectMaker(Dialect dialect, Dice dice, Pair pair) {
    this.dialect = dialect;
    this.dice = dice;
    this.pair = pair;
  }

  /** The pair with objects. */
  static Pair add(Pair pair, Dialect dialect, long seed) {
    ObjectMaker maker = new ObjectMaker(dialect, new Dice(seed ^ 0x0b7ec75), pair);
    for (Table table : pair.from().tables().values()) maker.over(table);
    for (Table table : pair.to().tables().values()) maker.overNew(table);
    return pair.withSchemas(
        pair.from().withObjects(maker.before), pair.to().withObjects(maker.after));
  }

  private void over(Table table) {
    for (int i = dice.below(3); i > 0; i--) {
      List<String> columns = someColumns(table);
      Optional<Use> use = use(table, columns);
      Kind kind = dice.pick(kinds());
      String name = kind.words().replace(' ', '_') + "_" + ++number;
      for (SchemaObject object : objects(kind, name, table, columns, 0)) put(before, object);
      // One in five leaves although it could stay, and one in five is another afterwards.
      if (use.isEmpty() || dice.chance(20)) continue;
      int variant = dice.chance(20) ? 1 : 0;
      for (SchemaObject object :
          objects(kind, name, use.get().after(), use.get().afterNames(), variant)) {
        put(after, object);
      }
    }
  }

  private void overNew(Table table) {
    if (!dice.chance(20)) return;
    Kind kind = dice.pick(kinds());
    String name = kind.words().replace(' ', '_') + "_" + ++number;
    for (SchemaObject object : objects(kind, name, table, someColumns(table), 0)) {
      put(after, object);
    }
  }

  private static void put(TreeMap<SchemaObject.Key, SchemaObject> objects, SchemaObject object) {
    objects.put(object.key(), object);
  }

  private List<Kind> kinds() {
    return switch (dialect.engine().id()) {
      case "postgresql" ->
          List.of(
              Kind.VIEW,
              Kind.VIEW,
              Kind.VIEW,
              Kind.MATERIALIZED_VIEW,
              Kind.TRIGGER,
              Kind.FUNCTION,
              Kind.POLICY);
      case "sqlite" -> List.of(Kind.VIEW, Kind.VIEW, Kind.TRIGGER);
      default ->
          List.of(
              Kind.VIEW,
              Kind.VIEW,
              Kind.VIEW,
              Kind.TRIGGER,
              Kind.FUNCTION,
              Kind.PROCEDURE,
              Kind.EVENT);
    };
  }

  private List<String> someColumns(Table table) {
    List<String> names = table.columns().stream().map(Column::name).toList();
    return dice.some(dice.between(1, names.size()), names);
  }

  /** What is left of it in the second schema. */
  private Optional<Use> use(Table table, List<String> columns) {
    Hints hints = pair.hints();
    QualifiedName name = table.name();
    Optional<QualifiedName> renamed =
        hints.renamedTables().entrySet().stream()
            .filter(e -> e.getValue().equals(name))
            .map(java.util.Map.Entry::getKey)
            .findFirst();
    Optional<Table> now = pair.to().table(renamed.orElse(name));
    if (now.isEmpty()) return Optional.empty();
    List<String> kept = new ArrayList<>();
    for (String column : columns) {
      Optional<String> other =
          hints.renamedColumns().entrySet().stream()
              .filter(
                  e -> e.getKey().table().equals(now.get().name()) && e.getValue().equals(column))
              .map(e -> e.getKey().column())
              .findFirst();
      String wanted = other.orElse(column);
      boolean taken =
          other.isEmpty()
              && hints.renamedColumns().containsKey(new ColumnRef(now.get().name(), wanted));
      if (!taken && now.get().column(wanted).isPresent()) kept.add(wanted);
    }
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(new Use(table, now.get(), columns, kept));
  }

  // --- their statements

  private List<SchemaObject> objects(
      Kind kind, String name, Table table, List<String> columns, int variant) {
    return switch (kind) {
      case VIEW, MATERIALIZED_VIEW ->
          List.of(
              object(
                  kind, name, table, Optional.empty(), view(kind, name, table, columns, variant)));
      case TRIGGER -> trigger(name, table, columns, variant);
      case FUNCTION ->
          List.of(object(kind, name, table, Optional.empty(), function(name, variant)));
      case PROCEDURE ->
          List.of(
              object(
                  kind,
                  name,
                  table,
                  Optional.empty(),
                  "CREATE PROCEDURE "
                      + quote(name)
                      + "() SELECT "
                      + list(columns)
                      + " FROM "
                      + on(table)
                      + limit(variant)));
      case EVENT ->
          List.of(
              object(
                  kind,
                  name,
                  table,
                  Optional.empty(),
                  "CREATE EVENT "
                      + quote(name)
                      + " ON SCHEDULE EVERY "
                      + (variant + 1)
                      + " DAY STARTS '2037-01-01 00:00:00' DO SET @underpin_test = (SELECT count(*) FROM "
                      + on(table)
                      + ")"));
      case POLICY ->
          List.of(
              object(
                  kind,
                  name,
                  table,
                  Optional.of(table.name()),
                  "CREATE POLICY "
                      + quote(name)
                      + " ON "
                      + on(table)
                      + " USING ("
                      + quote(columns.get(0))
                      + (variant == 0 ? " IS NOT NULL)" : " IS NULL)")));
      default -> throw new IllegalStateException(kind.words());
    };
  }

  private static String limit(int variant) {
    return variant == 0 ? "" : " LIMIT " + variant;
  }

  private String view(Kind kind, String name, Table table, List<String> columns, int variant) {
    return "CREATE "
        + (kind == Kind.VIEW ? "VIEW " : "MATERIALIZED VIEW ")
        + quote(name)
        + " AS SELECT "
        + list(columns)
        + " FROM "
        + on(table)
        + (variant == 0 ? "" : " WHERE " + quote(columns.get(0)) + " IS NOT NULL");
  }

  private String function(String name, int variant) {
    return isPostgres()
        ? "CREATE FUNCTION "
            + quote(name)
            + "(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT x + "
            + variant
            + " $$"
        : "CREATE FUNCTION "
            + quote(name)
            + "(x int) RETURNS int DETERMINISTIC NO SQL RETURN x + "
            + variant;
  }

  /** A trigger that runs before the row is written does not know generated columns. */
  private String condition(Table table, String column) {
    boolean generated = table.column(column).filter(c -> c.generated().isPresent()).isPresent();
    return generated ? "" : " WHEN (NEW." + quote(column) + " IS NOT NULL)";
  }

  private List<SchemaObject> trigger(String name, Table table, List<String> columns, int variant) {
    String column = quote(columns.get(0));
    Optional<QualifiedName> owner = Optional.of(table.name());
    if (isPostgres()) {
      String function = name + "_f";
      return List.of(
          object(
              Kind.FUNCTION,
              function,
              table,
              Optional.empty(),
              "CREATE FUNCTION "
                  + quote(function)
                  + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM NEW."
                  + column
                  + (variant == 0 ? "" : " IS NULL")
                  + "; RETURN NEW; END $$"),
          object(
              Kind.TRIGGER,
              name,
              table,
              owner,
              "CREATE TRIGGER "
                  + quote(name)
                  + " BEFORE INSERT OR UPDATE ON "
                  + on(table)
                  + " FOR EACH ROW"
                  + condition(table, columns.get(0))
                  + " EXECUTE FUNCTION "
                  + quote(function)
                  + "()"));
    }
    String create =
        dialect.engine().id().equals("sqlite")
            ? "CREATE TRIGGER "
                + quote(name)
                + " AFTER INSERT ON "
                + on(table)
                + " BEGIN SELECT new."
                + column
                + ", "
                + variant
                + "; END"
            : "CREATE TRIGGER "
                + quote(name)
                + " BEFORE INSERT ON "
                + on(table)
                + " FOR EACH ROW SET @underpin_test = (NEW."
                + column
                + " IS NULL) + "
                + variant;
    return List.of(object(Kind.TRIGGER, name, table, owner, create));
  }

  private SchemaObject object(
      Kind kind, String name, Table table, Optional<QualifiedName> owner, String create) {
    String shown = quote(name);
    String drop = "DROP " + kind.words().toUpperCase(java.util.Locale.ROOT) + " " + shown;
    if (isPostgres() && owner.isPresent()) drop += " ON " + on(table);
    String key = name;
    if (isPostgres() && kind == Kind.FUNCTION) {
      String arguments = create.contains("(x integer)") ? "(x integer)" : "()";
      drop += arguments;
      key += arguments;
    }
    return new SchemaObject(
        kind,
        QualifiedName.of(key),
        owner,
        SqlText.of(create),
        drop,
        Set.of(),
        java.util.Map.of(),
        new TreeMap<>());
  }

  private boolean isPostgres() {
    return dialect.engine().id().equals("postgresql");
  }

  private String quote(String name) {
    return dialect.quote(name);
  }

  private String on(Table table) {
    return table.name().schema().isEmpty()
        ? quote(table.name().name())
        : dialect.quote(table.name());
  }

  private String list(List<String> columns) {
    return columns.stream().map(this::quote).collect(Collectors.joining(", "));
  }

  /** The names of the objects of both schemas, for making a failing pair smaller. */
  static Set<SchemaObject.Key> keys(Schema from, Schema to) {
    Set<SchemaObject.Key> keys = new TreeSet<>(from.objects().keySet());
    keys.addAll(to.objects().keySet());
    return keys;
  }
}
