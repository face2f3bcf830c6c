package dev.underpin.planner.golden;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.InvalidObject;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What introspection would have found beside the schema, from the facts of a case. */
final class CatalogFacts {
  private static final Pattern FOUND = Pattern.compile("(.+?) \\((.+)\\)");
  private static final long SMALL = 16 << 10;

  private final Facts facts;
  private final Dialect dialect;

  private CatalogFacts(Facts facts, Dialect dialect) {
    this.facts = facts;
    this.dialect = dialect;
  }

  /** A catalog with the facts of a case; a table of which nothing is said is small and has rows. */
  static Catalog of(Facts facts, Dialect dialect, Catalog catalog) {
    return new CatalogFacts(facts, dialect).catalog(catalog);
  }

  /** The words by which a case knows the questions that it answers. */
  static List<String> questions(Facts facts) {
    return Stream.concat(
            facts.lines("found").stream().map(l -> FOUND.matcher(l).replaceFirst("$1")),
            facts.lines("not-checked").stream())
        .toList();
  }

  /** What the rows say to a question: nothing is found, unless the facts say so. */
  static DataCheckAnswer answer(Facts facts, DataCheck probe) {
    for (String line : facts.lines("not-checked"))
      if (probe.finding().text().contains(line))
        return new DataCheckAnswer(probe, 0, List.of(), Optional.of("it took too long"));
    for (String line : facts.lines("found")) {
      Matcher found = FOUND.matcher(line);
      if (!found.matches())
        throw new AssertionError("found: a part of the finding (keys): " + line);
      if (!probe.finding().text().contains(found.group(1))) continue;
      List<String> keys = List.of(found.group(2).split(", *"));
      return new DataCheckAnswer(probe, keys.size(), keys, Optional.empty());
    }
    return new DataCheckAnswer(probe, 0, List.of(), Optional.empty());
  }

  private Catalog catalog(Catalog catalog) {
    Map<QualifiedName, TableFacts> tables = new HashMap<>();
    Schema schema = withUses(catalog.schema());
    for (Table table : schema.tables().values()) tables.put(table.name(), table(schema, table));
    return new Catalog(
        catalog.engine(),
        catalog.database(),
        catalog.defaultNamespace(),
        schema,
        tables,
        catalog.trash(),
        catalog.notes(),
        collations(),
        broken());
  }

  private TableFacts table(Schema schema, Table table) {
    String name = table.name().name();
    boolean empty = facts.ofTable("empty", name).isPresent();
    long rows = empty ? 0 : facts.ofTable("rows", name).map(Long::parseLong).orElse(2L);
    return new TableFacts(
        rows,
        true,
        empty,
        facts.ofTable("bytes", name).map(Facts::bytes).orElse(SMALL),
        trash(name),
        keepsText() ? facts.one("text").orElseGet(() -> SqliteDdl.createTable(table)) : "",
        keepsText() ? indexTexts(table) : Map.of(),
        triggers(schema, table),
        Set.copyOf(
            facts
                .ofTable("taken-names", name)
                .map(n -> n.split(" "))
                .map(Arrays::asList)
                .orElse(List.of())),
        facts.ofTable("instant-changes", name).map(Integer::parseInt).orElse(-1),
        Optional.empty());
  }

  private boolean keepsText() {
    return dialect.engine().id().equals("sqlite");
  }

  private static Map<String, String> indexTexts(Table table) {
    Map<String, String> texts = new HashMap<>();
    for (Index index : table.indexes())
      texts.put(index.name(), SqliteDdl.createIndex(table.name(), index));
    return texts;
  }

  private List<String> triggers(Schema schema, Table table) {
    if (!keepsText()) return List.of();
    return schema.objects().values().stream()
        .filter(o -> o.kind() == SchemaObject.Kind.TRIGGER)
        .filter(o -> o.table().filter(table.name()::equals).isPresent())
        .map(o -> o.name().name())
        .toList();
  }

  private List<Column> trash(String table) {
    List<Column> columns = new ArrayList<>();
    for (String item : facts.items("trash")) {
      String[] words = item.split("[. ]", 3);
      if (words[0].equals(table)) columns.add(Column.of(words[1], words[2]));
    }
    return columns;
  }

  private Map<String, String> collations() {
    if (!(dialect instanceof MysqlDialect mysql)) return Map.of();
    String usual = mysql.flavor().defaultUtf8mb4Collation();
    String collation = facts.one("collation").orElse(usual);
    return collation.equals("unknown") ? Map.of() : Map.of("", collation);
  }

  private List<InvalidObject> broken() {
    return facts.lines("broken").stream()
        .map(
            sql -> {
              String[] words = sql.split(" ");
              return new InvalidObject(
                  SchemaObject.Kind.valueOf(words[1]),
                  QualifiedName.of(words[2]),
                  sql,
                  "no such table: gone");
            })
        .toList();
  }

  /** Which columns an object uses is what only a server tells. */
  private Schema withUses(Schema schema) {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(schema.objects());
    for (String item : facts.items("uses")) {
      String[] words = item.split("[ .]");
      objects.replaceAll(
          (key, object) -> object.name().name().equals(words[0]) ? using(object, words) : object);
    }
    return schema.withObjects(objects);
  }

  private SchemaObject using(SchemaObject object, String[] words) {
    QualifiedName table = new QualifiedName(dialect.defaultNamespace(), words[1]);
    Map<QualifiedName, Set<String>> columns = new HashMap<>(object.columns());
    Set<String> names = new TreeSet<>(columns.getOrDefault(table, Set.of()));
    names.add(words[2]);
    columns.put(table, names);
    Set<QualifiedName> tables = new TreeSet<>(object.dependsOn());
    tables.add(table);
    return new SchemaObject(
        object.kind(),
        object.name(),
        object.table(),
        object.create(),
        object.drop(),
        tables,
        columns,
        object.options());
  }
}
