package dev.underpin.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.error.Problem;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The map of Prisma's schema is complete, and each engine that a row names has its YAML. */
class PrismaPageTest {
  private static final Path PAGE = Path.of("..", "docs", "from", "prisma-migrate.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Map<String, List<String>> ENGINES = new LinkedHashMap<>();

  static {
    ENGINES.put("PostgreSQL", List.of("postgresql"));
    ENGINES.put("MySQL", List.of("mysql"));
    ENGINES.put("MariaDB", List.of("mariadb"));
    ENGINES.put("SQLite", List.of("sqlite"));
    ENGINES.put("all", List.of("postgresql", "mysql", "mariadb", "sqlite"));
  }

  /** The columns that the cells of the page name. */
  private static final String COLUMNS =
      """
      tables:
        other:
          columns: { id: integer not null }
          primary_key: [id]
        t:
          columns:
            a: integer
            b: varchar(20)
            data: { postgresql: jsonb, mysql: json, mariadb: json, sqlite: text }
            spot: { postgresql: inet, mysql: text, mariadb: text, sqlite: text }
      """;

  private String page = "";

  /** What one engine is to accept. */
  private record Example(String engine, String prisma, String yaml) {}

  @BeforeEach
  void the_page_is_read() throws IOException {
    page = Files.readString(PAGE);
  }

  @Test
  void each_example_is_valid_on_the_engines_that_its_row_names() {
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThan(200);
    List<String> refused = new ArrayList<>();
    for (Example example : examples)
      for (Problem problem : problems(example))
        refused.add(example.engine() + ", " + example.prisma() + ": " + problem.message());
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datasource generator model view enum type ? [] Unsupported( ///",
        "@id @unique @default( @relation( @map( @updatedAt @ignore @shardKey @db.",
        "@@id( @@unique( @@index( @@fulltext( @@map( @@ignore @@schema( @@shardKey(",
        "autoincrement() now() uuid() cuid() ulid() nanoid() dbgenerated( sequence() auto()",
        "fields references onDelete: onUpdate: map: name: sort: length: type: ops: clustered:",
        "Cascade Restrict NoAction SetNull SetDefault Hash Gin Gist SpGist Brin extensions",
        "String Boolean Int BigInt Float Decimal DateTime Json Bytes"
      })
  void each_word_of_the_schema_is_on_the_page(String words) {
    assertThat(firstCells()).contains(words.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SmallInt Integer BigInt Decimal Money Inet Oid Citext Real DoublePrecision VarChar Char",
        "Text ByteA Timestamp Timestamptz Date Time Timetz Boolean Bit VarBit Uuid Xml Json JsonB",
        "Int UnsignedInt UnsignedSmallInt TinyInt UnsignedTinyInt MediumInt UnsignedMediumInt",
        "UnsignedBigInt Float Double Binary VarBinary TinyBlob Blob MediumBlob LongBlob TinyText",
        "MediumText LongText DateTime Year"
      })
  void each_native_type_is_on_the_page(String types) {
    for (String type : types.split(" "))
      assertThat(firstCells()).containsPattern("`@db\\." + type + "(\\([0-9, ]+\\))?`");
  }

  private static List<Problem> problems(Example example) {
    DialectProvider provider = Dialects.provider(example.engine());
    Dialect dialect = Dialects.of(provider.baseline());
    ReadResult read =
        new SchemaReader(new EngineWords(provider.yamlWords(), Dialects.yamlWords()))
            .readString("schema.yaml", example.yaml());
    List<Problem> problems = new ArrayList<>(read.problems());
    read.declared().ifPresent(d -> dialect.lower(d, dialect.defaultNamespace(), problems::add));
    return problems;
  }

  private List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    List<String> heads = List.of();
    for (String line : map().toList()) {
      List<String> cells = cells(line);
      if (cells.get(0).equals("in `schema.prisma`")) heads = cells;
      else if (heads.contains("engines")) addRow(cells, examples);
      else addTypes(cells, heads, examples);
    }
    return examples;
  }

  private static void addRow(List<String> cells, List<Example> examples) {
    if (!cells.get(1).startsWith("`")) return;
    assertThat(cells.get(2)).as(cells.get(0)).isNotBlank();
    for (String engine : engines(cells.get(2)))
      examples.add(new Example(engine, cells.get(0), whole(code(cells.get(1)))));
  }

  private static void addTypes(List<String> cells, List<String> heads, List<Example> examples) {
    for (int i = 1; i < cells.size(); i++)
      if (!cells.get(i).isBlank())
        for (String engine : engines(heads.get(i)))
          examples.add(new Example(engine, cells.get(0), whole("c: " + code(cells.get(i)))));
  }

  /** The schema in which a cell is a key of the file, a key of the table or a column. */
  private static String whole(String cell) {
    return switch (cell.substring(0, cell.indexOf(':'))) {
      case "tables" -> cell + "\n";
      case "enums", "views", "extensions" -> COLUMNS + withId() + cell + "\n";
      case "primary_key", "unique", "foreign_keys", "indexes", "comment" ->
          COLUMNS + withId() + "    " + cell + "\n";
      case "id" -> COLUMNS + "      " + cell + "\n    primary_key: [id]\n";
      default -> COLUMNS + withId() + "      " + cell + "\n";
    };
  }

  private static String withId() {
    return "      id: integer not null\n";
  }

  private static List<String> engines(String cell) {
    List<String> engines = new ArrayList<>();
    for (String name : cell.split(", ")) engines.addAll(Objects.requireNonNull(ENGINES.get(name)));
    return engines;
  }

  private static String code(String cell) {
    return CODE.matcher(cell).results().findFirst().orElseThrow().group(1);
  }

  private String firstCells() {
    return String.join("\n", map().map(line -> cells(line).get(0)).toList());
  }

  private Stream<String> map() {
    String map = page.substring(page.indexOf("## Prisma's schema in the YAML"));
    return map.lines().filter(line -> line.startsWith("| "));
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.substring(1).split("\\|")) cells.add(cell.strip());
    return cells;
  }
}
