package dev.underpin.schema.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.read.ReadResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What YAML does to those who do not expect it, and what this reader does instead. */
class YamlTrapsTest {
  private static final String TABLE = "tables:\n  t:\n    columns:\n";

  @Test
  void wordsThatYamlTakesForFlagsStayText() {
    var labels =
        Yaml.read("enums: {answer: [no, off, yes, on, NO, y, n, true]}")
            .schema()
            .enums()
            .get(QualifiedName.of("answer"))
            .labels();
    assertThat(labels).containsExactly("no", "off", "yes", "on", "NO", "y", "n", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "no", "off", "y", "true", "010", "1_000", "2001-01-01", "12:30:45"})
  void aColumnCanHaveAnyOfTheseNames(String name) {
    Table t =
        Yaml.read(TABLE + "      " + name + ": int\n").schema().tables().get(QualifiedName.of("t"));
    assertThat(t.columns()).containsExactly(Column.of(name, "int"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "Null", "NULL", "~"})
  void aNameThatReadsAsNullMustBeQuoted(String name) {
    assertThat(Yaml.complaintsOf(TABLE + "      " + name + ": int\n"))
        .contains("must be quoted", "\"" + name + "\":");
    assertThat(
            Yaml.read(TABLE + "      \"" + name + "\": int\n")
                .schema()
                .tables()
                .get(QualifiedName.of("t"))
                .columns())
        .containsExactly(Column.of(name, "int"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001-01-01",
        "12:30:45",
        "1_000",
        "0o7",
        "010",
        "0x1F",
        "1.10",
        "1e3",
        "-1",
        "+1",
        ".5"
      })
  void numbersAndDatesStayTheTextThatWasWritten(String value) {
    assertThat(Yaml.column("{type: text, default: " + value + "}").defaultValue())
        .contains(SqlText.of(value));
    assertThat(Yaml.column("text default " + value).defaultValue()).contains(SqlText.of(value));
  }

  @Test
  void aKeyThatIsWrittenTwiceIsAnErrorThatNamesBothLines() {
    String complaints = Yaml.complaintsOf(TABLE + "      a: int\n      b: int\n      a: text\n");
    assertThat(complaints)
        .contains(
            "schema.yaml:6:7: error: \"a\" is written twice",
            "it is also on line 4; keep",
            "      a: text",
            "at tables.t.columns.a");
  }

  @Test
  void aMergeKeyTakesInAnAlias() {
    Table t =
        Yaml.read(
                """
            x-common: &common
              created_at: timestamptz
              id: text
            tables:
              t:
                columns:
                  <<: *common
                  id: bigint
            """)
            .schema()
            .tables()
            .get(QualifiedName.of("t"));
    assertThat(t.columns())
        .containsExactlyInAnyOrder(
            Column.of("created_at", "timestamptz"), Column.of("id", "bigint"));
  }

  @Test
  void documentsOfOneFileAreMerged() {
    assertThat(
            Yaml.read(
                    "tables: {a: {columns: {x: int}}}\n---\ntables: {b: {columns: {x: int}}}\n---\n")
                .schema()
                .tables())
        .hasSize(2);
  }

  @Test
  void aTypeThatFlowStyleSplitsAtItsCommaIsShownInQuotes() {
    String mapping = Yaml.complaints("{type: numeric(10,2), nullable: false}");
    assertThat(mapping)
        .contains("a comma ends the value", "put quotes around it: \"numeric(10,2)\"")
        .doesNotContain("not known");
    assertThat(Yaml.complaintsOf("tables: {t: {columns: {c: numeric(10,2)}}}"))
        .contains("\"numeric(10,2)\"")
        .doesNotContain("is not closed");
    assertThat(
            Yaml.complaintsOf(
                "tables: {t: {columns: {c: int}, indexes: {i: [coalesce(c, 1), c]}}}"))
        .contains("\"coalesce(c,1)\"");
  }

  @Test
  void sqlThatAYamlCommentCutsShortIsWarnedAbout() {
    ReadResult result =
        Yaml.result(
            "tables:\n  t:\n    columns: {price: int}\n    checks:\n      c: price > 0 # x\n      d: price >= 0\n");
    assertThat(result.errors()).isEmpty();
    assertThat(result.warnings())
        .singleElement()
        .extracting(Problem::render)
        .asString()
        .contains("schema.yaml:5:10", "\" #\" starts a comment");
  }

  @Test
  void aDefinitionThatACommentBreaksSaysWhatTheCommentDid() {
    assertThat(Yaml.complaints("text default 'a # b'"))
        .contains("quote ' is not closed", "\" #\" starts a comment");
    assertThat(Yaml.column("int # the key")).isEqualTo(Column.of("c", "int"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> 0",
        "`x` > 0",
        "@x",
        "%x",
        "* 2",
        "!x y",
        "{ a",
        "[ a",
        "'a' || 'b'",
        "a: b",
        "\"a",
        "| x"
      })
  void sqlThatYamlCannotReadAsksForQuotes(String sql) {
    String complaints =
        Yaml.complaintsOf(
            "tables:\n  t:\n    columns: {a: int}\n    checks:\n      c: " + sql + "\n");
    assertThat(complaints).contains("schema.yaml:", "error:").containsIgnoringCase("quote");
  }

  @Test
  void anEmptyDefaultIsAnErrorAndAnExplicitNullIsNone() {
    assertThat(Yaml.complaints("\n        type: text\n        default:"))
        .contains("the default is empty", "tables.t.columns.c.default");
    assertThat(Yaml.column("{type: text, default: null}").defaultValue()).isEmpty();
    assertThat(Yaml.column("text default null").defaultValue()).isEmpty();
    assertThat(Yaml.column("{type: text, default: \"''\"}").defaultValue())
        .contains(SqlText.of("''"));
    assertThat(Yaml.complaints("{type: text, default: ''}"))
        .contains("an empty text is no SQL", "\"''\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!x y", "!!str y", "!!binary aGk=", "!!python/object:os.system x"})
  void tagsAreRefused(String value) {
    assertThat(Yaml.complaints(value)).contains("tags such as", "are not supported");
  }

  @Test
  void tabsAreNamed() {
    assertThat(Yaml.complaintsOf("tables:\n\tt:\n"))
        .contains("schema.yaml:2:1", "a tab cannot be used for indentation", "indent with spaces");
  }

  @Test
  void aliasesThatExplodeAreRefused() {
    StringBuilder bomb = new StringBuilder("x-0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++)
      bomb.append(
          "x-%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n"
              .replace("%d", "%1$d")
              .formatted(i)
              .replace("*a" + i, "*a" + (i - 1)));
    assertThat(Yaml.complaintsOf(bomb + "tables: {}\n")).contains("aliases");
    assertThat(Yaml.complaintsOf("x-a: &a [*a]\ntables: {}\n")).contains("contains itself");
    assertThat(Yaml.complaintsOf("x-a: &a\n  <<: *a\ntables: {}\n")).contains("contains itself");
    assertThat(Yaml.complaintsOf("x-a: " + "[".repeat(5000) + "]".repeat(5000)))
        .contains("nested more than");
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreFine() {
    ReadResult result =
        Yaml.result(
            "\uFEFFtables:\r\n  t:\r\n    columns:\r\n      a: int\r\n      b: nope nope not\r\n");
    assertThat(result.errors())
        .singleElement()
        .satisfies(p -> assertThat(p.location().orElseThrow().row()).isEqualTo(5));
    assertThat(
            Yaml.read("\uFEFFtables:\r\n  t:\r\n    columns:\r\n      a: int\r\n")
                .schema()
                .tables())
        .hasSize(1);
  }

  @Test
  void unknownKeysAreErrorsButForThoseOfTheWriter() {
    assertThat(Yaml.complaintsOf("tabels: {}\n"))
        .contains("\"tabels\" is not known here", "did you mean \"tables\"?");
    assertThat(Yaml.complaints("{type: text, nulable: false}"))
        .contains("did you mean \"nullable\"?", "tables.t.columns.c.nulable");
    assertThat(Yaml.complaints("{type: text, not_null: true}"))
        .contains("did you mean \"nullable\"?");
    assertThat(
            Yaml.read(
                    "x-owner: me\ntables: {t: {x-note: hi, columns: {c: {type: text, x-pii: true}}}}")
                .schema()
                .tables())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"active", "in progress", "active::status", "foo.bar", "in-progress", "Ünïcode"})
  void aBareWordAsDefaultIsAnErrorThatShowsTheQuotedForm(String word) {
    String quoted = "'" + word.replace("::status", "") + "'";
    assertThat(Yaml.complaints("{type: text, default: " + word + "}"))
        .contains("bare word", "default: \"" + quoted + "\"");
    assertThat(Yaml.complaints("text not null default " + word))
        .contains("bare word", "default " + quoted);
    assertThat(Yaml.complaints("{type: text, default: '" + word + "'}")).contains("bare word");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "FALSE",
        "current_timestamp",
        "current_date",
        "CURRENT_TIME",
        "localtime",
        "localtimestamp",
        "current_user",
        "session_user",
        "user",
        "now()",
        "gen_random_uuid()",
        "current_timestamp(3)",
        "0",
        "-1.5",
        "nextval('s'::regclass)",
        "(a)",
        "interval '1 day'",
        "date '2020-01-01'",
        "array[1,2]",
        "next value for s",
        "pg_catalog.now()",
        "b'0'",
        "x'ff'",
        "CURRENT_TIMESTAMP AT TIME ZONE 'utc'",
        "not true"
      })
  void whatSqlItselfHasIsFine(String sql) {
    assertThat(Yaml.column("text not null default " + sql).defaultValue())
        .contains(SqlText.of(sql));
    assertThat(Yaml.column("\n    type: text\n    default: " + sql).defaultValue())
        .contains(SqlText.of(sql));
  }

  @Test
  void everyErrorIsReportedNotTheFirst() {
    ReadResult result =
        Yaml.result(
            TABLE
                + "      a: int nto null\n      b: text default active\n      c:\n    primary_key: [idd]\n    chekcs: {}\nfoo: 1\n");
    assertThat(result.declared()).isEmpty();
    assertThat(result.errors())
        .extracting(p -> p.location().orElseThrow().row())
        .containsExactly(4, 5, 6, 7, 8, 9);
    assertThat(List.copyOf(result.problems()))
        .allSatisfy(p -> assertThat(p.location()).isPresent());
  }

  @Test
  void flagsAreTrueOrFalse() {
    assertThat(Yaml.complaints("{type: text, nullable: no}"))
        .contains("\"no\" is neither true nor false", "write false");
  }
}
