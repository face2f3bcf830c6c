package dev.underpin.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private final Table table =
      new Table(
          QualifiedName.of("t"),
          List.of(
              Column.of("a", "int"),
              Column.of("b", "text")
                  .withDefault(Optional.of(SqlText.of("now()", "CURRENT_TIMESTAMP")))),
          List.of(
              PrimaryKey.of(Optional.empty(), List.of("a")),
              CheckConstraint.of(Optional.of("c"), SqlText.of("a > 0"))),
          List.of(Index.of("i", false, List.of("a")), Index.of("j", true, List.of("b"))),
          Optional.empty(),
          Options.none());

  @Test
  void isShort() {
    assertThat(Fingerprint.of(Schema.EMPTY.put(table)))
        .matches("3:[0-9a-f]{16}::0{16}:")
        .isNotEqualTo(Fingerprint.of(Schema.EMPTY));
  }

  @Test
  void orderDoesNotCount() {
    Table turned =
        table
            .withColumns(reversed(table.columns()))
            .withIndexes(reversed(table.indexes()))
            .withConstraints(reversed(table.constraints()));
    assertThat(of(turned)).isEqualTo(of(table));
  }

  @Test
  void theServersSpellingCounts() {
    Table sameMeaning =
        table.mapColumns(
            c ->
                c.withDefault(
                    c.defaultValue().map(d -> SqlText.of("CURRENT_TIMESTAMP", d.canonical()))));
    Table other =
        table.mapColumns(c -> c.withDefault(c.defaultValue().map(d -> d.withCanonical("now()"))));
    assertThat(of(sameMeaning)).isEqualTo(of(table));
    assertThat(of(other)).isNotEqualTo(of(table));
  }

  @Test
  void eachAttributeCounts() {
    List<Table> others =
        List.of(
            table,
            table.withName(QualifiedName.of("u")),
            table.withName(new QualifiedName("t", "t")),
            table.withComment(Optional.of("x")),
            table.withComment(Optional.of("")),
            table.withOptions(Options.of("strict", "true")),
            table.mapColumns(c -> c.withNullable(false)),
            table.mapColumns(c -> c.withType(c.type() + " ")),
            table.mapColumns(c -> c.withCollation(Optional.of("C"))),
            table.mapColumns(c -> c.withComment(Optional.of("C"))),
            table.withConstraints(List.<Constraint>of()),
            table.mapConstraints(c -> c.withName(Optional.of("d" + c.columns()))),
            table.mapIndexes(i -> i.withName(i.name() + "x")));
    assertThat(others.stream().map(FingerprintTest::of).distinct()).hasSameSizeAs(others);
  }

  @Test
  void tenThousandTablesTakeNoTime() {
    TreeMap<QualifiedName, Table> tables = new TreeMap<>();
    IntStream.range(0, 10_000)
        .forEach(
            i -> tables.put(QualifiedName.of("t" + i), table.withName(QualifiedName.of("t" + i))));
    Schema schema = Schema.EMPTY.withTables(tables);
    long start = System.nanoTime();
    Fingerprint.of(schema);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void canBeKeptUpToDateWhileObjectsComeAndGo() {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(table);
    fingerprint.add(table.withName(QualifiedName.of("u")));
    fingerprint.remove(table);
    assertThat(fingerprint.text(java.util.Set.of()))
        .isEqualTo(of(table.withName(QualifiedName.of("u"))));
  }

  private static String of(Table table) {
    return Fingerprint.of(Schema.EMPTY.put(table));
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.reverse(copy);
    return copy;
  }
}
